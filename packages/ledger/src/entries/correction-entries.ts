import type { ManualEntryId } from '@hangil/core';
import { type Approval, type JournalEntry, journalEntry, type Posting } from '../journal-entry.ts';
import { type EntryContext, noSubject } from './entry-context.ts';

/** Lines that two persons agreed on. @throws UnbalancedEntryError */
export function manualEntry(
  context: EntryContext,
  event: { readonly manualEntryId: ManualEntryId; readonly approval: Approval; readonly lines: readonly Posting[] },
): JournalEntry {
  const { manualEntryId, approval, lines } = event;
  return journalEntry({
    ...noSubject,
    ...context,
    kind: 'manual',
    sourceKey: `manual:${manualEntryId}`,
    approval,
    lines,
  });
}

/** The same lines on the other side. The source key holds that an entry is reversed once and never again. */
export function reversalOf(
  context: EntryContext,
  event: { readonly entry: JournalEntry; readonly approval: Approval | null },
): JournalEntry {
  const { entry, approval } = event;
  const { paymentId, refundId, payoutId, caseId, settlementId } = entry;
  return journalEntry({
    ...context,
    kind: 'reversal',
    sourceKey: `reversal:${entry.id}`,
    paymentId,
    refundId,
    payoutId,
    caseId,
    settlementId,
    reversalOf: entry.id,
    approval,
    lines: entry.lines.map((line) => ({ ...line, side: line.side === 'debit' ? 'credit' : 'debit' })),
  });
}
