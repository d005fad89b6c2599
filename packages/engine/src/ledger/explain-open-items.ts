import type { Payout, PayoutId, Refund, RefundId } from '@hangil/core';
import { type AccountCode, createOpenItems, type LedgerProblem, type OpenItem } from '@hangil/ledger';
import type { Scope } from '../store/records.ts';
import type { Page, PageRequest, Store } from '../store/store.ts';

const rowsPerPage = 100;

/** Accounts whose balance is exactly what the refunds, payouts and cases say that are not final. */
export function isExplainedByRows(account: AccountCode): boolean {
  return /^(liab:(refund-in-transit|payout-pending|payout-in-transit)|suspense):/.test(account);
}

/** What a row that is under way must have open: the kind of account, and the balance in minor units. */
interface UnderWay {
  readonly account: string;
  readonly balanceMinor: number;
}

/**
 * Holds what is open in transit and in suspense against what should be: every refund and payout that is not final is open with its
 * amount, nothing else is open, and whatever waits in suspense names a case.
 */
export async function explainOpenItems(
  store: Store,
  scope: Scope,
  items: readonly OpenItem[],
): Promise<LedgerProblem[]> {
  const problems: LedgerProblem[] = [];
  const openBySubject = groupBySubject(items);
  for (const item of openBySubject.get(null) ?? []) problems.push(nameless(item));
  openBySubject.delete(null);

  const check = async (id: string, expected: UnderWay | null) => {
    if (inWords(expected) !== itemsInWords(openBySubject.get(id)))
      problems.push(...(await checkAlone(store, scope, id)));
    openBySubject.delete(id);
  };
  for await (const refund of everyRow((page) => store.refunds(scope, {}, page)))
    await check(refund.id, refundUnderWay(refund));
  for await (const payout of everyRow((page) => store.payouts(scope, {}, page)))
    await check(payout.id, payoutUnderWay(payout));
  for (const [id, open] of openBySubject) {
    if (id?.startsWith('case_')) continue;
    if (isRow(id ?? '')) problems.push(...(await checkAlone(store, scope, id ?? '')));
    else problems.push(...open.map(nameless));
  }
  return problems;
}

async function* everyRow<Row extends { readonly id: string }>(
  read: (page: PageRequest) => Promise<Page<Row>>,
): AsyncGenerator<Row> {
  for (let cursor: string | null = null; ; ) {
    const page: Page<Row> = await read({ limit: rowsPerPage, cursor });
    yield* page.items;
    cursor = page.items.at(-1)?.id ?? null;
    if (!page.hasMore) return;
  }
}

/** Refunds and payouts go on while a book is verified: what lies between two readings of one version belongs to that version. */
async function checkAlone(store: Store, scope: Scope, id: string): Promise<LedgerProblem[]> {
  for (;;) {
    const before = await readRow(store, id);
    const open = createOpenItems(isExplainedByRows);
    const filter = id.startsWith('rfnd_') ? { refundId: id } : { payoutId: id };
    for await (const entry of everyRow((page) => store.journalEntries(scope, filter, page))) open.add(entry);
    const after = await readRow(store, id);
    if (before?.version !== after?.version) continue;
    const expected = after === null ? null : 'paymentId' in after ? refundUnderWay(after) : payoutUnderWay(after);
    const stated = inWords(expected);
    const computed = itemsInWords(open.items());
    if (stated === computed) return [];
    return [
      {
        code: id.startsWith('rfnd_') ? 'refund_differs' : 'payout_differs',
        detail: `${id}: ${after === null ? 'does not exist' : `is ${after.status}, so ${stated}`}; the entries say ${computed}`,
        entryId: null,
      },
    ];
  }
}

function isRow(id: string): boolean {
  return id.startsWith('rfnd_') || id.startsWith('po_');
}

async function readRow(store: Store, id: string): Promise<Refund | Payout | null> {
  return id.startsWith('rfnd_') ? store.refund(id as RefundId) : store.payout(id as PayoutId);
}

function refundUnderWay({ status, amountMinor }: Refund): UnderWay | null {
  return status === 'pending' || status === 'unknown'
    ? { account: 'liab:refund-in-transit', balanceMinor: -amountMinor }
    : null;
}

function payoutUnderWay({ status, inTransit, amountMinor }: Payout): UnderWay | null {
  if (status === 'succeeded' || status === 'failed' || status === 'canceled') return null;
  return { account: inTransit ? 'liab:payout-in-transit' : 'liab:payout-pending', balanceMinor: -amountMinor };
}

function groupBySubject(items: readonly OpenItem[]): Map<string | null, OpenItem[]> {
  const groups = new Map<string | null, OpenItem[]>();
  for (const item of items) groups.set(item.subjectId, [...(groups.get(item.subjectId) ?? []), item]);
  return groups;
}

function itemsInWords(items: readonly OpenItem[] = []): string {
  if (items.length === 0) return inWords(null);
  return items
    .map(({ account, balanceMinor }) => inWords({ account: account.split(':').slice(0, 2).join(':'), balanceMinor }))
    .join(' and ');
}

function inWords(underWay: UnderWay | null): string {
  return underWay === null ? 'nothing is under way' : `${underWay.balanceMinor} is on ${underWay.account}`;
}

function nameless({ account, balanceMinor, currency, subjectId }: OpenItem): LedgerProblem {
  const detail = `${balanceMinor} ${currency} on ${account} ${subjectId === null ? 'belongs to nothing' : `belongs to ${subjectId}, which is no case`}`;
  return { code: 'open_item_unexplained', detail, entryId: null };
}
