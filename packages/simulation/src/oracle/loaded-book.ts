import type { Payment, Payout, Refund } from '@hangil/core';
import type { Case, Operation, OutgoingEvent, Page, PageRequest, Store } from '@hangil/engine';
import type { AccountTotals } from '@hangil/ledger';
import type { Merchant } from '../house.ts';

/** Everything that is written about one merchant. */
export interface LoadedBook {
  readonly merchant: Merchant;
  readonly payments: readonly Payment[];
  readonly refunds: readonly Refund[];
  readonly payouts: readonly Payout[];
  readonly operations: readonly Operation[];
  readonly cases: readonly Case[];
  /** In the order of writing. */
  readonly events: readonly OutgoingEvent[];
  readonly totals: readonly AccountTotals[];
}

export async function loadBook(store: Store, merchant: Merchant): Promise<LoadedBook> {
  const { scope } = merchant;
  const payments = await everything((page) => store.payments(scope, {}, page));
  const refunds = await everything((page) => store.refunds(scope, {}, page));
  const payouts = await everything((page) => store.payouts(scope, {}, page));
  const subjects = [...payments, ...refunds, ...payouts];
  const operations = await Promise.all(subjects.map(({ id }) => store.operationsOf(id)));
  const events = await everything((page) => store.events(scope, {}, page));
  return {
    merchant,
    payments,
    refunds,
    payouts,
    operations: operations.flat(),
    cases: await everything((page) => store.cases(scope, {}, page)),
    events: events.reverse(),
    totals: await store.accountTotals(scope, {}),
  };
}

async function everything<Item extends { readonly id: string }>(
  read: (page: PageRequest) => Promise<Page<Item>>,
): Promise<Item[]> {
  const all: Item[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Page<Item> = await read({ limit: 100, cursor });
    all.push(...page.items);
    cursor = page.items.at(-1)?.id ?? null;
    if (!page.hasMore) return all;
  }
}

/** A notice of this provider account could not be read, so what only it told is not known; a person has been asked to look. */
export function hasUnreadableNotice({ cases }: LoadedBook, accountId: string): boolean {
  return cases.some(
    ({ kind, status, evidence }) =>
      kind === 'poison_event' && status === 'open' && evidence.provider_account_id === accountId,
  );
}

/** Somebody has been asked to look at this. */
export function hasOpenCase({ cases }: LoadedBook, subjectId: string): boolean {
  return cases.some((opened) => opened.subjectId === subjectId && opened.status === 'open');
}
