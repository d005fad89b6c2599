import { readFileSync } from 'node:fs';
import type { ChannelId, MerchantId } from '@hangil/core';
import {
  accountTotals,
  bank,
  bankInTransit,
  chargebackLoss,
  disputeFeeExpense,
  disputeHeld,
  disputeReserve,
  fxGainLoss,
  fxPosition,
  gatewayFeeIncome,
  inputVat,
  journalKinds,
  merchantAvailable,
  merchantPending,
  outputTax,
  ownerEquity,
  paymentSold,
  payoutFeeExpense,
  payoutInTransit,
  payoutPaid,
  payoutPending,
  payoutRequested,
  payoutSent,
  prefund,
  providerFee,
  receivable,
  recoveredFeeIncome,
  refundFeeExpense,
  refundInTransit,
  refundRequested,
  reserve,
  roundingIncome,
  suspense,
  unapplied,
  writeOff,
} from '@hangil/ledger';
import { expect, test } from 'vitest';
import { context, payment, payout, postings, refund } from './ledger-postings.ts';
import { type Section, sectionsOf, tableRows } from './markdown.ts';

const page = readFileSync(new URL('../docs/ledger.md', import.meta.url), 'utf8');
const sections = sectionsOf(page);

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
    bankInTransit(placeholder),
    bank('{bank}'),
    inputVat,
    disputeHeld(placeholder),
    reserve(placeholder),
    unapplied(placeholder),
    outputTax,
    disputeReserve(merchant),
    ownerEquity,
    gatewayFeeIncome,
    recoveredFeeIncome,
    roundingIncome,
    providerFee('{provider}'),
    refundFeeExpense('{provider}'),
    disputeFeeExpense('{provider}'),
    payoutFeeExpense('{provider}'),
    chargebackLoss,
    writeOff,
    fxPosition,
    fxGainLoss,
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
