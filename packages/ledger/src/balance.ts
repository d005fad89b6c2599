import { type CurrencyCode, checkedAmount } from '@hangil/core';
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
