import type { CaseId, Money, PaymentId } from '@hangil/core';
import { bank, merchantPending, type ProviderChannel, receivable, unapplied } from '../account.ts';
import { type JournalEntry, type JournalKind, journalEntry, type Posting } from '../journal-entry.ts';
import { type EntryContext, noSubject, transfer } from './entry-context.ts';

/** `depositId` is the provider's name for one deposit. */
interface DepositEvent {
  readonly paymentId: PaymentId;
  readonly depositId: string;
  readonly channel: ProviderChannel;
  readonly amount: Money;
}

function depositEntry(
  context: EntryContext,
  kind: JournalKind,
  { paymentId, depositId }: DepositEvent,
  subjects: Partial<Pick<JournalEntry, 'caseId'>>,
  lines: Posting[],
): JournalEntry {
  const sourceKey = `${kind}:${paymentId}:${depositId}`;
  return journalEntry({ ...noSubject, ...context, kind, sourceKey, paymentId, ...subjects, lines });
}

/** Another amount than asked for arrived, or one too late or twice: it waits for a person. */
export function depositMismatched(
  context: EntryContext,
  event: DepositEvent & { readonly caseId: CaseId },
): JournalEntry {
  const lines = transfer(event.amount, receivable(event.channel), unapplied(event.channel));
  return depositEntry(context, 'va_mismatch', event, { caseId: event.caseId }, lines);
}

/** The bank took an exact deposit back. */
export function depositCanceled(context: EntryContext, event: DepositEvent): JournalEntry {
  const lines = transfer(event.amount, merchantPending(context.merchantId), receivable(event.channel));
  return depositEntry(context, 'va_deposit_canceled', event, {}, lines);
}

/** A person decided that an unapplied deposit pays for the payment, whole or in part. */
export function depositApplied(context: EntryContext, event: DepositEvent & { readonly caseId: CaseId }): JournalEntry {
  const lines = transfer(event.amount, unapplied(event.channel), merchantPending(context.merchantId));
  return depositEntry(context, 'va_apply', event, { caseId: event.caseId }, lines);
}

/** An unapplied deposit was given back, whole or in part: by the provider, which owes less then, or from a bank account of the merchant. */
export function depositGivenBack(
  context: EntryContext,
  event: DepositEvent & { readonly caseId: CaseId; readonly from: 'provider' | { readonly bankAccount: string } },
): JournalEntry {
  const { caseId, from, channel, amount } = event;
  const source = from === 'provider' ? receivable(channel) : bank(from.bankAccount);
  return depositEntry(context, 'va_give_back', event, { caseId }, transfer(amount, unapplied(channel), source));
}
