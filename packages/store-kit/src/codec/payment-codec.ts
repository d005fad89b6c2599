import { type NextAction, type Payment, type PaymentMethod, releasesOrderId } from '@hangil/core';
import { joinDocument, type Plain, toInstant } from './plain.ts';
import { fromPlainRouting } from './routing-codec.ts';

export type PaymentRow = ReturnType<typeof toPaymentRow>;

/** What of a payment stands in no column. */
function documentOf(value: Payment) {
  const {
    id,
    version,
    merchantId,
    livemode,
    orderId,
    status,
    currency,
    amountMinor,
    amountPaidMinor,
    amountRefundingMinor,
    amountRefundedMinor,
    provider,
    providerAccountId,
    channelId,
    providerPaymentId,
    createdAt,
    ...document
  } = value;
  return document;
}

type PaymentDocument = ReturnType<typeof documentOf>;

export function toPaymentRow(value: Payment) {
  return {
    id: value.id,
    version: value.version,
    merchantId: value.merchantId,
    livemode: value.livemode,
    orderId: value.orderId,
    holdsOrderId: !releasesOrderId(value.status),
    status: value.status,
    currency: value.currency,
    amountMinor: value.amountMinor,
    amountPaidMinor: value.amountPaidMinor,
    amountRefundingMinor: value.amountRefundingMinor,
    amountRefundedMinor: value.amountRefundedMinor,
    methodType: value.method.type,
    provider: value.provider,
    providerAccountId: value.providerAccountId,
    channelId: value.channelId,
    providerPaymentId: value.providerPaymentId,
    createdAt: value.createdAt.getTime(),
    document: JSON.stringify(documentOf(value)),
  };
}

export function fromPaymentRow(row: PaymentRow): Payment {
  const { document, holdsOrderId, methodType, ...columns } = row;
  return fromPlainPayment(joinDocument<PaymentDocument, typeof columns>(document, columns));
}

export function fromPlainPayment(plain: Plain<Payment>): Payment {
  return {
    ...plain,
    // Payments of earlier versions have no hosted page.
    checkoutUrl: plain.checkoutUrl ?? null,
    method: fromPlainMethod(plain.method),
    nextAction: plain.nextAction === null ? null : fromPlainNextAction(plain.nextAction),
    attempts: plain.attempts.map((attempt) => ({ ...attempt, createdAt: toInstant(attempt.createdAt) })),
    routing: fromPlainRouting(plain.routing),
    createdAt: toInstant(plain.createdAt),
    paidAt: toInstant(plain.paidAt),
    canceledAt: toInstant(plain.canceledAt),
    failedAt: toInstant(plain.failedAt),
    expiresAt: toInstant(plain.expiresAt),
    nextCheckAt: toInstant(plain.nextCheckAt),
  };
}

function fromPlainMethod({ dueAt, ...method }: Plain<PaymentMethod>): PaymentMethod {
  return dueAt === undefined ? method : { ...method, dueAt: toInstant(dueAt) };
}

function fromPlainNextAction(action: Plain<NextAction>): NextAction {
  switch (action.type) {
    case 'display_bank_instructions':
      return { ...action, deadlineAt: toInstant(action.deadlineAt) };
    case 'provide_information':
      return { ...action, deadlineAt: toInstant(action.deadlineAt) };
    case 'display_virtual_account':
      return { ...action, dueAt: toInstant(action.dueAt) };
    case 'wait':
      return { ...action, until: toInstant(action.until) };
    case 'browser_sdk':
    case 'redirect':
      return action;
  }
}
