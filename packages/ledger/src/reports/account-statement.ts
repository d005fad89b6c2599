import { type CalendarDate, type CurrencyCode, checkedAmount } from '@hangil/core';
import type { AccountCode, Layer } from '../account.ts';
import { type AccountDay, bookDay } from '../balance.ts';
import type { RecordedEntry } from '../chain/chain.ts';
import type { Posting } from '../journal-entry.ts';

/** Which account, and the first and last day, of the books. */
export interface StatementQuery {
  readonly account: AccountCode;
  readonly layer: Layer;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Every currency of the account when absent. */
  readonly currency?: CurrencyCode;
}

/** A line of the account, with what the account stands at behind it. Debit minus credit, minor units. */
export interface StatementLine {
  readonly entry: RecordedEntry;
  readonly day: CalendarDate;
  readonly side: Posting['side'];
  readonly amountMinor: number;
  readonly currency: CurrencyCode;
  readonly balanceMinor: number;
}

/** What the account stood at before the first day, what moved, and what it stands at after the last. */
export interface StatementTotals {
  readonly currency: CurrencyCode;
  readonly openingMinor: number;
  readonly debitMinor: number;
  readonly creditMinor: number;
  readonly closingMinor: number;
}

export interface AccountStatement {
  /** Entries are taken in the order of the statement: by day, in a day by number. What does not concern it gives no lines. */
  take(entry: RecordedEntry): StatementLine[];
  /** By currency; what was taken so far. */
  totals(): StatementTotals[];
}

/** @param days - what is kept of the account, from its beginning to the last day or further */
export function createAccountStatement(query: StatementQuery, days: readonly AccountDay[]): AccountStatement {
  const { account, layer, from, to, currency: only } = query;
  const isAsked = (line: { account: AccountCode; layer: Layer; currency: CurrencyCode }) =>
    line.account === account && line.layer === layer && (only === undefined || line.currency === only);
  const totals = openingTotals(
    days.filter((day) => day.day <= to && isAsked(day)),
    from,
  );
  return {
    take(entry) {
      const day = bookDay(entry.effectiveAt);
      if (day < from || day > to) return [];
      return entry.lines.filter(isAsked).map(({ side, amountMinor, currency }) => {
        const total = totals.get(currency) ?? startAt(0, currency);
        const debitMinor = checkedAmount(total.debitMinor + (side === 'debit' ? amountMinor : 0));
        const creditMinor = checkedAmount(total.creditMinor + (side === 'credit' ? amountMinor : 0));
        const balanceMinor = total.openingMinor + debitMinor - creditMinor;
        totals.set(currency, { ...total, debitMinor, creditMinor, closingMinor: balanceMinor });
        return { entry, day, side, amountMinor, currency, balanceMinor };
      });
    },
    totals: () => [...totals.values()].sort((left, right) => (left.currency < right.currency ? -1 : 1)),
  };
}

function openingTotals(days: readonly AccountDay[], from: CalendarDate): Map<CurrencyCode, StatementTotals> {
  const totals = new Map<CurrencyCode, StatementTotals>();
  for (const { day, currency, debitMinor, creditMinor } of days) {
    const known = totals.get(currency)?.openingMinor ?? 0;
    totals.set(currency, startAt(known + (day < from ? debitMinor - creditMinor : 0), currency));
  }
  return totals;
}

function startAt(openingMinor: number, currency: CurrencyCode): StatementTotals {
  return { currency, openingMinor, debitMinor: 0, creditMinor: 0, closingMinor: openingMinor };
}
