import type { CaseId, Money, PaymentId } from '@hangil/core';
import { type AccountCode, type ProviderChannel, receivable, suspense, writeOff } from '../account.ts';
import { type Approval, type JournalEntry, journalEntry } from '../journal-entry.ts';
import { type EntryContext, noSubject, signedLines } from './entry-context.ts';

interface DifferenceEvent {
  readonly caseId: CaseId;
  readonly paymentId: PaymentId | null;
  readonly channel: ProviderChannel;
  readonly amount: Money;
}

/**
 * The provider's books and ours differ: what it owes is set to what it says, and the difference waits in suspense until its case is
 * decided. `more` = the provider has more than we (a payment we do not know), `less` = we have more (it does not know ours, or for less).
 */
export function differenceFound(
  context: EntryContext,
  event: DifferenceEvent & { readonly providerHas: 'more' | 'less' },
): JournalEntry {
  const { caseId, paymentId, channel, amount, providerHas } = event;
  const signedMinor = providerHas === 'more' ? amount.amountMinor : -amount.amountMinor;
  const lines = signedLines(amount.currency, [
    [receivable(channel), signedMinor],
    [suspense(channel), -signedMinor],
  ]);
  return journalEntry({
    ...noSubject,
    ...context,
    kind: 'recon_open',
    sourceKey: `recon_open:${caseId}`,
    paymentId,
    caseId,
    lines,
  });
}

/** A case was decided: its amount leaves suspense for the account a person chose. Positive amounts stood on the credit side. */
export function differenceResolved(
  context: EntryContext,
  event: Omit<DifferenceEvent, 'amount'> & {
    readonly signedMinor: number;
    readonly currency: Money['currency'];
    readonly target: AccountCode;
    readonly approval: Approval;
  },
): JournalEntry {
  const { caseId, paymentId, channel, signedMinor, currency, target, approval } = event;
  return journalEntry({
    ...noSubject,
    ...context,
    kind: target === writeOff ? 'write_off' : 'recon_resolve',
    sourceKey: `recon_resolve:${caseId}`,
    paymentId,
    caseId,
    approval,
    lines: signedLines(currency, [
      [suspense(channel), signedMinor],
      [target, -signedMinor],
    ]),
  });
}
