import { type CurrencyCode, money, toMajorText } from '@hangil/core';
import type { AccountCode } from '../account.ts';
import type { AccountDay } from '../balance.ts';
import type { Posting } from '../journal-entry.ts';

/** Debit minus credit in major units: `-10000`, `14.20`. */
export function signedMajorText(signedMinor: number, currency: CurrencyCode): string {
  const text = toMajorText(money(Math.abs(signedMinor), currency));
  return signedMinor < 0 ? `-${text}` : text;
}

export function signedText({ side, amountMinor, currency }: Posting): string {
  return `${signedMajorText(side === 'debit' ? amountMinor : -amountMinor, currency)} ${currency}`;
}

/** What an account stands at when a day has ended. */
export interface ClosingBalance {
  readonly account: AccountCode;
  readonly currency: CurrencyCode;
  readonly day: AccountDay['day'];
  readonly balanceMinor: number;
}

/** Posted balances at the end of every day on which an account moved, in the order of the days. */
export function closingBalances(days: readonly AccountDay[]): ClosingBalance[] {
  const running = new Map<string, number>();
  return days
    .filter(({ layer }) => layer === 'posted')
    .toSorted((left, right) => (left.day < right.day ? -1 : left.day > right.day ? 1 : 0))
    .map(({ account, currency, day, debitMinor, creditMinor }) => {
      const key = `${account} ${currency}`;
      const balanceMinor = (running.get(key) ?? 0) + debitMinor - creditMinor;
      running.set(key, balanceMinor);
      return { account, currency, day, balanceMinor };
    });
}

/** The first day on which each account moved, by account. */
export function firstDays(days: readonly AccountDay[]): Map<AccountCode, AccountDay['day']> {
  const first = new Map<AccountCode, AccountDay['day']>();
  for (const { account, day, layer } of days) {
    const known = first.get(account);
    if (layer === 'posted' && (known === undefined || day < known)) first.set(account, day);
  }
  return first;
}

/** Lines that have happened; expectations stay out of books that know no layers. */
export function postedLines(lines: readonly Posting[]): Posting[] {
  return lines.filter(({ layer }) => layer === 'posted');
}
