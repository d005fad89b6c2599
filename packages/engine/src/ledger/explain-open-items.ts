import type { CaseId, Payout, PayoutId, Refund, RefundId } from '@hangil/core';
import { type AccountCode, createOpenItems, type LedgerProblem, type OpenItem } from '@hangil/ledger';
import { everyPageOf } from '../store/every-page.ts';
import type { Scope } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { moneyUnder, waitsUnderCase } from './templates/waiting-money.ts';

/** Accounts whose balance is exactly what the refunds, payouts and cases say that are not final. */
export function isExplainedByRows(account: AccountCode): boolean {
  return waitsUnderCase(account) || /^liab:(refund-in-transit|payout-pending|payout-in-transit):/.test(account);
}

/** What a row that is under way must have open: the kind of account, and the balance in minor units. */
interface UnderWay {
  readonly account: string;
  readonly balanceMinor: number;
}

/**
 * Holds what is open in transit and what waits for a person against what should be: every refund and payout that is not final is open
 * with its amount, nothing else is open, and whatever waits in suspense or unapplied has an open case of at least that amount.
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
  for await (const refund of everyPageOf((page) => store.refunds(scope, {}, page)))
    await check(refund.id, refundUnderWay(refund));
  for await (const payout of everyPageOf((page) => store.payouts(scope, {}, page)))
    await check(payout.id, payoutUnderWay(payout));
  for (const [id, open] of openBySubject) {
    if (id?.startsWith('case_')) problems.push(...(await checkCase(store, id as CaseId, open)));
    else if (isRow(id ?? '')) problems.push(...(await checkAlone(store, scope, id ?? '')));
    else problems.push(...open.map(nameless));
  }
  return problems;
}

/** Refunds and payouts go on while a book is verified: what lies between two readings of one version belongs to that version. */
async function checkAlone(store: Store, scope: Scope, id: string): Promise<LedgerProblem[]> {
  for (;;) {
    const before = await readRow(store, id);
    const open = createOpenItems(isExplainedByRows);
    const filter = id.startsWith('rfnd_') ? { refundId: id } : { payoutId: id };
    for await (const entry of everyPageOf((page) => store.journalEntries(scope, filter, page))) open.add(entry);
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

/** Cases are decided while a book is verified: what still waits under one that has ended is looked at again. */
async function checkCase(store: Store, id: CaseId, items: readonly OpenItem[]): Promise<LedgerProblem[]> {
  const kept = await store.case(id);
  if (kept?.status === 'open') {
    const limitMinor = kept.amountMinor ?? 0;
    const isTooMuch = items.some(({ balanceMinor }) => Math.abs(balanceMinor) > limitMinor);
    return isTooMuch ? [caseDiffers(id, `is about ${limitMinor}`, items)] : [];
  }
  const waiting = kept === null ? items : await moneyUnder(store, kept);
  return waiting.length === 0 ? [] : [caseDiffers(id, kept === null ? 'does not exist' : 'is resolved', waiting)];
}

function caseDiffers(id: CaseId, stated: string, items: readonly OpenItem[]): LedgerProblem {
  const waiting = items.map(({ balanceMinor, currency, account }) => `${balanceMinor} ${currency} on ${account}`);
  return { code: 'case_differs', detail: `${id} ${stated}; under it waits ${waiting.join(' and ')}`, entryId: null };
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
