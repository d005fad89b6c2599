import { readFileSync } from 'node:fs';
import type { CaseId, ChannelId, JournalEntryId, MerchantId, PaymentId, PayoutId, RefundId } from '@hangil/core';
import { money } from '@hangil/core';
import {
  accountTotals,
  contradictionAccepted,
  contradictionRejected,
  depositExpected,
  depositNoLongerExpected,
  depositReceived,
  type EntryContext,
  type JournalEntry,
  journalKinds,
  merchantAvailable,
  merchantPending,
  paymentContradicted,
  paymentSold,
  payoutCanceled,
  payoutFailed,
  payoutInTransit,
  payoutPaid,
  payoutPending,
  payoutRequested,
  payoutSent,
  prefund,
  receivable,
  refundFailed,
  refundFound,
  refundInTransit,
  refundRequested,
  refundSucceeded,
  suspense,
} from '@hangil/ledger';
import { expect, test } from 'vitest';
import { type Section, sectionsOf, tableRows } from './markdown.ts';

const page = readFileSync(new URL('../docs/ledger.md', import.meta.url), 'utf8');
const sections = sectionsOf(page);

const merchantId = 'demo' as MerchantId;
const instant = new Date('2026-03-01T00:00:00Z');
const context: EntryContext = {
  id: 'je_1' as JournalEntryId,
  merchantId,
  livemode: false,
  effectiveAt: instant,
  recordedAt: instant,
};
const channel = { provider: 'iamport', channelId: 'kcp-card' as ChannelId };

function payment(amountMinor: number) {
  return { paymentId: 'pay_1' as PaymentId, channel, amount: money(amountMinor, 'KRW') };
}

function refund(amountMinor: number) {
  return { ...payment(amountMinor), refundId: 'rfnd_1' as RefundId };
}

function payout(amountMinor: number, refundsPaymentId: PaymentId | null = null) {
  return { payoutId: 'po_1' as PayoutId, provider: 'ecommpay', amount: money(amountMinor, 'KRW'), refundsPaymentId };
}

const asRefund = payout(10_000, 'pay_1' as PaymentId);

/** What each posting section of the page is about, by the beginning of its heading. */
const postings: Readonly<Record<string, JournalEntry>> = {
  '`sale`:': paymentSold(context, payment(10_000)),
  '`va_issue`:': depositExpected(context, payment(10_000)),
  '`va_deposit`:': depositReceived(context, payment(10_000)),
  '`va_expire`:': depositNoLongerExpected(context, payment(10_000)),
  '`recon_open`:': paymentContradicted(context, { ...payment(10_000), caseId: 'case_1' as CaseId }),
  '`recon_resolve`:': contradictionAccepted(context, { ...payment(10_000), caseId: 'case_1' as CaseId }),
  '`recon_resolve` of money that is not held': contradictionRejected(context, {
    ...payment(10_000),
    caseId: 'case_1' as CaseId,
  }),
  '`refund_request`:': refundRequested(context, refund(10_000)),
  '`refund_success`:': refundSucceeded(context, refund(10_000)),
  '`refund_failed`:': refundFailed(context, refund(10_000)),
  '`provider_initiated_refund`:': refundFound(context, refund(10_000)),
  '`payout_request`:': payoutRequested(context, payout(10_000)),
  '`payout_sent`:': payoutSent(context, payout(10_000)),
  '`payout_paid`:': payoutPaid(context, payout(10_000)),
  '`payout_failed`:': payoutFailed(context, payout(10_000)),
  '`payout_canceled`:': payoutCanceled(context, payout(10_000)),
  '`payout_request` of a refund': payoutRequested(context, asRefund),
  '`payout_failed` of a refund': payoutFailed(context, asRefund),
  '`payout_canceled` of a refund': payoutCanceled(context, asRefund),
};

function sectionStarting(start: string): Section {
  const section = sections.find(({ heading }) => heading.startsWith(start));
  if (section === undefined) throw new Error(`docs/ledger.md has no section ${start}`);
  return section;
}

function figure(amountMinor: number): string {
  return amountMinor.toLocaleString('en-US');
}

test.each(Object.entries(postings))('docs/ledger.md shows what is booked: %s', (start, entry) => {
  expect(start).toContain(`\`${entry.kind}\``);
  expect(tableRows(sectionStarting(start).body)).toEqual(
    entry.lines.map(({ account, layer, side, amountMinor }) => {
      const amount = figure(amountMinor);
      return side === 'debit' ? [account, layer, amount, ''] : [account, layer, '', amount];
    }),
  );
});

test('docs/ledger.md has a section for every kind of entry', () => {
  const described = sections.flatMap(({ heading }) => /^`(\w+)`:/.exec(heading)?.[1] ?? []);
  expect(described.sort()).toEqual(Object.keys(journalKinds).sort());
});

test('docs/ledger.md lists every account', () => {
  const placeholder = { provider: '{provider}', channelId: '{channel}' as ChannelId };
  const merchant = '{merchant}' as MerchantId;
  expect(tableRows(sectionStarting('Accounts').body).map(([account]) => account)).toEqual([
    receivable(placeholder),
    prefund('{provider}'),
    merchantPending(merchant),
    merchantAvailable(merchant),
    refundInTransit(placeholder),
    payoutPending(merchant),
    payoutInTransit('{provider}'),
    suspense(placeholder),
  ]);
});

test('docs/ledger.md shows the trial balance of its story', () => {
  const totals = accountTotals([
    paymentSold(context, payment(10_000)),
    refundRequested(context, refund(3_000)),
    payoutRequested(context, payout(20_000)),
    payoutSent(context, payout(20_000)),
    payoutPaid(context, payout(20_000)),
  ]);
  const rows = totals.map(({ account, debitMinor, creditMinor }) => [account, debitMinor, creditMinor] as const);
  const debit = rows.reduce((sum, [, debitMinor]) => sum + debitMinor, 0);
  const credit = rows.reduce((sum, [, , creditMinor]) => sum + creditMinor, 0);
  expect(tableRows(sectionStarting('Reading the trial balance').body)).toEqual(
    [...rows, ['Total', debit, credit] as const].map(([name, left, right]) => [
      name,
      figure(left),
      figure(right),
      figure(left - right),
    ]),
  );
});
