import type { EntryRange, PageRequest, PostingInEntry, Scope, Store } from '@hangil/engine';
import type { RecordedEntry } from '@hangil/ledger';
import {
  entryMatches,
  equals,
  fromJournalEntryRow,
  fromPeriodClosingRow,
  inBook,
  nextTurn,
  toInstant,
  toPage,
} from '@hangil/store-kit';
import { and, asc, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { journalEntry, journalLine, periodClosing } from '../schema.ts';
import { readDays, readTotals } from './balance-reads.ts';
import { createEntryReader } from './entry-reader.ts';

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

/** Entries read in one turn of the event loop. */
const entriesPerRead = 500;

/** Newest and oldest are by the order of writing. Entries are never changed, so a long read may pause between chunks. */
export function createLedgerReads(database: Drizzle): LedgerReads {
  const linesOf = database
    .select()
    .from(journalLine)
    .where(eq(journalLine.entrySequence, sql.placeholder('sequence')))
    .orderBy(asc(journalLine.lineNumber))
    .prepare();
  const withLines = ({ sequence, ...row }: typeof journalEntry.$inferSelect): RecordedEntry =>
    fromJournalEntryRow(row, linesOf.all({ sequence }));
  const read = createEntryReader(database);

  async function* everyJournalEntry(scope: Scope, range: EntryRange = {}): AsyncGenerator<RecordedEntry> {
    let last = range.afterNumber ?? 0;
    for (;;) {
      const entries = read(scope, { ...range, afterNumber: last }, entriesPerRead);
      for (const entry of entries) yield entry;
      const end = entries.at(-1);
      if (end === undefined) return;
      last = end.link.number;
      await nextTurn();
    }
  }

  return {
    everyJournalEntry,
    accountTotals: (scope, filter) => readTotals(database, scope, filter),
    accountDays: async (scope, filter) => readDays(database, scope, filter),
    periodClosings: async (scope) =>
      database
        .select()
        .from(periodClosing)
        .where(inBook(periodClosing, scope))
        .orderBy(desc(periodClosing.closedBefore))
        .all()
        .map(fromPeriodClosingRow),
    journalEntry: async (id) => {
      const row = database.select().from(journalEntry).where(eq(journalEntry.id, id)).get();
      return row === undefined ? null : withLines(row);
    },
    journalEntries: async (scope, filter, { limit, cursor }) => {
      const rows = database
        .select()
        .from(journalEntry)
        .where(
          and(
            inBook(journalEntry, scope),
            entryMatches(journalEntry, filter),
            cursor === null ? undefined : lt(journalEntry.number, numberOf(cursor)),
          ),
        )
        .orderBy(desc(journalEntry.number))
        .limit(limit + 1)
        .all();
      return toPage(rows, limit, withLines);
    },
    postings: async (scope, account, page) => readPostings(database, scope, account, page),
  };
}

function numberOf(entryId: string): SQL {
  return sql`(SELECT ${journalEntry.number} FROM ${journalEntry} WHERE ${journalEntry.id} = ${entryId})`;
}

function sequenceOf(entryId: string): SQL {
  return sql`(SELECT ${journalEntry.sequence} FROM ${journalEntry} WHERE ${journalEntry.id} = ${entryId})`;
}

/** The cursor is an entry, so a page ends where an entry ends, with a line or two more than asked for when it must. */
function readPostings(database: Drizzle, scope: Scope, account: string, { limit, cursor }: PageRequest) {
  const sequence = journalLine.entrySequence;
  const wanted = and(
    inBook(journalLine, scope),
    equals(journalLine.account, account),
    cursor === null ? undefined : lt(sequence, sequenceOf(cursor)),
  );
  const lastOfPage = database
    .select({ sequence })
    .from(journalLine)
    .where(wanted)
    .orderBy(desc(sequence))
    .limit(1)
    .offset(limit - 1)
    .get();
  const end = lastOfPage?.sequence ?? 0;
  const rows = database
    .select({ line: journalLine, entry: journalEntry })
    .from(journalLine)
    .innerJoin(journalEntry, eq(journalEntry.sequence, sequence))
    .where(and(wanted, gte(sequence, end)))
    .orderBy(desc(sequence), asc(journalLine.lineNumber))
    .all();
  const older = database
    .select({ sequence })
    .from(journalLine)
    .where(and(wanted, lt(sequence, end)))
    .limit(1)
    .get();
  return { items: rows.map(toPosting), hasMore: older !== undefined };
}

function toPosting({
  line,
  entry,
}: {
  line: typeof journalLine.$inferSelect;
  entry: typeof journalEntry.$inferSelect;
}): PostingInEntry {
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
