import type { PeriodClosing } from '@hangil/engine';
import type { Approval, ChainLink, JournalEntry, Posting, RecordedEntry } from '@hangil/ledger';
import type { journalEntry, journalLine, periodClosing } from '../schema.ts';
import { parseJson, toInstant } from './plain.ts';

export type JournalEntryRow = typeof journalEntry.$inferSelect;
export type JournalLineRow = typeof journalLine.$inferSelect;
type PeriodClosingRow = typeof periodClosing.$inferSelect;

/** The database numbers entries in the order of writing. */
export function toJournalEntryRow(entry: JournalEntry, link: ChainLink): Omit<JournalEntryRow, 'sequence'> {
  return {
    id: entry.id,
    merchantId: entry.merchantId,
    livemode: entry.livemode,
    kind: entry.kind,
    sourceKey: entry.sourceKey,
    effectiveAt: entry.effectiveAt.getTime(),
    recordedAt: entry.recordedAt.getTime(),
    paymentId: entry.paymentId,
    refundId: entry.refundId,
    payoutId: entry.payoutId,
    caseId: entry.caseId,
    settlementId: entry.settlementId,
    reversalOf: entry.reversalOf,
    approval: entry.approval === null ? null : JSON.stringify(entry.approval),
    number: link.number,
    recordedAtMicroseconds: link.recordedAtMicroseconds,
    hash: link.hash,
  };
}

export function toJournalLineRows(
  { merchantId, livemode, lines }: JournalEntry,
  entrySequence: number,
): JournalLineRow[] {
  return lines.map(({ account, side, amountMinor, currency, layer }, index) => ({
    entrySequence,
    lineNumber: index + 1,
    merchantId,
    livemode,
    account,
    side,
    amountMinor,
    currency,
    layer,
  }));
}

export function fromJournalEntryRow(row: JournalEntryRow, lines: JournalLineRow[]): RecordedEntry {
  const { sequence, number, recordedAtMicroseconds, hash, approval, ...columns } = row;
  return {
    ...columns,
    approval: approval === null ? null : parseJson<Approval>(approval),
    effectiveAt: toInstant(columns.effectiveAt),
    recordedAt: toInstant(columns.recordedAt),
    lines: lines.map(fromJournalLineRow),
    link: { number, recordedAtMicroseconds, hash },
  };
}

function fromJournalLineRow({ account, side, amountMinor, currency, layer }: JournalLineRow): Posting {
  return { account, side, amountMinor, currency, layer };
}

export function toPeriodClosingRow({ closedBefore, closedAt, ...columns }: PeriodClosing): PeriodClosingRow {
  return { ...columns, closedBefore: closedBefore.getTime(), closedAt: closedAt.getTime() };
}

export function fromPeriodClosingRow({ closedBefore, closedAt, ...columns }: PeriodClosingRow): PeriodClosing {
  return { ...columns, closedBefore: toInstant(closedBefore), closedAt: toInstant(closedAt) };
}
