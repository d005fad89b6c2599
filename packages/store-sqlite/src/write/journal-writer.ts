import { hash } from 'node:crypto';
import type { PeriodClosing, Scope } from '@hangil/engine';
import { type ChainLink, genesis, type JournalEntry, nextLink } from '@hangil/ledger';
import { toJournalEntryRow, toPeriodClosingRow } from '@hangil/store-kit';
import { and, desc, eq, sql } from 'drizzle-orm';
import { type Drizzle, placeholders, prepareRead, prepareRows, prepareWrite, valueFor } from '../drizzle.ts';
import type { TransactionEnding } from '../group-commit.ts';
import { journalEntry, journalLine, periodClosing } from '../schema.ts';
import { createDayTotalsWriter } from './day-totals-writer.ts';

type JournalLineRow = typeof journalLine.$inferSelect;

export interface JournalWriter {
  /** Writes an entry at the end of the chain of its book. */
  write(entry: JournalEntry): void;
  /** Adds what the entries of the transaction did to the totals of accounts and days. */
  readonly ending: TransactionEnding;
}

export function createJournalWriter(database: Drizzle): JournalWriter {
  const { sequence: numberedByTheDatabase, ...entryValues } = placeholders(journalEntry);
  const insertEntry = prepareWrite(database, database.insert(journalEntry).values(entryValues));
  const insertLines = prepareRows<JournalLineRow>(database, journalLine);
  const dayTotals = createDayTotalsWriter(database);
  const links = createLastLinks(database);

  return {
    write(entry) {
      const link = nextLink(links.last(entry), entry, sha256OfNode);
      const { lastInsertRowid } = insertEntry.run(toJournalEntryRow(entry, link));
      insertLines(toJournalLineRows(entry, Number(lastInsertRowid)));
      dayTotals.add(entry);
      links.remember(entry, link);
    },
    ending: {
      mark: dayTotals.mark,
      undo: () => {
        dayTotals.undo();
        links.forget();
      },
      write: dayTotals.write,
      reset: () => {
        dayTotals.reset();
        links.forget();
      },
    },
  };
}

function toJournalLineRows({ merchantId, livemode, lines }: JournalEntry, entrySequence: number): JournalLineRow[] {
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

/** The digest of the platform: a fraction of the time of the one in plain arithmetic. */
export function sha256OfNode(text: string): string {
  return hash('sha256', text, 'hex');
}

/** The last link of each book: read once, and known from then on until something is undone. Only this connection writes entries. */
function createLastLinks(database: Drizzle) {
  const { merchantId, livemode, number, recordedAtMicroseconds, hash: hashOfEntry } = journalEntry;
  const inDatabase = prepareRead<[number: number, recordedAtMicroseconds: number, hash: string]>(
    database,
    database
      .select({ number, recordedAtMicroseconds, hash: hashOfEntry })
      .from(journalEntry)
      .where(and(eq(merchantId, sql.placeholder('merchantId')), eq(livemode, valueFor(livemode, 'livemode'))))
      .orderBy(desc(number)),
  );
  const known = new Map<string, ChainLink>();
  const keyOf = (scope: Scope) => `${scope.livemode} ${scope.merchantId}`;
  return {
    last(scope: Scope): ChainLink {
      const link = known.get(keyOf(scope));
      if (link !== undefined) return link;
      const row = inDatabase.get({ merchantId: scope.merchantId, livemode: scope.livemode });
      return row === undefined ? genesis : { number: row[0], recordedAtMicroseconds: row[1], hash: row[2] };
    },
    remember: (scope: Scope, link: ChainLink) => void known.set(keyOf(scope), link),
    forget: () => known.clear(),
  };
}

export function createPeriodClosingWriter(database: Drizzle): (closing: PeriodClosing) => void {
  const insert = prepareWrite(database, database.insert(periodClosing).values(placeholders(periodClosing)));
  return (closing) => void insert.run(toPeriodClosingRow(closing));
}
