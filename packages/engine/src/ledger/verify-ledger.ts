import type { Payment, PaymentId } from '@hangil/core';
import {
  type AccountCode,
  createLedgerVerifier,
  createOpenItems,
  type JournalEntry,
  type LedgerProblem,
  merchantPending,
  type Posting,
  type RecordedEntry,
} from '@hangil/ledger';
import type { Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Scope } from '../store/records.ts';
import type { Page, Store } from '../store/store.ts';
import { explainOpenItems, isExplainedByRows } from './explain-open-items.ts';

/** What the entries say about one payment, in its own currency. */
interface Booked {
  soldMinor: number;
  refundedMinor: number;
  refundingMinor: number;
  expectedMinor: number;
}

const nothing: Readonly<Booked> = { soldMinor: 0, refundedMinor: 0, refundingMinor: 0, expectedMinor: 0 };

/**
 * Recomputes a book and holds it against everything beside it: the balances that are kept, the payments, the refunds and payouts under
 * way, and the cases of what waits in suspense.
 */
export function makeVerifyLedger({ store, sha256 }: EngineDependencies): Engine['verifyLedger'] {
  return async (scope) => {
    const verifier = createLedgerVerifier(sha256);
    const booked = new Map<string, Booked>();
    const open = createOpenItems(isExplainedByRows);
    const add = (entry: RecordedEntry) => {
      verifier.add(entry);
      open.add(entry);
      if (entry.paymentId !== null) count(booked, entry.paymentId, entry);
    };
    for await (const entry of store.everyJournalEntry(scope)) add(entry);
    const kept = await store.accountDays(scope, {});
    await addUpTo(store, scope, verifier.head.number, kept.head, add);
    const { problems, ...findings } = verifier.finish(kept.days);
    const differences: LedgerProblem[] = [];
    for await (const payment of store.everyPayment(scope)) {
      if (compare(payment, booked.get(payment.id) ?? nothing).length > 0)
        differences.push(...(await compareAlone(store, scope, payment.id)));
      booked.delete(payment.id);
    }
    for (const id of booked.keys()) {
      if ((await store.payment(id as PaymentId)) === null)
        differences.push({ code: 'payment_missing', detail: `entries speak of ${id}`, entryId: null });
    }
    differences.push(...(await explainOpenItems(store, scope, open.items())));
    return { ...findings, problems: [...problems, ...differences] };
  };
}

/** Adds what was written between two readings, and nothing that was written later. */
async function addUpTo(
  store: Store,
  scope: Scope,
  after: number,
  last: number,
  add: (entry: RecordedEntry) => void,
): Promise<void> {
  if (after >= last) return;
  for await (const entry of store.everyJournalEntry(scope, { afterNumber: after })) {
    if (entry.link.number > last) return;
    add(entry);
  }
}

/**
 * Payments go on while a book is verified, so a difference is looked at again by itself: the entries read between two
 * readings of the same version belong to that version.
 */
async function compareAlone(store: Store, scope: Scope, id: PaymentId): Promise<LedgerProblem[]> {
  for (;;) {
    const before = await store.payment(id);
    const sums: Booked = { ...nothing };
    for (let cursor: string | null = null; ; ) {
      const page: Page<JournalEntry> = await store.journalEntries(scope, { paymentId: id }, { limit: 100, cursor });
      for (const entry of page.items) add(sums, entry);
      cursor = page.items.at(-1)?.id ?? null;
      if (!page.hasMore) break;
    }
    const after = await store.payment(id);
    if (after === null) return [{ code: 'payment_missing', detail: `entries speak of ${id}`, entryId: null }];
    if (before?.version === after.version) return compare(after, sums);
  }
}

function count(booked: Map<string, Booked>, paymentId: string, entry: JournalEntry): void {
  const sums = booked.get(paymentId) ?? { ...nothing };
  add(sums, entry);
  booked.set(paymentId, sums);
}

function add(sums: Booked, entry: JournalEntry): void {
  const amountMinor = entry.lines[0]?.amountMinor ?? 0;
  switch (entry.kind) {
    case 'sale':
      sums.soldMinor += amountMinor;
      break;
    case 'va_deposit':
      sums.soldMinor += postedDebit(entry.lines);
      sums.expectedMinor -= amountMinor;
      break;
    case 'va_issue':
      sums.expectedMinor += amountMinor;
      break;
    case 'va_expire':
      sums.expectedMinor -= amountMinor;
      break;
    case 'refund_request':
    case 'payout_request':
      sums.refundingMinor += amountMinor;
      break;
    case 'refund_success':
    case 'payout_paid':
      sums.refundingMinor -= amountMinor;
      sums.refundedMinor += amountMinor;
      break;
    case 'refund_failed':
    case 'payout_failed':
    case 'payout_canceled':
      sums.refundingMinor -= amountMinor;
      break;
    case 'provider_initiated_refund':
    case 'va_deposit_canceled':
      sums.refundedMinor += amountMinor;
      break;
    case 'recon_resolve':
      sums.soldMinor += creditedTo(merchantPending(entry.merchantId), entry.lines);
      break;
    default: // No other kind changes what a payment states.
  }
}

function postedDebit(lines: readonly Posting[]): number {
  return lines
    .filter(({ layer, side }) => layer === 'posted' && side === 'debit')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

function creditedTo(account: AccountCode, lines: readonly Posting[]): number {
  return lines
    .filter((line) => line.account === account && line.side === 'credit')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

function compare(payment: Payment, booked: Booked): LedgerProblem[] {
  const pairs: [string, number, number][] = [
    ['paid', payment.amountPaidMinor, booked.soldMinor],
    ['refunded', payment.amountRefundedMinor, booked.refundedMinor],
    ['refunding', payment.amountRefundingMinor, booked.refundingMinor],
    ['expected', payment.depositExpected ? payment.amountMinor : 0, booked.expectedMinor],
  ];
  return pairs
    .filter(([, stated, computed]) => stated !== computed)
    .map(([what, stated, computed]) => ({
      code: 'payment_differs',
      detail: `${payment.id}: ${what} is ${stated}, the entries say ${computed}`,
      entryId: null,
    }));
}
