import type { Scope, Store } from '@hangil/engine';

/** By how much debits and credits of the kept totals differ, by currency, added up over books and layers without their sign. */
export async function imbalances(
  store: Pick<Store, 'accountTotals'>,
  books: readonly Scope[],
): Promise<ReadonlyMap<string, number>> {
  const sums = new Map<string, number>();
  for (const book of books) {
    for (const [currency, minor] of await imbalancesOf(store, book))
      sums.set(currency, (sums.get(currency) ?? 0) + minor);
  }
  return sums;
}

async function imbalancesOf(store: Pick<Store, 'accountTotals'>, book: Scope): Promise<[string, number][]> {
  const differences = new Map<string, { readonly currency: string; minor: number }>();
  for (const { currency, layer, debitMinor, creditMinor } of await store.accountTotals(book, {})) {
    const key = `${layer} ${currency}`;
    const difference = differences.get(key) ?? { currency, minor: 0 };
    difference.minor += debitMinor - creditMinor;
    differences.set(key, difference);
  }
  return [...differences.values()].map(({ currency, minor }) => [currency, Math.abs(minor)]);
}
