import type { EntryRange, Page, PageRequest, PostingInEntry, Scope, Store } from '@hangil/engine';
import type { RecordedEntry } from '@hangil/ledger';
import {
  entryMatches,
  equals,
  fromJournalEntryRow,
  fromPeriodClosingRow,
  inBook,
  isEffectiveIn,
  type JournalEntryRow,
  toInstant,
  toPage,
} from '@hangil/store-kit';
import { and, asc, desc, eq, gt, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { journalEntry, journalLine, periodClosing } from '../schema.ts';
import { readDays, readTotals } from './balance-reads.ts';

type LedgerReads = Pick<
  Store,
  | 'accountTotals'
  | 'accountDays'
  | 'journalEntry'
  | 'journalEntries'
  | 'postings'
  | 'everyJournalEntry'
  | 'periodClosings'
>;

const entriesPerRead = 500;

/** Newest and oldest are by the order of writing. Entries are never changed, so they and their lines may be read one after the other. */
export function createLedgerReads(database: Drizzle): LedgerReads {
  async function* everyJournalEntry(scope: Scope, range: EntryRange = {}): AsyncGenerator<RecordedEntry> {
    let last = range.afterNumber ?? 0;
    for (;;) {
      const rows = await database
        .select()
        .from(journalEntry)
        .where(and(inBook(journalEntry, scope), gt(journalEntry.number, last), isEffectiveIn(journalEntry, range)))
        .orderBy(asc(journalEntry.number))
        .limit(entriesPerRead);
      yield* await withLines(database, scope, rows);
      const end = rows.at(-1);
      if (end === undefined) return;
      last = end.number;
    }
  }

  return {
    everyJournalEntry,
    accountTotals: (scope, filter) => readTotals(database, scope, filter),
    accountDays: (scope, filter) => readDays(database, scope, filter),
    periodClosings: async (scope) => {
      const rows = await database
        .select()
        .from(periodClosing)
        .where(inBook(periodClosing, scope))
        .orderBy(desc(periodClosing.closedBefore));
      return rows.map(fromPeriodClosingRow);
    },
    journalEntry: async (id) => {
      const rows = await database.select().from(journalEntry).where(eq(journalEntry.id, id));
      const [row] = rows;
      if (row === undefined) return null;
      return (await withLines(database, row, rows))[0] ?? null;
    },
    journalEntries: async (scope, filter, { limit, cursor }) => {
      const afterCursor = cursor === null ? undefined : lt(journalEntry.number, numberOf(cursor));
      const rows = await database
        .select()
        .from(journalEntry)
        .where(and(inBook(journalEntry, scope), entryMatches(journalEntry, filter), afterCursor))
        .orderBy(desc(journalEntry.number))
        .limit(limit + 1);
      const { items, hasMore } = toPage(rows, limit, (row) => row);
      return { items: await withLines(database, scope, items), hasMore };
    },
    postings: (scope, account, page) => readPostings(database, scope, account, page),
  };
}

async function withLines(
  database: Drizzle,
  scope: Scope,
  entries: readonly JournalEntryRow[],
): Promise<RecordedEntry[]> {
  const numbers = entries.map(({ number }) => number);
  if (numbers.length === 0) return [];
  const lines = await database
    .select()
    .from(journalLine)
    .where(and(inBook(journalLine, scope), inArray(journalLine.number, numbers)))
    .orderBy(asc(journalLine.number), asc(journalLine.lineNumber));
  const linesOf = new Map(numbers.map((number): [number, typeof lines] => [number, []]));
  for (const line of lines) linesOf.get(line.number)?.push(line);
  return entries.map((entry) => fromJournalEntryRow(entry, linesOf.get(entry.number) ?? []));
}

function numberOf(entryId: string): SQL {
  return sql`(SELECT ${journalEntry.number} FROM ${journalEntry} WHERE ${journalEntry.id} = ${entryId})`;
}

/** The cursor is an entry, so a page ends where an entry ends, with a line or two more than asked for when it must. */
async function readPostings(
  database: Drizzle,
  scope: Scope,
  account: string,
  { limit, cursor }: PageRequest,
): Promise<Page<PostingInEntry>> {
  const { number } = journalLine;
  const wanted = and(
    inBook(journalLine, scope),
    equals(journalLine.account, account),
    cursor === null ? undefined : lt(number, numberOf(cursor)),
  );
  const [lastOfPage] = await database
    .select({ number })
    .from(journalLine)
    .where(wanted)
    .orderBy(desc(number))
    .limit(1)
    .offset(limit - 1);
  const end = lastOfPage?.number ?? 0;
  const rows = await database
    .select({ line: journalLine, entry: journalEntry })
    .from(journalLine)
    .innerJoin(journalEntry, and(inBook(journalEntry, scope), eq(journalEntry.number, number)))
    .where(and(wanted, gte(number, end)))
    .orderBy(desc(number), asc(journalLine.lineNumber));
  const older = await database
    .select({ number })
    .from(journalLine)
    .where(and(wanted, lt(number, end)))
    .limit(1);
  return { items: rows.map(toPosting), hasMore: older.length > 0 };
}

function toPosting({ line, entry }: { line: typeof journalLine.$inferSelect; entry: JournalEntryRow }): PostingInEntry {
  const { account, side, amountMinor, currency, layer } = line;
  return {
    account,
    side,
    amountMinor,
    currency,
    layer,
    entryId: entry.id,
    kind: entry.kind,
    effectiveAt: toInstant(entry.effectiveAt),
    recordedAt: toInstant(entry.recordedAt),
    recordedAtMicroseconds: entry.recordedAtMicroseconds,
  };
}
