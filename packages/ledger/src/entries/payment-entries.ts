import type { CaseId, Money, PaymentId } from '@hangil/core';
import { merchantPending, type ProviderChannel, receivable, suspense } from '../account.ts';
import { type JournalEntry, journalEntry } from '../journal-entry.ts';
import { type EntryContext, noSubject, transfer } from './entry-context.ts';

/** An expectation may begin and end several times, when the amount of an account is changed; `revision` tells them apart. */
interface ExpectationEvent extends PaymentEvent {
  readonly revision?: number;
}

interface PaymentEvent {
  readonly paymentId: PaymentId;
  readonly channel: ProviderChannel;
  readonly amount: Money;
}

/** One-step sale, the usual Korean approval: the provider owes us, we owe the merchant. */
export function paymentSold(context: EntryContext, { paymentId, channel, amount }: PaymentEvent): JournalEntry {
  return journalEntry({
    ...noSubject,
    ...context,
    kind: 'sale',
    sourceKey: `sale:${paymentId}`,
    paymentId,
    lines: transfer(amount, receivable(channel), merchantPending(context.merchantId)),
  });
}

/** A virtual account was issued: the same money, expected only. */
export function depositExpected(
  context: EntryContext,
  { paymentId, channel, amount, revision }: ExpectationEvent,
): JournalEntry {
  return journalEntry({
    ...noSubject,
    ...context,
    kind: 'va_issue',
    sourceKey: expectationKey('va_issue', paymentId, revision),
    paymentId,
    lines: transfer(amount, receivable(channel), merchantPending(context.merchantId), 'pending'),
  });
}

/** The exact deposit arrived: the expectation ends and the money is booked, in one entry. */
export function depositReceived(context: EntryContext, { paymentId, channel, amount }: PaymentEvent): JournalEntry {
  const merchant = merchantPending(context.merchantId);
  return journalEntry({
    ...noSubject,
    ...context,
    kind: 'va_deposit',
    sourceKey: `va_deposit:${paymentId}`,
    paymentId,
    lines: [
      ...transfer(amount, merchant, receivable(channel), 'pending'),
      ...transfer(amount, receivable(channel), merchant),
    ],
  });
}

/** The deposit will not come: due date passed, account revoked, or another amount arrived. */
export function depositNoLongerExpected(
  context: EntryContext,
  { paymentId, channel, amount, revision }: ExpectationEvent,
): JournalEntry {
  return journalEntry({
    ...noSubject,
    ...context,
    kind: 'va_expire',
    sourceKey: expectationKey('va_expire', paymentId, revision),
    paymentId,
    lines: transfer(amount, merchantPending(context.merchantId), receivable(channel), 'pending'),
  });
}

/** Money whose amount, currency or order differs from what was asked goes to suspense until a person decides. */
export function paymentContradicted(
  context: EntryContext,
  event: PaymentEvent & { readonly caseId: CaseId },
): JournalEntry {
  const { paymentId, channel, amount, caseId } = event;
  return journalEntry({
    ...noSubject,
    ...context,
    kind: 'recon_open',
    sourceKey: `contradicted:${caseId}`,
    paymentId,
    caseId,
    lines: transfer(amount, receivable(channel), suspense(channel)),
  });
}

function expectationKey(kind: string, paymentId: PaymentId, revision: number | undefined): string {
  return [kind, paymentId, revision].filter((part) => part !== undefined).join(':');
}
