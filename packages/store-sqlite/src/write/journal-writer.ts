import { hash } from 'node:crypto';
import type { PeriodClosing } from '@hangil/engine';
import { bookDay, type ChainLink, genesis, type JournalEntry, nextLink, type Posting } from '@hangil/ledger';
import { and, desc, eq, sql } from 'drizzle-orm';
import { type JournalLineRow, toJournalEntryRow, toPeriodClosingRow } from '../codec/journal-codec.ts';
import { type Drizzle, placeholders, prepareRead, prepareWrite, valueFor } from '../drizzle.ts';
import { accountDay, journalEntry, journalLine, periodClosing } from '../schema.ts';

/** Writes an entry at the end of the chain of its book, with what its lines add to the day. */
export function createJournalWriter(database: Drizzle): (entry: JournalEntry) => void {
  const { sequence: numberedByTheDatabase, ...entryValues } = placeholders(journalEntry);
  const insertEntry = prepareWrite(database, database.insert(journalEntry).values(entryValues));
  const insertLine = prepareWrite<JournalLineRow>(
    database,
    database.insert(journalLine).values(placeholders(journalLine)),
  );
  const addToDay = prepareDayTotals(database);
  const lastLink = prepareLastLink(database);

  return (entry) => {
    const { merchantId, livemode, effectiveAt } = entry;
    const link = nextLink(lastLink(entry), entry, sha256OfNode);
    const { lastInsertRowid } = insertEntry.run(toJournalEntryRow(entry, link));
    const day = bookDay(effectiveAt);
    for (const [index, line] of entry.lines.entries()) {
      insertLine.run({ ...line, merchantId, livemode, entrySequence: Number(lastInsertRowid), lineNumber: index + 1 });
      addToDay.run({ ...line, merchantId, livemode, day, ...sidesOf(line) });
    }
  };
}

/** The digest of the platform: a fraction of the time of the one in plain arithmetic. */
export function sha256OfNode(text: string): string {
  return hash('sha256', text, 'hex');
}

function sidesOf({ side, amountMinor }: Posting) {
  return side === 'debit' ? { debitMinor: amountMinor, creditMinor: 0 } : { debitMinor: 0, creditMinor: amountMinor };
}

function prepareDayTotals(database: Drizzle) {
  const { merchantId, livemode, account, currency, layer, day, debitMinor, creditMinor } = accountDay;
  return prepareWrite(
    database,
    database
      .insert(accountDay)
      .values(placeholders(accountDay))
      .onConflictDoUpdate({
        target: [merchantId, livemode, account, currency, layer, day],
        set: {
          debitMinor: sql`${debitMinor} + excluded.debit_minor`,
          creditMinor: sql`${creditMinor} + excluded.credit_minor`,
        },
      }),
  );
}

function prepareLastLink(database: Drizzle): (entry: JournalEntry) => ChainLink {
  const { merchantId, livemode, number, recordedAtMicroseconds, hash: hashOfEntry } = journalEntry;
  const last = prepareRead<[number: number, recordedAtMicroseconds: number, hash: string]>(
    database,
    database
      .select({ number, recordedAtMicroseconds, hash: hashOfEntry })
      .from(journalEntry)
      .where(and(eq(merchantId, sql.placeholder('merchantId')), eq(livemode, valueFor(livemode, 'livemode'))))
      .orderBy(desc(number))
      .limit(1),
  );
  return (entry) => {
    const row = last.get({ merchantId: entry.merchantId, livemode: entry.livemode });
    return row === undefined ? genesis : { number: row[0], recordedAtMicroseconds: row[1], hash: row[2] };
  };
}

export function createPeriodClosingWriter(database: Drizzle): (closing: PeriodClosing) => void {
  const insert = prepareWrite(database, database.insert(periodClosing).values(placeholders(periodClosing)));
  return (closing) => void insert.run(toPeriodClosingRow(closing));
}
