import {
  type ChannelId,
  type Payment,
  type PaymentId,
  type ProviderAccountId,
  type RoutingTrace,
  toStoredMethod,
} from '@hangil/core';
import type { DecisionContext } from '../decision/decision-context.ts';
import type { CreatePaymentInput } from '../engine.ts';
import type { Operation } from '../store/operation.ts';
import type { Scope } from '../store/records.ts';

interface PaymentOrigin extends Scope {
  readonly id: PaymentId;
  readonly provider: string;
  readonly providerAccountId: ProviderAccountId;
  readonly channelId: ChannelId;
  readonly operation: Operation;
  readonly routing: RoutingTrace;
}

/** A payment as its claim writes it: one try, whose outcome is open. */
export function newPayment(
  { id, merchantId, livemode, provider, providerAccountId, channelId, operation, routing }: PaymentOrigin,
  input: CreatePaymentInput,
  context: DecisionContext,
): Payment {
  return {
    id,
    version: 1,
    merchantId,
    livemode,
    providerAccountId,
    channelId,
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
    provider,
    providerPaymentId: null,
    pg: null,
    nextAction: null,
    failure: null,
    attempts: [
      {
        id: context.ids.next('att'),
        operationId: operation.id,
        reference: operation.reference,
        provider,
        providerAccountId,
        channelId,
        status: 'pending',
        failure: null,
        createdAt: context.now,
      },
    ],
    routing,
    depositExpected: false,
    checks: 0,
    createdAt: context.now,
    paidAt: null,
    canceledAt: null,
    failedAt: null,
    expiresAt: input.expiresAt,
    nextCheckAt: operation.leaseUntil,
  };
}
