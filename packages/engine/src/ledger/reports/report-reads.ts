import { addDays, type CalendarDate } from '@hangil/core';
import { type RecordedEntry, startOfBookDay } from '@hangil/ledger';
import type { Scope } from '../../store/records.ts';
import type { EntryRange, Store } from '../../store/store.ts';

/** What the reports read of the books. */
export type JournalReads = Pick<Store, 'accountDays' | 'everyJournalEntry'>;

/** Days of the books, both included. */
export interface DayRange {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

export function entryRangeOf({ from, to }: DayRange): EntryRange {
  return { effectiveFrom: startOfBookDay(from), effectiveTo: startOfBookDay(addDays(to, 1)) };
}

/** Entries of some days in the order of the book, and nothing that is written while they are read. */
export async function* entriesOf(reads: JournalReads, scope: Scope, range: DayRange): AsyncGenerator<RecordedEntry> {
  const { head } = await reads.accountDays(scope, { from: range.from, to: range.from });
  if (head === 0) return;
  for await (const entry of reads.everyJournalEntry(scope, entryRangeOf(range))) {
    if (entry.link.number > head) return;
    yield entry;
  }
}
