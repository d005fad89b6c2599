import type { PeriodClosing } from '@hangil/engine';
import type { Approval, ChainLink, JournalEntry, Posting, RecordedEntry } from '@hangil/ledger';
import type { journalEntry, journalLine, periodClosing } from '../schema.ts';
import { parseJson, toInstant } from './plain.ts';

export type JournalEntryRow = typeof journalEntry.$inferSelect;
export type JournalLineRow = typeof journalLine.$inferSelect;
type PeriodClosingRow = typeof periodClosing.$inferSelect;

/** The database numbers entries in the order of writing. */
export function toJournalEntryRow(entry: JournalEntry, link: ChainLink): Omit<JournalEntryRow, 'sequence'> {
  const { lines, approval, ...header } = entry;
  return {
    ...header,
    ...link,
    approval: approval === null ? null : JSON.stringify(approval),
    effectiveAt: entry.effectiveAt.getTime(),
    recordedAt: entry.recordedAt.getTime(),
  };
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
