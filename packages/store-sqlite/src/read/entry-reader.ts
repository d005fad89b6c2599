import type { EntryRange, Scope } from '@hangil/engine';
import type { RecordedEntry } from '@hangil/ledger';
import { inBook, isEffectiveIn } from '@hangil/store-kit';
import { and, asc, between, gt, sql } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { journalEntry, journalLine } from '../schema.ts';
import { fromRawEntry, type RawEntry, type RawLine } from './raw-entry.ts';

/** Reads a chunk of entries as lists of columns, without drizzle's look at every value: a long book takes a fifth of the time. */
export function createEntryReader(database: Drizzle) {
  const { entrySequence, lineNumber, account, side, amountMinor, currency, layer } = journalLine;
  const lines = database
    .select({ entrySequence, account, side, amountMinor, currency, layer })
    .from(journalLine)
    .where(between(entrySequence, sql.placeholder('first'), sql.placeholder('last')))
    .orderBy(asc(entrySequence), asc(lineNumber))
    .prepare();
  const linesBetween = (first: number, last: number) => lines.values({ first, last }) as unknown as RawLine[];

  return (scope: Scope, range: EntryRange, limit: number): RecordedEntry[] => {
    const rows = database
      .select()
      .from(journalEntry)
      .where(
        and(
          inBook(journalEntry, scope),
          gt(journalEntry.number, range.afterNumber ?? 0),
          isEffectiveIn(journalEntry, range),
        ),
      )
      .orderBy(asc(journalEntry.number))
      .limit(limit)
      .values() as unknown as RawEntry[];
    return joined(rows, linesBetween);
  };
}

/** Reads the lines of a run of entries at once where few others lie between them, else those of each entry. */
function joined(rows: readonly RawEntry[], linesBetween: (first: number, last: number) => RawLine[]): RecordedEntry[] {
  const first = rows[0]?.[0] ?? 0;
  const last = rows.at(-1)?.[0] ?? 0;
  if (last - first > 2 * rows.length) return rows.map((row) => fromRawEntry(row, linesBetween(row[0], row[0])));
  const lines = linesBetween(first, last);
  let at = 0;
  return rows.map((row) => {
    while ((lines[at]?.[0] ?? row[0]) < row[0]) at += 1;
    const start = at;
    while (lines[at]?.[0] === row[0]) at += 1;
    return fromRawEntry(row, lines.slice(start, at));
  });
}
