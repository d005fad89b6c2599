import type { PageRequest, PostingInEntry, Scope, Store } from '@hangil/engine';
import { type AccountTotals, accountTotals, type JournalEntry, type Posting } from '@hangil/ledger';
import { and, asc, desc, eq, gt, gte, lt, lte, max, type SQL, sql } from 'drizzle-orm';
import { fromJournalEntryRow, type JournalEntryRow } from '../codec/journal-codec.ts';
import { toInstant } from '../codec/plain.ts';
import type { Drizzle } from '../drizzle.ts';
import { journalEntry, journalLine } from '../schema.ts';
import { equals, inBook, nextTurn, toPage } from './page.ts';

type LedgerReads = Pick<Store, 'accountTotals' | 'journalEntries' | 'postings' | 'everyJournalEntry'>;
type TotalsFilter = Parameters<Store['accountTotals']>[1];

/** Entries read or added up in one turn of the event loop. */
const entriesPerRead = 500;
const entriesPerSum = 20_000;

/** Newest and oldest are by the order of writing. Entries are never changed, so a long read may pause between chunks. */
export function createLedgerReads(database: Drizzle): LedgerReads {
  const linesOf = database
    .select()
    .from(journalLine)
    .where(eq(journalLine.entrySequence, sql.placeholder('sequence')))
    .orderBy(asc(journalLine.lineNumber))
    .prepare();
  const withLines = (row: JournalEntryRow): JournalEntry =>
    fromJournalEntryRow(row, linesOf.all({ sequence: row.sequence }));

  async function* everyJournalEntry(scope: Scope): AsyncGenerator<JournalEntry> {
    let last = 0;
    for (;;) {
      const rows = database
        .select()
        .from(journalEntry)
        .where(and(inBook(journalEntry, scope), gt(journalEntry.sequence, last)))
        .orderBy(asc(journalEntry.sequence))
        .limit(entriesPerRead)
        .all();
      for (const row of rows) yield withLines(row);
      const end = rows.at(-1);
      if (end === undefined) return;
      last = end.sequence;
      await nextTurn();
    }
  }

  return {
    everyJournalEntry,
    accountTotals: (scope, filter) => sumUp(database, scope, filter),
    journalEntries: async (scope, { paymentId, refundId, payoutId }, { limit, cursor }) => {
      const rows = database
        .select()
        .from(journalEntry)
        .where(
          and(
            inBook(journalEntry, scope),
            equals(journalEntry.paymentId, paymentId),
            equals(journalEntry.refundId, refundId),
            equals(journalEntry.payoutId, payoutId),
            cursor === null ? undefined : lt(journalEntry.sequence, sequenceOf(cursor)),
          ),
        )
        .orderBy(desc(journalEntry.sequence))
        .limit(limit + 1)
        .all();
      return toPage(rows, limit, withLines);
    },
    postings: async (scope, account, page) => readPostings(database, scope, account, page),
  };
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
  };
}

/** SQLite adds up chunks of entries, the ledger adds up the chunks. Entries written meanwhile are left out. */
async function sumUp(database: Drizzle, scope: Scope, filter: TotalsFilter): Promise<readonly AccountTotals[]> {
  const written = database
    .select({ newest: max(journalEntry.sequence) })
    .from(journalEntry)
    .get();
  const newest = written?.newest ?? 0;
  const chunks: { readonly lines: Posting[] }[] = [];
  for (let after = 0; after < newest; after += entriesPerSum) {
    if (after > 0) await nextTurn();
    chunks.push({ lines: sumsOf(database, scope, filter, { after, upTo: Math.min(after + entriesPerSum, newest) }) });
  }
  return accountTotals(chunks);
}

interface Chunk {
  readonly after: number;
  readonly upTo: number;
}

function sumsOf(database: Drizzle, scope: Scope, filter: TotalsFilter, { after, upTo }: Chunk): Posting[] {
  const { account, side, currency, layer, amountMinor, entrySequence } = journalLine;
  // One account is found by the index of lines, all accounts by the index of entries.
  const [table, sequence] =
    filter.account === undefined ? [journalEntry, journalEntry.sequence] : [journalLine, entrySequence];
  return database
    .select({ account, side, currency, layer, amountMinor: sql<number>`sum(${amountMinor})` })
    .from(journalLine)
    .innerJoin(journalEntry, eq(journalEntry.sequence, entrySequence))
    .where(
      and(
        inBook(table, scope),
        gt(sequence, after),
        lte(sequence, upTo),
        equals(account, filter.account),
        equals(layer, filter.layer),
        filter.at === undefined ? undefined : lte(journalEntry.effectiveAt, filter.at.getTime()),
      ),
    )
    .groupBy(account, currency, layer, side)
    .all();
}
