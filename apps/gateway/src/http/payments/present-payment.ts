import { type Attempt, type Payment, type PaymentMethod, refundableMinor } from '@hangil/core';
import { choiceOf, type TimelineStep } from '@hangil/engine';
import type { z } from 'zod';
import { presentCustomer, presentFailure, presentInstant, presentInstantOrNull } from '../present-common.ts';
import { presentTrace } from '../routing/present-trace.ts';
import type {
  attemptSchema,
  paymentMethodSchema,
  paymentSchema,
  routingDecisionSchema,
  timelineStepSchema,
} from './answer-schemas.ts';
import { presentNextAction } from './present-next-action.ts';

export function presentPayment(payment: Payment): z.input<typeof paymentSchema> {
  return {
    object: 'payment',
    id: payment.id,
    livemode: payment.livemode,
    created_at: presentInstant(payment.createdAt),
    status: payment.status,
    order_id: payment.orderId,
    order_name: payment.orderName,
    amount: payment.amountMinor,
    currency: payment.currency,
    tax_free_amount: payment.taxFreeAmountMinor,
    amount_paid: payment.amountPaidMinor,
    amount_refunding: payment.amountRefundingMinor,
    amount_refunded: payment.amountRefundedMinor,
    amount_refundable: refundableMinor(payment),
    method: presentMethod(payment.method),
    customer: presentCustomer(payment.customer),
    return_url: payment.returnUrl,
    metadata: payment.metadata,
    provider: payment.provider,
    channel_id: payment.channelId,
    provider_payment_id: payment.providerPaymentId,
    pg: payment.pg === null ? null : { name: payment.pg.name, transaction_id: payment.pg.transactionId },
    next_action: payment.nextAction === null ? null : presentNextAction(payment.nextAction),
    checkout_url: payment.checkoutUrl,
    failure: presentFailure(payment.failure),
    attempts: payment.attempts.map(presentAttempt),
    paid_at: presentInstantOrNull(payment.paidAt),
    canceled_at: presentInstantOrNull(payment.canceledAt),
    failed_at: presentInstantOrNull(payment.failedAt),
    expires_at: presentInstantOrNull(payment.expiresAt),
    next_check_at: presentInstantOrNull(payment.nextCheckAt),
  };
}

function presentMethod({ details, ...asked }: PaymentMethod): z.input<typeof paymentMethodSchema> {
  return {
    type: asked.type,
    wallet: asked.wallet,
    kind: asked.kind,
    billing_key_id: asked.billingKeyId,
    bank_code: details.bankCode ?? asked.bankCode,
    bank_name: details.bankName,
    holder_name: details.holderName ?? asked.holderName,
    due_at: asked.dueAt === undefined ? undefined : presentInstant(asked.dueAt),
    virtual_account_number: details.virtualAccountNumber,
    card_company: details.cardCompany,
    masked_number: details.maskedNumber,
    approval_number: details.approvalNumber,
    installment_months: details.installmentMonths,
    receipt_url: details.receiptUrl,
  };
}

function presentAttempt(attempt: Attempt): z.input<typeof attemptSchema> {
  return {
    id: attempt.id,
    provider: attempt.provider,
    channel_id: attempt.channelId,
    status: attempt.status,
    failure: presentFailure(attempt.failure),
    reference: attempt.reference,
    created_at: presentInstant(attempt.createdAt),
  };
}

export function presentTimelineStep({
  at,
  type,
  detail,
  sinceLastMs,
}: TimelineStep): z.input<typeof timelineStepSchema> {
  return { object: 'timeline_step', at: presentInstant(at), type, detail, since_last_ms: sinceLastMs };
}

/** The channels that the trace stands for, best first; the attempts of the payment tell which were tried. */
export function presentRouting({ id, routing }: Payment): z.input<typeof routingDecisionSchema> {
  const channels = [...choiceOf(routing).channelIds];
  return { object: 'routing_decision', payment_id: id, channels, trace: presentTrace(routing) };
}
