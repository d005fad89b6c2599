import { addDays, type CalendarDate } from '@hangil/core';
import type { AccountDays, DayFilter, Scope, TotalsFilter } from '@hangil/engine';
import { type AccountTotals, bookDay, startOfBookDay, sumTotals } from '@hangil/ledger';
import { equals, inBook } from '@hangil/store-kit';
import { and, asc, eq, gte, lt, lte, type SQL, sql } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { accountDay, book, journalEntry, journalLine } from '../schema.ts';

/** What is kept of every day, and the number of the last entry: one statement, so both are of one moment. */
export async function readDays(
  database: Drizzle,
  scope: Scope,
  { account, from, to }: DayFilter,
): Promise<AccountDays> {
  const { merchantId, livemode, ...columns } = accountDay;
  const rows = await database
    .select({
      head: book.entryNumber,
      day: {
        account: columns.account,
        currency: columns.currency,
        layer: columns.layer,
        day: columns.day,
        debitMinor: columns.debitMinor,
        creditMinor: columns.creditMinor,
      },
    })
    .from(book)
    .leftJoin(
      accountDay,
      and(
        eq(accountDay.merchantId, book.merchantId),
        eq(accountDay.livemode, book.livemode),
        equals(accountDay.account, account),
        from === undefined ? undefined : gte(accountDay.day, from),
        to === undefined ? undefined : lte(accountDay.day, to),
      ),
    )
    .where(inBook(book, scope))
    .orderBy(asc(accountDay.account), asc(accountDay.currency), asc(accountDay.layer), asc(accountDay.day));
  return { head: rows[0]?.head ?? 0, days: rows.flatMap(({ day }) => (day === null ? [] : [day])) };
}

/** Whole days as they are kept, and what of the last day is in time. The book as it stood earlier is added up from its entries. */
export async function readTotals(
  database: Drizzle,
  scope: Scope,
  filter: TotalsFilter,
): Promise<readonly AccountTotals[]> {
  const { at, layer, account, recordedAt } = filter;
  const inTime = at === undefined ? undefined : lte(journalEntry.effectiveAt, at.getTime());
  if (recordedAt !== undefined) {
    // A link is known to the microsecond, so an instant stands for the whole of its millisecond.
    const written = lt(journalEntry.recordedAtMicroseconds, (recordedAt.getTime() + 1) * 1_000);
    return sumTotals(await sumOfEntries(database, scope, filter, and(written, inTime)));
  }
  if (at === undefined) return sumTotals(await sumOfDays(database, scope, { account, layer, to: undefined }));
  const lastDay = bookDay(at);
  const ofLastDay = and(gte(journalEntry.effectiveAt, startOfBookDay(lastDay).getTime()), inTime);
  return sumTotals([
    ...(await sumOfDays(database, scope, { account, layer, to: addDays(lastDay, -1) })),
    ...(await sumOfEntries(database, scope, filter, ofLastDay)),
  ]);
}

async function sumOfDays(
  database: Drizzle,
  scope: Scope,
  filter: Pick<TotalsFilter, 'account' | 'layer'> & { readonly to: CalendarDate | undefined },
): Promise<AccountTotals[]> {
  const { account, currency, layer, day, debitMinor, creditMinor } = accountDay;
  return database
    .select({
      account,
      currency,
      layer,
      debitMinor: sql`sum(${debitMinor})`.mapWith(Number),
      creditMinor: sql`sum(${creditMinor})`.mapWith(Number),
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
    .groupBy(account, currency, layer);
}

/** The lines of a book carry its owner themselves, so each side of the join is found by its own key. */
async function sumOfEntries(
  database: Drizzle,
  scope: Scope,
  filter: Pick<TotalsFilter, 'account' | 'layer'>,
  entries: SQL | undefined,
): Promise<AccountTotals[]> {
  const { account, currency, layer, side, amountMinor } = journalLine;
  const sumOf = (wanted: 'debit' | 'credit') =>
    sql`coalesce(sum(${amountMinor}) FILTER (WHERE ${side} = ${wanted}), 0)`.mapWith(Number);
  return database
    .select({ account, currency, layer, debitMinor: sumOf('debit'), creditMinor: sumOf('credit') })
    .from(journalEntry)
    .innerJoin(journalLine, and(inBook(journalLine, scope), eq(journalLine.number, journalEntry.number)))
    .where(and(inBook(journalEntry, scope), entries, equals(account, filter.account), equals(layer, filter.layer)))
    .groupBy(account, currency, layer);
}
