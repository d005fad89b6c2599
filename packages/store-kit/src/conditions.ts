import type {
  CaseFilter,
  DocumentFilter,
  EntryRange,
  EventFilter,
  JournalFilter,
  PaymentFilter,
  PayoutBatchQuery,
  PayoutFilter,
  RefundFilter,
  Scope,
  WebhookDeliveryFilter,
} from '@hangil/engine';
import { and, type Column, eq, gt, gte, isNull, lt, lte, or, type SQL } from 'drizzle-orm';

/** Which rows a filter of the Store port means. An absent part of a filter does not restrict. */

type Columns<Name extends string> = { readonly [Each in Name]: Column };

/** A table whose rows belong to one merchant in one mode. */
type BookColumns = Columns<'merchantId' | 'livemode'>;

export function inBook(table: BookColumns, { merchantId, livemode }: Scope): SQL | undefined {
  return and(eq(table.merchantId, merchantId), eq(table.livemode, livemode));
}

export function equals(column: Column, value: string | undefined): SQL | undefined {
  return value === undefined ? undefined : eq(column, value);
}

/** What follows the last row the caller has seen, newest first. */
export function before(column: Column, cursor: string | null): SQL | undefined {
  return cursor === null ? undefined : lt(column, cursor);
}

/** Inclusive from, exclusive to; of a column in milliseconds. */
function during(column: Column, from: Date | undefined, to: Date | undefined): SQL | undefined {
  return and(
    from === undefined ? undefined : gte(column, from.getTime()),
    to === undefined ? undefined : lt(column, to.getTime()),
  );
}

/** All of a payment filter but the billing key, which each database finds in its own way. */
export function paymentMatches(
  payment: Columns<'orderId' | 'status' | 'provider' | 'channelId' | 'methodType' | 'createdAt'>,
  filter: Omit<PaymentFilter, 'billingKeyId'>,
): SQL | undefined {
  return and(
    equals(payment.orderId, filter.orderId),
    equals(payment.status, filter.status),
    equals(payment.provider, filter.provider),
    equals(payment.channelId, filter.channelId),
    equals(payment.methodType, filter.method),
    during(payment.createdAt, filter.createdFrom, filter.createdTo),
  );
}

export function refundMatches(refund: Columns<'paymentId'>, { paymentId }: RefundFilter): SQL | undefined {
  return equals(refund.paymentId, paymentId);
}

export function payoutMatches(
  payout: Columns<'merchantReference' | 'status'>,
  { merchantReference, status }: PayoutFilter,
): SQL | undefined {
  return and(equals(payout.merchantReference, merchantReference), equals(payout.status, status));
}

export function batchRowMatches(
  payout: Columns<'status' | 'availableAt' | 'row'>,
  { status, availableBy, afterRow }: PayoutBatchQuery,
): SQL | undefined {
  return and(
    equals(payout.status, status),
    availableBy === undefined
      ? undefined
      : or(isNull(payout.availableAt), lte(payout.availableAt, availableBy.getTime())),
    afterRow === undefined ? undefined : gt(payout.row, afterRow),
  );
}

export function documentMatches(
  document: Columns<'parentId' | 'status'>,
  { parentId, status }: DocumentFilter,
): SQL | undefined {
  return and(equals(document.parentId, parentId), equals(document.status, status));
}

export function caseMatches(
  reviewCase: Columns<'status' | 'kind' | 'subjectId'>,
  { status, kind, subjectId }: CaseFilter,
): SQL | undefined {
  return and(equals(reviewCase.status, status), equals(reviewCase.kind, kind), equals(reviewCase.subjectId, subjectId));
}

export function eventMatches(
  event: Columns<'type' | 'subjectId' | 'createdAt'>,
  { type, subjectId, createdFrom, createdTo }: EventFilter,
): SQL | undefined {
  return and(
    equals(event.type, type),
    equals(event.subjectId, subjectId),
    during(event.createdAt, createdFrom, createdTo),
  );
}

export function deliveryMatches(
  delivery: Columns<'eventId' | 'endpointId' | 'status'>,
  { eventId, endpointId, status }: WebhookDeliveryFilter,
): SQL | undefined {
  return and(
    equals(delivery.eventId, eventId),
    equals(delivery.endpointId, endpointId),
    equals(delivery.status, status),
  );
}

export function entryMatches(
  entry: Columns<'paymentId' | 'refundId' | 'payoutId' | 'caseId' | 'settlementId'>,
  { paymentId, refundId, payoutId, caseId, settlementId }: JournalFilter,
): SQL | undefined {
  return and(
    equals(entry.paymentId, paymentId),
    equals(entry.refundId, refundId),
    equals(entry.payoutId, payoutId),
    equals(entry.caseId, caseId),
    equals(entry.settlementId, settlementId),
  );
}

/** The part of a range that says when entries are effective. */
export function isEffectiveIn(
  entry: Columns<'effectiveAt'>,
  { effectiveFrom, effectiveTo }: EntryRange,
): SQL | undefined {
  return during(entry.effectiveAt, effectiveFrom, effectiveTo);
}
