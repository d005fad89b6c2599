import { addDays, type CalendarDate, hourMs } from '@hangil/core';
import type { AccountDays, DayFilter, Scope, TotalsFilter } from '@hangil/engine';
import { type AccountTotals, accountTotals, bookDay, type Posting, startOfBookDay, sumTotals } from '@hangil/ledger';
import { equals, inBook, nextTurn } from '@hangil/store-kit';
import { and, asc, eq, gt, gte, lt, lte, max, type SQL, sql } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { accountDay, journalEntry, journalLine } from '../schema.ts';

/** Entries added up in one turn of the event loop, and the part of a day that is. */
const entriesPerSum = 20_000;
const sliceMs = hourMs;

/** What is kept of every day, and the number of the last entry: both of one moment, because nothing runs in between. */
export function readDays(database: Drizzle, scope: Scope, { account, from, to }: DayFilter): AccountDays {
  const { merchantId, livemode, ...columns } = accountDay;
  const days = database
    .select({
      account: columns.account,
      currency: columns.currency,
      layer: columns.layer,
      day: columns.day,
      debitMinor: columns.debitMinor,
      creditMinor: columns.creditMinor,
    })
    .from(accountDay)
    .where(
      and(
        inBook(accountDay, scope),
        equals(accountDay.account, account),
        from === undefined ? undefined : gte(accountDay.day, from),
        to === undefined ? undefined : lte(accountDay.day, to),
      ),
    )
    .orderBy(asc(accountDay.account), asc(accountDay.currency), asc(accountDay.layer), asc(accountDay.day))
    .all();
  return { head: lastNumber(database, scope), days };
}

/** Whole days as they are kept, and what of the last day is in time. The book as it stood earlier is added up from its entries. */
export async function readTotals(
  database: Drizzle,
  scope: Scope,
  filter: TotalsFilter,
): Promise<readonly AccountTotals[]> {
  if (filter.recordedAt !== undefined) return sumUpBook(database, scope, filter);
  const { at, layer, account } = filter;
  const to = at === undefined ? undefined : addDays(bookDay(at), -1);
  const wholeDays = sumOfDays(database, scope, { account, layer, to });
  return at === undefined
    ? sumTotals(wholeDays)
    : sumTotals([...wholeDays, ...(await sumUpDay(database, scope, filter, at))]);
}

function sumOfDays(
  database: Drizzle,
  scope: Scope,
  filter: Pick<TotalsFilter, 'account' | 'layer'> & { readonly to: CalendarDate | undefined },
): AccountTotals[] {
  const { account, currency, layer, day, debitMinor, creditMinor } = accountDay;
  return database
    .select({
      account,
      currency,
      layer,
      debitMinor: sql<number>`sum(${debitMinor})`,
      creditMinor: sql<number>`sum(${creditMinor})`,
    })
    .from(accountDay)
    .where(
      and(
        inBook(accountDay, scope),
        equals(account, filter.account),
        equals(layer, filter.layer),
        filter.to === undefined ? undefined : lte(day, filter.to),
      ),
    )
    .groupBy(account, currency, layer)
    .all();
}

async function sumUpDay(
  database: Drizzle,
  scope: Scope,
  filter: TotalsFilter,
  until: Date,
): Promise<readonly AccountTotals[]> {
  const slices: { readonly lines: Posting[] }[] = [];
  for (let from = startOfBookDay(bookDay(until)).getTime(); from <= until.getTime(); from += sliceMs) {
    if (slices.length > 0) await nextTurn();
    const slice = and(
      inBook(journalEntry, scope),
      gte(journalEntry.effectiveAt, from),
      lt(journalEntry.effectiveAt, from + sliceMs),
      lte(journalEntry.effectiveAt, until.getTime()),
    );
    slices.push({ lines: sumsOf(database, filter, slice) });
  }
  return accountTotals(slices);
}

/** SQLite adds up chunks of entries, the ledger adds up the chunks. Entries written meanwhile are left out. */
async function sumUpBook(database: Drizzle, scope: Scope, filter: TotalsFilter): Promise<readonly AccountTotals[]> {
  const newest = lastNumber(database, scope);
  const { at, recordedAt } = filter;
  const chunks: { readonly lines: Posting[] }[] = [];
  for (let after = 0; after < newest; after += entriesPerSum) {
    if (after > 0) await nextTurn();
    const chunk = and(
      inBook(journalEntry, scope),
      gt(journalEntry.number, after),
      lte(journalEntry.number, Math.min(after + entriesPerSum, newest)),
      at === undefined ? undefined : lte(journalEntry.effectiveAt, at.getTime()),
      // A link is known to the microsecond, so an instant stands for the whole of its millisecond.
      recordedAt === undefined
        ? undefined
        : lt(journalEntry.recordedAtMicroseconds, (recordedAt.getTime() + 1) * 1_000),
    );
    chunks.push({ lines: sumsOf(database, filter, chunk) });
  }
  return accountTotals(chunks);
}

function lastNumber(database: Drizzle, scope: Scope): number {
  const last = database
    .select({ number: max(journalEntry.number) })
    .from(journalEntry)
    .where(inBook(journalEntry, scope))
    .get();
  return last?.number ?? 0;
}

function sumsOf(database: Drizzle, filter: TotalsFilter, entries: SQL | undefined): Posting[] {
  const { account, side, currency, layer, amountMinor, entrySequence } = journalLine;
  return database
    .select({ account, side, currency, layer, amountMinor: sql<number>`sum(${amountMinor})` })
    .from(journalEntry)
    .innerJoin(journalLine, eq(journalEntry.sequence, entrySequence))
    .where(and(entries, equals(account, filter.account), equals(layer, filter.layer)))
    .groupBy(account, currency, layer, side)
    .all();
}
