import { type CurrencyCode, dayMs } from '@hangil/core';
import type { AccountTotals } from '../balance.ts';
import type { OpenItem } from '../open-items.ts';

/** How long something may have been open, in whole days, both included; null = without end. */
export const ageBands = [
  { fromDays: 0, toDays: 1 },
  { fromDays: 2, toDays: 7 },
  { fromDays: 8, toDays: 30 },
  { fromDays: 31, toDays: null },
] as const;

/** A clearing account and what explains it. Amounts are debit minus credit in minor units. */
export interface ClearingAccount extends Pick<AccountTotals, 'account' | 'currency'> {
  readonly balanceMinor: number;
  /** Sum of its open items that name what they wait for. */
  readonly explainedMinor: number;
  readonly items: number;
  /** Balance of the open items of each of `ageBands`. */
  readonly byAgeMinor: readonly number[];
  /** Age of the oldest item; null when nothing is open. */
  readonly oldestDays: number | null;
}

/** How much of what clearing accounts hold is explained by id. */
export interface Explainability {
  readonly currency: CurrencyCode;
  /** Sums of the absolute balances of the accounts, and of what their items leave unexplained. */
  readonly heldMinor: number;
  readonly unexplainedMinor: number;
  /** Of `heldMinor`, with two decimals, rounded down: 100 only when nothing is left. */
  readonly explainedPercent: number;
}

export function ageInDays(since: Date, at: Date): number {
  return Math.max(Math.floor((at.getTime() - since.getTime()) / dayMs), 0);
}

/**
 * Holds clearing accounts against what is open on them.
 *
 * @param totals - posted, of clearing accounts only
 * @param items - oldest first
 */
export function ageClearingAccounts(
  totals: readonly AccountTotals[],
  items: readonly OpenItem[],
  at: Date,
): ClearingAccount[] {
  const byAccount = new Map<string, OpenItem[]>();
  for (const item of items) {
    const key = `${item.account} ${item.currency}`;
    byAccount.set(key, [...(byAccount.get(key) ?? []), item]);
  }
  return totals.map(({ account, currency, debitMinor, creditMinor }) => {
    const own = byAccount.get(`${account} ${currency}`) ?? [];
    const named = own.filter(({ subjectId }) => subjectId !== null);
    const [oldest] = own;
    return {
      account,
      currency,
      balanceMinor: debitMinor - creditMinor,
      explainedMinor: sumOf(named),
      items: own.length,
      byAgeMinor: ageBands.map((band) => sumOf(own.filter(({ since }) => isWithin(band, ageInDays(since, at))))),
      oldestDays: oldest === undefined ? null : ageInDays(oldest.since, at),
    };
  });
}

/** By currency. */
export function explainability(accounts: readonly ClearingAccount[]): Explainability[] {
  const currencies = [...new Set(accounts.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = accounts.filter((account) => account.currency === currency);
    const heldMinor = own.reduce((sum, { balanceMinor }) => sum + Math.abs(balanceMinor), 0);
    const unexplainedMinor = own.reduce(
      (sum, { balanceMinor, explainedMinor }) => sum + Math.abs(balanceMinor - explainedMinor),
      0,
    );
    return { currency, heldMinor, unexplainedMinor, explainedPercent: percentOf(heldMinor, unexplainedMinor) };
  });
}

function percentOf(heldMinor: number, unexplainedMinor: number): number {
  if (unexplainedMinor === 0) return 100;
  if (unexplainedMinor >= heldMinor) return 0;
  return Number(((BigInt(heldMinor) - BigInt(unexplainedMinor)) * 10_000n) / BigInt(heldMinor)) / 100;
}

function isWithin({ fromDays, toDays }: (typeof ageBands)[number], days: number): boolean {
  return days >= fromDays && (toDays === null || days <= toDays);
}

function sumOf(items: readonly OpenItem[]): number {
  return items.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0);
}
