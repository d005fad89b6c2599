import { type CalendarDate, type CurrencyCode, checkedAmount, dayMs, hourMs } from '@hangil/core';
import type { AccountCode, Layer } from './account.ts';
import type { JournalEntry } from './journal-entry.ts';

/** Both sides of one account in one currency and layer. Minor units. */
export interface AccountTotals {
  readonly account: AccountCode;
  readonly currency: CurrencyCode;
  readonly layer: Layer;
  readonly debitMinor: number;
  readonly creditMinor: number;
}

/**
 * Totals per account, currency and layer, sorted by account, currency and layer.
 *
 * @throws RangeError when a total is too large for a safe integer: better no figure than a wrong one
 */
export function accountTotals(entries: Iterable<Pick<JournalEntry, 'lines'>>): AccountTotals[] {
  const totals = new Map<
    string,
    { account: AccountCode; currency: CurrencyCode; layer: Layer; debitMinor: number; creditMinor: number }
  >();
  for (const { lines } of entries) {
    for (const { account, currency, layer, side, amountMinor } of lines) {
      const key = `${account} ${currency} ${layer}`;
      const total = totals.get(key) ?? { account, currency, layer, debitMinor: 0, creditMinor: 0 };
      if (side === 'debit') total.debitMinor = checkedAmount(total.debitMinor + amountMinor);
      else total.creditMinor = checkedAmount(total.creditMinor + amountMinor);
      totals.set(key, total);
    }
  }
  return [...totals.values()].sort(byAccount);
}

function byAccount(left: AccountTotals, right: AccountTotals): number {
  return (
    compare(left.account, right.account) || compare(left.currency, right.currency) || compare(left.layer, right.layer)
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What one day added to one account in one currency and layer. Days are those of the books: of Asia/Seoul, by `effectiveAt`. */
export interface AccountDay extends AccountTotals {
  readonly day: CalendarDate;
}

/** Korea has kept one offset without summer time since 1988. */
const offsetOfSeoulMs = 9 * hourMs;

/** Day of the books that an instant belongs to. */
export function bookDay(instant: Date): CalendarDate {
  return new Date(instant.getTime() + offsetOfSeoulMs).toISOString().slice(0, 10) as CalendarDate;
}

/** The first instant of a day of the books. */
export function startOfBookDay(day: CalendarDate): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - offsetOfSeoulMs);
}

/** Adds up entries by account, currency, layer and day, one at a time; memory grows with accounts and days, not with entries. */
export interface DayTotals {
  add(entry: Pick<JournalEntry, 'lines' | 'effectiveAt'>): void;
  /** Sorted by account, currency, layer and day. */
  totals(): AccountDay[];
}

export function createDayTotals(): DayTotals {
  const days = new Map<number, OpenDay>();
  return {
    add({ lines, effectiveAt }) {
      const dayNumber = Math.floor((effectiveAt.getTime() + offsetOfSeoulMs) / dayMs);
      let day = days.get(dayNumber);
      if (day === undefined) {
        day = { day: bookDay(effectiveAt), accounts: new Map() };
        days.set(dayNumber, day);
      }
      for (const { account, currency, layer, side, amountMinor } of lines) {
        const total = totalOf(day, account, currency, layer);
        if (side === 'debit') total.debitMinor = checkedAmount(total.debitMinor + amountMinor);
        else total.creditMinor = checkedAmount(total.creditMinor + amountMinor);
      }
    },
    totals: () =>
      [...days.values()]
        .flatMap(({ accounts }) => [...accounts.values()].flat())
        .sort((left, right) => byAccount(left, right) || compare(left.day, right.day)),
  };
}

type OpenTotal = { -readonly [Key in keyof AccountDay]: AccountDay[Key] };

/** What an account has on a day: one total in most cases, one for each currency and layer. */
interface OpenDay {
  readonly day: CalendarDate;
  readonly accounts: Map<AccountCode, OpenTotal[]>;
}

function totalOf({ day, accounts }: OpenDay, account: AccountCode, currency: CurrencyCode, layer: Layer): OpenTotal {
  const totals = accounts.get(account) ?? [];
  const known = totals.find((total) => total.currency === currency && total.layer === layer);
  if (known !== undefined) return known;
  const total = { account, currency, layer, day, debitMinor: 0, creditMinor: 0 };
  totals.push(total);
  accounts.set(account, totals);
  return total;
}

/** Totals of totals: of days, for example, or of parts of a book. Sorted like `accountTotals`. @throws RangeError beyond the safe integers */
export function sumTotals(parts: Iterable<AccountTotals>): AccountTotals[] {
  const sums = new Map<string, { -readonly [Key in keyof AccountTotals]: AccountTotals[Key] }>();
  for (const { account, currency, layer, debitMinor, creditMinor } of parts) {
    const key = `${account} ${currency} ${layer}`;
    const sum = sums.get(key) ?? { account, currency, layer, debitMinor: 0, creditMinor: 0 };
    sum.debitMinor = checkedAmount(sum.debitMinor + debitMinor);
    sum.creditMinor = checkedAmount(sum.creditMinor + creditMinor);
    sums.set(key, sum);
  }
  return [...sums.values()].sort(byAccount);
}
