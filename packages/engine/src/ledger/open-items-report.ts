import type { CurrencyCode } from '@hangil/core';
import { type AccountCode, createOpenItems, isClearing, type OpenItem, sumTotals } from '@hangil/ledger';
import type { Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';

/** A clearing account and what explains it. Amounts are debit minus credit in minor units. */
export interface ClearingAccount {
  readonly account: AccountCode;
  readonly currency: CurrencyCode;
  readonly balanceMinor: number;
  /** Sum of its open items; equal to the balance unless the books are damaged. */
  readonly explainedMinor: number;
  readonly items: number;
}

export interface OpenItemsReport {
  readonly accounts: readonly ClearingAccount[];
  /** Oldest first. */
  readonly items: readonly OpenItem[];
}

/** Follows the whole book up to the entry that the kept balances belong to. Memory grows with what is open. */
export function makeReportOpenItems({ store }: EngineDependencies): Engine['openItems'] {
  return async (scope) => {
    const { head, days } = await store.accountDays(scope, {});
    const open = createOpenItems();
    if (head > 0) {
      for await (const entry of store.everyJournalEntry(scope)) {
        open.add(entry);
        if (entry.link.number >= head) break;
      }
    }
    const items = open.items();
    const accounts = sumTotals(days.filter(({ account, layer }) => layer === 'posted' && isClearing(account))).map(
      ({ account, currency, debitMinor, creditMinor }) => {
        const own = items.filter((item) => item.account === account && item.currency === currency);
        const explainedMinor = own.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0);
        return { account, currency, balanceMinor: debitMinor - creditMinor, explainedMinor, items: own.length };
      },
    );
    return { accounts, items };
  };
}
