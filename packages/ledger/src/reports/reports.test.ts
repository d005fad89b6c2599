import { calendarDate, currencyCode, type JournalEntryId } from '@hangil/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approval, type Builder, builders, chained, context, won } from '../../test/samples.ts';
import { merchantPending, receivable } from '../account.ts';
import { createDayTotals } from '../balance.ts';
import { differenceResolved } from '../entries/reconciliation-entries.ts';
import { createOpenItems, type OpenItem } from '../open-items.ts';
import { createAccountStatement } from './account-statement.ts';
import { ageClearingAccounts, explainability } from './ageing.ts';
import { createDailySales } from './daily-sales.ts';
import { createFeeReport } from './fee-report.ts';
import { channelOf, movementsOf, settledGross } from './movements.ts';
import { createVatReport, includedVat } from './vat-report.ts';

const krw = currencyCode('KRW');
const day = (text: string) => calendarDate(text);
const owed = receivable({ provider: 'acme', channelId: 'acme-card' as never });

describe('an account statement', () => {
  const days = ['2026-03-01', '2026-03-02', '2026-03-02', '2026-03-03'];
  const entries = chained(
    (['paymentSold', 'paymentSold', 'refundFound', 'paymentSold'] as const).map((builder, at) => ({
      ...builders[builder](won(builder === 'refundFound' ? 3_000 : 10_000)),
      id: `je_${at}` as JournalEntryId,
      effectiveAt: new Date(`${days[at]}T03:00:00Z`),
    })),
  );
  const kept = createDayTotals();
  for (const entry of entries) kept.add(entry);
  const statementOf = (from: string, to: string) =>
    createAccountStatement({ account: owed, layer: 'posted', from: day(from), to: day(to) }, kept.totals());

  it('begins with what was before, runs, and ends with what follows', () => {
    const statement = statementOf('2026-03-02', '2026-03-02');
    expect(statement.totals()).toEqual([
      { currency: krw, openingMinor: 10_000, debitMinor: 0, creditMinor: 0, closingMinor: 10_000 },
    ]);
    const lines = entries.flatMap((entry) => statement.take(entry));
    expect(lines.map(({ side, amountMinor, balanceMinor }) => [side, amountMinor, balanceMinor])).toEqual([
      ['debit', 10_000, 20_000],
      ['credit', 3_000, 17_000],
    ]);
    expect(statement.totals()).toEqual([
      { currency: krw, openingMinor: 10_000, debitMinor: 10_000, creditMinor: 3_000, closingMinor: 17_000 },
    ]);
  });

  it('ends where the next one begins, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 3 }), (first, length) => {
        const cut = (at: number) => `2026-03-0${at}`;
        const statement = statementOf(cut(first), cut(first + length));
        for (const entry of entries) statement.take(entry);
        const next = statementOf(cut(first + length + 1), '2026-03-09');
        const closing = statement.totals().map(({ closingMinor }) => closingMinor);
        const opening = next.totals().map(({ openingMinor }) => openingMinor);
        expect(closing.filter((minor) => minor !== 0)).toEqual(opening.slice(0, closing.length).filter(Boolean));
      }),
    );
  });

  it('of an account that never moved is empty', () => {
    const query = { account: owed, layer: 'pending', from: day('2026-03-01'), to: day('2026-03-09') } as const;
    const statement = createAccountStatement(query, kept.totals());
    expect(entries.flatMap((entry) => statement.take(entry))).toEqual([]);
    expect(statement.totals()).toEqual([]);
  });
});

describe('what an entry tells of sales, refunds and fees', () => {
  const sale = { type: 'payment', amountMinor: 10_000, currency: krw };
  const refund = { type: 'refund', amountMinor: 10_000, currency: krw };
  const fee = (feeFor: string, feeMinor: number, vatMinor: number) => ({
    type: 'fee',
    feeFor,
    provider: 'acme',
    feeMinor,
    vatMinor,
    currency: krw,
  });
  const told: Partial<Record<Builder, object[]>> = {
    paymentSold: [sale],
    depositReceived: [sale],
    paymentCaptured: [sale],
    splitTenderSold: [sale],
    refundSucceeded: [refund],
    refundFound: [refund],
    depositCanceled: [refund],
    depositApplied: [sale],
    differenceResolved: [],
    saleFeeTold: [fee('payment', 10_000, 1_000)],
    paymentSettled: [fee('payment', 250, 25)],
    refundSettled: [fee('payment', -250, -25)],
    feeSettled: [fee('other', 10_000, 1_000)],
    refundFeeTold: [fee('refund', 10_000, 1_000)],
    payoutFeeTold: [fee('payout', 10_000, 1_000)],
    disputeOpened: [fee('dispute', 5_000, 0)],
    foreignSaleSettled: [fee('payment', 250, 0)],
    foreignRefundSettled: [fee('payment', -250, 0)],
  };

  it.each(Object.keys(builders) as Builder[])('%s', (builder) => {
    expect(movementsOf(builders[builder](won(10_000)))).toEqual(told[builder] ?? []);
  });

  it('a payout that gives a payment back is a refund, another is none', () => {
    const paid = builders.payoutPaid(won(10_000));
    expect(movementsOf({ ...paid, paymentId: 'pay_1' as never })).toEqual([refund]);
    expect(movementsOf(paid)).toEqual([]);
  });

  it.each([
    [10_000, 10_000],
    [-1_000, -1_000],
  ])('a case about a payment that was decided changes its sale by %i', (signedMinor, amountMinor) => {
    const decided = differenceResolved(context, {
      caseId: 'case_1' as never,
      paymentId: 'pay_1' as never,
      channel: { provider: 'acme', channelId: 'acme-card' as never },
      signedMinor,
      currency: krw,
      target: merchantPending('demo' as never),
      approval,
    });
    expect(movementsOf(decided)).toEqual([{ ...sale, amountMinor }]);
  });

  it('what a statement settles, and in which channel', () => {
    const settled = (['paymentSettled', 'refundSettled', 'paymentSold'] as const).map((builder) => {
      const entry = builders[builder](won(10_000));
      return [settledGross(entry)?.signedMinor, channelOf(entry)];
    });
    expect(settled).toEqual([
      [10_000, 'acme-card'],
      [-10_000, 'acme-card'],
      [undefined, 'acme-card'],
    ]);
    expect(channelOf(builders.payoutPaid(won(1)))).toBe(null);
  });
});

const source = { provider: 'acme', channelId: 'acme-card', method: 'card', currency: krw };

describe('daily sales', () => {
  it('add up by day, channel and method, in order', () => {
    const sales = createDailySales();
    const first = { ...source, day: day('2026-03-01') };
    sales.addPayment({ ...source, day: day('2026-03-02') }, 500);
    sales.addPayment(first, 10_000);
    sales.addPayment(first, 5_000);
    sales.addRefund(first, 3_000);
    sales.addFee(first, 250, 25);
    sales.addPayment({ ...first, method: 'mobile' }, 100);
    expect(sales.rows()).toMatchObject([
      { day: '2026-03-01', method: 'card', paymentCount: 2, grossMinor: 15_000, refundCount: 1, netMinor: 11_725 },
      { day: '2026-03-01', method: 'mobile', netMinor: 100 },
      { day: '2026-03-02', netMinor: 500 },
    ]);
  });

  it('refuse a sum that a number cannot hold', () => {
    const sales = createDailySales();
    const first = { ...source, day: day('2026-03-01') };
    sales.addPayment(first, Number.MAX_SAFE_INTEGER);
    expect(() => sales.addPayment(first, 1)).toThrow(RangeError);
  });
});

describe('VAT', () => {
  it.each([
    [11_000, 1_000],
    [10_000, 909],
    [10, 1],
    [5, 0],
    [6, 1],
    [0, 0],
    [-11_000, -1_000],
  ])('that %i includes is %i', (taxable, vat) => {
    expect(includedVat(taxable)).toBe(vat);
  });

  it('and what is free of it and supplied add up to the whole', () => {
    const amounts = fc.tuple(fc.integer({ min: 1, max: 2 ** 50 }), fc.nat());
    fc.assert(
      fc.property(amounts, fc.constantFrom('KRW', 'USD'), ([totalMinor, taxFreeMinor], currency) => {
        const report = createVatReport();
        const group = { ...source, currency: currencyCode(currency), day: day('2026-03-01') };
        report.addSale(group, totalMinor, taxFreeMinor);
        const [row] = report.rows();
        if (row === undefined) throw new Error('no row');
        expect(row.taxFreeMinor + row.supplyMinor + row.vatMinor).toBe(totalMinor);
        expect(Math.min(row.taxFreeMinor, row.supplyMinor, row.vatMinor)).toBeGreaterThanOrEqual(0);
        report.addRefund(group, totalMinor, taxFreeMinor);
        const sum = report.rows().reduce((total, { vatMinor }) => total + vatMinor, 0);
        expect(sum).toBe(0);
      }),
    );
  });

  it('of fees is what was booked', () => {
    const report = createVatReport();
    report.addFee({ ...source, day: day('2026-03-01') }, 250, 24);
    expect(report.rows()).toMatchObject([{ type: 'fee', totalMinor: 274, supplyMinor: 250, vatMinor: 24 }]);
  });
});

describe('fees', () => {
  const item = { ...source, providerAccountId: 'acme-main', feeFor: 'payment', grossMinor: 10_000 } as const;
  const booked = { feeMinor: 250, vatMinor: 25 };

  it('stand beside what was agreed', () => {
    const report = createFeeReport();
    report.add({ ...item, booked, expected: { feeMinor: 240, vatMinor: 24 } });
    report.add({ ...item, booked, expected: booked });
    expect(report.rows()).toMatchObject([
      { count: 2, grossMinor: 20_000, feeMinor: 500, vatMinor: 50, expectedFeeMinor: 490, differenceMinor: 11 },
    ]);
  });

  it('without terms differ from nothing', () => {
    const report = createFeeReport();
    report.add({ ...item, booked, expected: null });
    expect(report.rows()).toMatchObject([{ feeMinor: 250, differenceMinor: null }]);
  });
});

describe('ageing', () => {
  const at = new Date('2026-04-10T00:00:00Z');
  const item = (days: number, balanceMinor: number, subjectId: string | null = 'pay_1'): OpenItem => ({
    account: owed,
    currency: krw,
    subjectId,
    balanceMinor,
    since: new Date(at.getTime() - days * 86_400_000),
  });
  const total = (debitMinor: number) => ({ account: owed, currency: krw, layer: 'posted', debitMinor, creditMinor: 0 });

  it('tells how long what is open has been open', () => {
    const items = [item(40, 1), item(30, 2), item(8, 4), item(7, 8), item(2, 16), item(1, 32), item(0, 64)];
    const [account] = ageClearingAccounts([total(127) as never], items, at);
    expect(account).toMatchObject({ explainedMinor: 127, items: 7, oldestDays: 40, byAgeMinor: [96, 24, 6, 1] });
    expect(explainability([account as never])).toEqual([
      { currency: krw, heldMinor: 127, unexplainedMinor: 0, explainedPercent: 100 },
    ]);
  });

  it('counts as explained only what names something, and never rounds up to all', () => {
    const accounts = ageClearingAccounts([total(100_000) as never], [item(3, 99_999), item(3, 1, null)], at);
    expect(explainability(accounts)).toMatchObject([{ unexplainedMinor: 1, explainedPercent: 99.99 }]);
    const none = ageClearingAccounts([total(1) as never], [], at);
    expect(explainability(none)).toMatchObject([{ unexplainedMinor: 1, explainedPercent: 0 }]);
  });

  it('of deposits that fit nothing is by case', () => {
    const open = createOpenItems();
    open.add(builders.depositMismatched(won(12_000)));
    expect(open.items().map(({ subjectId }) => subjectId)).toEqual(['pay_1', 'case_1']);
  });
});
