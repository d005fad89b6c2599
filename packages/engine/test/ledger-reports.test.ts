import { type ChannelId, calendarDate, currencyCode, dayMs, type Payment } from '@hangil/core';
import { type AccountCode, type SettlementTerms, type StatementLine, settlementArrived } from '@hangil/ledger';
import { describe, expect, it } from 'vitest';
import type { StatementItem } from '../src/index.ts';
import { createMemoryStore } from '../src/memory-store/memory-store.ts';
import { createTestHouse, fresh, payoutInput, refundInput, type TestHouse } from './test-house.ts';

const terms: SettlementTerms = {
  zone: 'Asia/Seoul',
  cutOffMinute: 1_440,
  cycle: { type: 'daily', afterBusinessDays: 2 },
  feePlans: [
    {
      method: null,
      rateMillionths: 25_000,
      fixedMinor: 0,
      vatMillionths: 100_000,
      rounding: 'down',
      returnedOnRefund: true,
    },
  ],
};

const owed = 'asset:pg:testbank:bank-all' as AccountCode;
const krw = currencyCode('KRW');
const monday = calendarDate('2026-11-23');
const tuesday = calendarDate('2026-11-24');
const wednesday = calendarDate('2026-11-25');
const thursday = calendarDate('2026-11-26');

async function settle(house: TestHouse, items: readonly Partial<StatementItem>[]): Promise<void> {
  const whole = items.map((item, at) => ({
    key: `row-${at}`,
    type: 'payment' as const,
    amountMinor: 10_000,
    feeMinor: 250,
    vatMinor: 25,
    providerPaymentId: null,
    ...item,
  }));
  const input = { channelId: 'bank-all' as ChannelId, payoutDate: thursday, currency: krw, items: whole };
  fresh(await house.engine.settlements.receive(house.scope, input));
}

/** Two sales on Tuesday, a refund of one on Wednesday, both settled on Thursday with a fee that is one won too much. */
async function settledHouse(): Promise<TestHouse & { readonly payment: Payment }> {
  const house = createTestHouse({ channel: { settlement: terms } });
  const payment = await house.pay(10_000);
  await house.pay(20_000, 'ORDER-2');
  house.clock.advance(dayMs);
  await house.engine.createRefund(house.scope, payment.id, refundInput(4_000));
  house.clock.advance(dayMs);
  const { providerPaymentId } = payment;
  await settle(house, [
    { providerPaymentId, feeMinor: 251 },
    { providerPaymentId, type: 'refund', amountMinor: 4_000, feeMinor: 100, vatMinor: 10 },
    { type: 'fee', amountMinor: 1_000, feeMinor: 0, vatMinor: 100 },
  ]);
  return { ...house, payment };
}

async function linesOf(house: TestHouse, from = monday, to = thursday, store = house.store): Promise<StatementLine[]> {
  const query = { account: owed, layer: 'posted', from, to } as const;
  const engine = house.again({ store });
  const reading = await engine.reports.accountStatement(house.scope, query);
  const lines: StatementLine[] = [];
  for await (const line of reading.lines()) lines.push(line);
  const [totals] = reading.totals();
  expect(lines.at(-1)?.balanceMinor ?? totals?.openingMinor).toBe(totals?.closingMinor);
  return lines;
}

describe('the statement of an account', () => {
  it('runs by day from what was before, whatever the account', async () => {
    const house = await settledHouse();
    const shown = (await linesOf(house, wednesday)).map(({ day, entry, side, amountMinor, balanceMinor }) => [
      day,
      entry.kind,
      side,
      amountMinor,
      balanceMinor,
    ]);
    expect(shown).toEqual([
      [wednesday, 'refund_success', 'credit', 4_000, 26_000],
      [thursday, 'settlement_item', 'credit', 10_000, 16_000],
      [thursday, 'settlement_item', 'debit', 4_000, 20_000],
    ]);
  });

  it('puts what was heard of late where it belongs', async () => {
    const house = createTestHouse();
    house.clock.advance(2 * dayMs);
    await house.pay(300);
    // A statement of Tuesday that is booked on Thursday.
    const late = settlementArrived(
      {
        id: 'je_late' as never,
        ...house.scope,
        effectiveAt: new Date('2026-11-24T00:00:00Z'),
        recordedAt: house.clock.now(),
      },
      {
        settlementId: 'stl_1' as never,
        rowKey: 'late',
        channel: { provider: 'testbank', channelId: 'bank-all' as never },
        bankAccount: 'main',
        arrived: { amountMinor: 0, currency: krw },
        announcedMinor: 50,
        caseId: null,
      },
    );
    const lines = late.lines.map((line) => ({
      ...line,
      account: line.account.startsWith('asset:bank-in') ? owed : line.account,
    }));
    await house.store.commit({ journalEntries: [{ ...late, lines }] });
    expect((await linesOf(house)).map(({ day, balanceMinor }) => [day, balanceMinor])).toEqual([
      [tuesday, -50],
      [thursday, 250],
    ]);
  });

  it('is of the book as it was when the reading began', async () => {
    const store = createMemoryStore();
    const house = createTestHouse({ store });
    await house.pay(100);
    let isFirst = true;
    const busy = {
      ...store,
      async *everyJournalEntry(...query: Parameters<typeof store.everyJournalEntry>) {
        if (isFirst) await house.pay(7, 'ORDER-2');
        isFirst = false;
        yield* store.everyJournalEntry(...query);
      },
    };
    expect((await linesOf(house, monday, thursday, busy)).map(({ amountMinor }) => amountMinor)).toEqual([100]);
    expect(await linesOf(house)).toHaveLength(2);
  });

  it('of days without a line says what it stands at', async () => {
    const house = await settledHouse();
    const query = { account: owed, layer: 'posted', from: monday, to: monday } as const;
    const empty = await house.engine.reports.accountStatement(house.scope, query);
    expect(empty.totals()).toEqual([]);
    const later = { ...query, from: calendarDate('2026-12-01'), to: calendarDate('2026-12-31') };
    const quiet = await house.engine.reports.accountStatement(house.scope, later);
    expect(quiet.openings).toMatchObject([{ openingMinor: 20_000, closingMinor: 20_000 }]);
    expect(await linesOf(house, later.from, later.to)).toEqual([]);
  });
});

describe('sales and VAT', () => {
  it('are told by day, channel and method, with the fees of the day they were booked', async () => {
    const house = await settledHouse();
    const rows = await house.engine.reports.dailySales(house.scope, { from: monday, to: thursday });
    const source = { provider: 'testbank', channelId: 'bank-all', method: 'key_in', currency: 'KRW' };
    expect(rows).toEqual([
      expect.objectContaining({ ...source, day: tuesday, paymentCount: 2, grossMinor: 30_000, netMinor: 30_000 }),
      expect.objectContaining({ ...source, day: wednesday, refundCount: 1, refundsMinor: 4_000, netMinor: -4_000 }),
      expect.objectContaining({ day: thursday, method: '', feeMinor: 1_000, feeVatMinor: 100, netMinor: -1_100 }),
      expect.objectContaining({ ...source, day: thursday, feeMinor: 151, feeVatMinor: 15, netMinor: -166 }),
    ]);
    const [first, ...more] = await house.engine.reports.dailySales(house.scope, { from: tuesday, to: tuesday });
    expect(more).toEqual([]);
    expect(first).toMatchObject({ day: tuesday });
  });

  it('count a refund when it is made, by whatever way, and payouts beside it not at all', async () => {
    const house = createTestHouse();
    const payment = await house.pay(10_000);
    house.bank.next('lost_after');
    await house.engine.createRefund(house.scope, payment.id, refundInput(3_000));
    await house.engine.createPayout(house.scope, payoutInput());
    const range = { from: monday, to: thursday };
    expect(await house.engine.reports.dailySales(house.scope, range)).toMatchObject([
      { grossMinor: 10_000, refundCount: 0 },
    ]);
    await house.pass(dayMs);
    expect(await house.engine.reports.dailySales(house.scope, range)).toMatchObject([
      { refundCount: 1, refundsMinor: 3_000 },
    ]);
  });

  it('are taxed by trade date or by settlement date', async () => {
    const house = await settledHouse();
    const report = async (basis: 'trade_date' | 'settlement_date') =>
      (await house.engine.reports.vat(house.scope, { from: monday, to: thursday, basis })).map(
        ({ day, type, totalMinor, supplyMinor, vatMinor }) => [day, type, totalMinor, supplyMinor, vatMinor],
      );
    const fees = [
      [thursday, 'fee', 1_100, 1_000, 100],
      [thursday, 'fee', 166, 151, 15],
    ];
    expect(await report('trade_date')).toEqual([
      [tuesday, 'sale', 30_000, 27_273, 2_727],
      [wednesday, 'refund', -4_000, -3_636, -364],
      ...fees,
    ]);
    expect(await report('settlement_date')).toEqual([
      ...fees,
      [thursday, 'refund', -4_000, -3_636, -364],
      [thursday, 'sale', 10_000, 9_091, 909],
    ]);
  });
});

describe('fees', () => {
  it('are told beside what was agreed for the same amounts', async () => {
    const house = await settledHouse();
    const rows = await house.engine.reports.fees(house.scope, { from: monday, to: thursday });
    const account = { provider: 'testbank', providerAccountId: 'bank-main', channelId: 'bank-all' };
    expect(rows).toEqual([
      expect.objectContaining({ ...account, feeFor: 'other', method: '', feeMinor: 1_000, differenceMinor: null }),
      expect.objectContaining({
        ...account,
        feeFor: 'payment',
        method: 'key_in',
        count: 2,
        grossMinor: 6_000,
        expectedFeeMinor: 150,
        expectedVatMinor: 15,
        feeMinor: 151,
        vatMinor: 15,
        differenceMinor: 1,
      }),
    ]);
  });

  it('that were expected and not charged are missed', async () => {
    const house = createTestHouse({ channel: { settlement: terms } });
    const { providerPaymentId } = await house.pay(10_000);
    await settle(house, [{ providerPaymentId, feeMinor: 0, vatMinor: 0 }]);
    const rows = await house.engine.reports.fees(house.scope, { from: monday, to: thursday });
    expect(rows).toMatchObject([{ feeMinor: 0, expectedFeeMinor: 250, expectedVatMinor: 25, differenceMinor: -275 }]);
  });
});

describe('open items', () => {
  it('are told as of the end of a day, with their age then', async () => {
    const house = await settledHouse();
    const before = await house.engine.openItems(house.scope, { day: wednesday, account: owed });
    expect(before.at).toEqual(new Date('2026-11-25T15:00:00Z'));
    expect(before.accounts).toMatchObject([{ balanceMinor: 26_000, explainedMinor: 26_000, items: 2, oldestDays: 1 }]);
    expect(before.explainability).toMatchObject([{ heldMinor: 26_000, explainedPercent: 100 }]);
    const now = await house.engine.openItems(house.scope, { account: owed });
    expect(now.accounts).toMatchObject([{ balanceMinor: 20_000, items: 1 }]);
    expect(now.items).toMatchObject([{ balanceMinor: 20_000 }]);
  });
});
