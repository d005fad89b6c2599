import type { Money, PaymentId, PayoutId } from '@hangil/core';
import {
  type AccountCode,
  merchantAvailable,
  merchantPending,
  payoutInTransit,
  payoutPending,
  prefund,
} from '../account.ts';
import { type JournalEntry, type JournalKind, journalEntry, type Posting } from '../journal-entry.ts';
import { type EntryContext, noSubject, transfer } from './entry-context.ts';

interface PayoutEvent {
  readonly payoutId: PayoutId;
  readonly provider: string;
  readonly amount: Money;
  /** Set when the payout gives a payment's money back: it is then taken from the sale, not from the available balance. */
  readonly refundsPaymentId: PaymentId | null;
}

function payoutEntry(context: EntryContext, kind: JournalKind, event: PayoutEvent, lines: Posting[]): JournalEntry {
  const { payoutId, refundsPaymentId } = event;
  return journalEntry({
    ...noSubject,
    ...context,
    kind,
    sourceKey: `${kind}:${payoutId}`,
    payoutId,
    paymentId: refundsPaymentId,
    lines,
  });
}

function source(context: EntryContext, event: PayoutEvent): AccountCode {
  return event.refundsPaymentId === null ? merchantAvailable(context.merchantId) : merchantPending(context.merchantId);
}

export function payoutRequested(context: EntryContext, event: PayoutEvent): JournalEntry {
  const lines = transfer(event.amount, source(context, event), payoutPending(context.merchantId));
  return payoutEntry(context, 'payout_request', event, lines);
}

/** Accepted by the provider, or sent with an unknown outcome. */
export function payoutSent(context: EntryContext, event: PayoutEvent): JournalEntry {
  const lines = transfer(event.amount, payoutPending(context.merchantId), payoutInTransit(event.provider));
  return payoutEntry(context, 'payout_sent', event, lines);
}

export function payoutPaid(context: EntryContext, event: PayoutEvent): JournalEntry {
  return payoutEntry(
    context,
    'payout_paid',
    event,
    transfer(event.amount, payoutInTransit(event.provider), prefund(event.provider)),
  );
}

/** Refused by the provider after it was sent, or proven absent there. */
export function payoutFailed(context: EntryContext, event: PayoutEvent): JournalEntry {
  return payoutEntry(
    context,
    'payout_failed',
    event,
    transfer(event.amount, payoutInTransit(event.provider), source(context, event)),
  );
}

/** Taken back before it reached the provider. */
export function payoutCanceled(context: EntryContext, event: PayoutEvent): JournalEntry {
  const lines = transfer(event.amount, payoutPending(context.merchantId), source(context, event));
  return payoutEntry(context, 'payout_canceled', event, lines);
}
