import { type Attempt, type Payment, type PaymentId, type RoutingTrace, toStoredMethod } from '@hangil/core';
import type { DecisionContext } from '../decision/decision-context.ts';
import type { CreatePaymentInput } from '../engine.ts';
import type { Scope } from '../store/records.ts';

interface PaymentOrigin extends Scope {
  readonly id: PaymentId;
  /** The first try; the payment goes where it goes. */
  readonly attempt: Attempt;
  readonly routing: RoutingTrace;
  readonly nextCheckAt: Date | null;
}

/** A payment as its claim writes it: one try, whose outcome is open. */
export function newPayment(
  { id, merchantId, livemode, attempt, routing, nextCheckAt }: PaymentOrigin,
  input: CreatePaymentInput,
  context: DecisionContext,
): Payment {
  return {
    id,
    version: 1,
    merchantId,
    livemode,
    channelId: attempt.channelId,
    orderId: input.orderId,
    orderName: input.orderName,
    status: 'pending',
    amountMinor: input.amount.amountMinor,
    currency: input.amount.currency,
    taxFreeAmountMinor: input.taxFreeAmountMinor,
    amountPaidMinor: 0,
    amountRefundingMinor: 0,
    amountRefundedMinor: 0,
    amountByPayoutsMinor: 0,
    method: toStoredMethod(input.method),
    customer: input.customer,
    returnUrl: input.returnUrl,
    checkoutUrl: input.checkoutUrl?.(id) ?? null,
    metadata: input.metadata,
    provider: attempt.provider,
    providerAccountId: attempt.providerAccountId,
    providerPaymentId: null,
    pg: null,
    nextAction: null,
    failure: null,
    attempts: [attempt],
    routing,
    depositExpected: false,
    checks: 0,
    createdAt: context.now,
    paidAt: null,
    canceledAt: null,
    failedAt: null,
    expiresAt: input.expiresAt,
    nextCheckAt,
  };
}
