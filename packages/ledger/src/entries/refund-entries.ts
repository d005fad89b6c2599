import type { Money, PaymentId, RefundId } from '@hangil/core';
import { merchantPending, type ProviderChannel, receivable, refundInTransit } from '../account.ts';
import { type JournalEntry, type JournalKind, journalEntry, type Posting } from '../journal-entry.ts';
import { type EntryContext, noSubject, transfer } from './entry-context.ts';

interface RefundEvent {
  readonly refundId: RefundId;
  readonly paymentId: PaymentId;
  readonly channel: ProviderChannel;
  readonly amount: Money;
}

function refundEntry(
  context: EntryContext,
  kind: JournalKind,
  { refundId, paymentId }: RefundEvent,
  lines: Posting[],
): JournalEntry {
  return journalEntry({ ...noSubject, ...context, kind, sourceKey: `${kind}:${refundId}`, refundId, paymentId, lines });
}

/** Booked before the provider is called; an unknown outcome stays here until it is known. */
export function refundRequested(context: EntryContext, event: RefundEvent): JournalEntry {
  const lines = transfer(event.amount, merchantPending(context.merchantId), refundInTransit(event.channel));
  return refundEntry(context, 'refund_request', event, lines);
}

/** The provider confirmed and will net it against what it owes us. */
export function refundSucceeded(context: EntryContext, event: RefundEvent): JournalEntry {
  return refundEntry(
    context,
    'refund_success',
    event,
    transfer(event.amount, refundInTransit(event.channel), receivable(event.channel)),
  );
}

/** Certainly not made: the promise is taken back. */
export function refundFailed(context: EntryContext, event: RefundEvent): JournalEntry {
  const lines = transfer(event.amount, refundInTransit(event.channel), merchantPending(context.merchantId));
  return refundEntry(context, 'refund_failed', event, lines);
}

/** Made in the provider's own console and found by us. */
export function refundFound(context: EntryContext, event: RefundEvent): JournalEntry {
  const lines = transfer(event.amount, merchantPending(context.merchantId), receivable(event.channel));
  return refundEntry(context, 'provider_initiated_refund', event, lines);
}
