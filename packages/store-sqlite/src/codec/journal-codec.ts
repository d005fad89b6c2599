import type { JournalEntry, Posting } from '@hangil/ledger';
import type { journalEntry, journalLine } from '../schema.ts';
import { toInstant } from './plain.ts';

export type JournalEntryRow = typeof journalEntry.$inferSelect;
export type JournalLineRow = typeof journalLine.$inferSelect;

/** The database numbers entries in the order of writing. */
export function toJournalEntryRow({ lines, ...entry }: JournalEntry): Omit<JournalEntryRow, 'sequence'> {
  return { ...entry, effectiveAt: entry.effectiveAt.getTime(), recordedAt: entry.recordedAt.getTime() };
}

export function fromJournalEntryRow({ sequence, ...columns }: JournalEntryRow, lines: JournalLineRow[]): JournalEntry {
  return {
    ...columns,
    effectiveAt: toInstant(columns.effectiveAt),
    recordedAt: toInstant(columns.recordedAt),
    lines: lines.map(fromJournalLineRow),
  };
}

function fromJournalLineRow({ account, side, amountMinor, currency, layer }: JournalLineRow): Posting {
  return { account, side, amountMinor, currency, layer };
}
