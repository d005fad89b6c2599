import { type ChannelId, calendarDate, currencyCode, money, type Payment } from '@hangil/core';
import type { SettlementTerms } from '@hangil/ledger';
import { describe, expect, it } from 'vitest';
import { balances, createTestHouse, fresh, paymentInput, refundInput, type TestHouse } from './test-house.ts';
import { testManifest } from './test-provider.ts';

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

/** The house opens on Tuesday 2026-11-24 at noon in Seoul; D+2 is Thursday. */
function houseWithTerms(): TestHouse {
  const plain = createTestHouse();
  const { directory } = plain.dependencies;
  return createTestHouse({
    store: plain.store,
    overrides: {
      directory: {
        ...directory,
        merchant: (id) => {
          const setup = directory.merchant(id);
          return setup && { ...setup, channels: setup.channels.map((channel) => ({ ...channel, settlement: terms })) };
        },
      },
    },
  });
}

const thursday = calendarDate('2026-11-26');
const channelId = 'bank-all' as ChannelId;

function statement(payment: Payment, changed: object = {}) {
  const item = {
    key: 'row-1',
    type: 'payment',
    amountMinor: 10_000,
    feeMinor: 250,
    vatMinor: 25,
    providerPaymentId: payment.providerPaymentId,
  } as const;
  return { channelId, payoutDate: thursday, currency: currencyCode('KRW'), items: [{ ...item, ...changed }] };
}

const arrival = { bankAccount: 'main', arrivedAt: new Date('2026-11-26T02:00:00Z'), reference: 'line-7' };

describe('settlements', () => {
  it('are expected for what was sold and refunded, on the day and for the reason the terms give', async () => {
    const house = houseWithTerms();
    const payment = await house.pay(10_000, 'ORDER-1');
    await house.pay(20_000, 'ORDER-2');
    await house.engine.createRefund(house.scope, payment.id, refundInput(4_000));
    const range = { from: calendarDate('2026-11-20'), to: calendarDate('2026-11-30') };
    const [expected, ...more] = await house.engine.settlements.expected(house.scope, range);
    expect(more).toEqual([]);
    expect(expected).toMatchObject({
      channelId,
      payoutDate: thursday,
      paymentsMinor: 30_000,
      refundsMinor: 4_000,
      feeMinor: 650,
      vatMinor: 65,
      netMinor: 25_285,
      why: [{ en: '2 business days after 2026-11-24 is 2026-11-26.' }],
    });
    const other = { from: calendarDate('2026-11-27'), to: calendarDate('2026-11-30') };
    expect(await house.engine.settlements.expected(house.scope, other)).toEqual([]);
  });

  it('that are received and arrive clear what the provider owed', async () => {
    const house = houseWithTerms();
    const payment = await house.pay(10_000);
    const received = fresh(await house.engine.settlements.receive(house.scope, statement(payment)));
    expect(received).toMatchObject({
      status: 'received',
      value: { netMinor: 9_725, expectedNetMinor: 9_725, unknownItems: 0 },
    });
    const arrived = fresh(
      await house.engine.settlements.arrive(house.scope, received.id as never, { ...arrival, amountMinor: 9_725 }),
    );
    expect(arrived.status).toBe('arrived');
    expect(await balances(house)).toEqual({
      'asset:bank:main': 9_725,
      'asset:vat-input': 25,
      'expense:pg-fee:testbank': 250,
      'liab:merchant:demo:pending': -10_000,
    });
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
    await expect(
      house.engine.settlements.arrive(house.scope, received.id as never, { ...arrival, amountMinor: 1 }),
    ).rejects.toMatchObject({ code: 'state_conflict' });
  });

  it('of a payment we do not know, and money that arrives short, wait under cases', async () => {
    const house = houseWithTerms();
    const payment = await house.pay(10_000);
    const received = fresh(
      await house.engine.settlements.receive(house.scope, statement(payment, { providerPaymentId: 'stranger' })),
    );
    expect(received.value.unknownItems).toBe(1);
    await house.engine.settlements.arrive(house.scope, received.id as never, { ...arrival, amountMinor: 9_700 });
    expect(await balances(house)).toMatchObject({
      'asset:pg:testbank:bank-all': 10_000,
      'suspense:testbank:bank-all': -9_975,
    });
    const cases = await house.store.cases(house.scope, { status: 'open' }, { limit: 10, cursor: null });
    expect(cases.items.map(({ amountMinor }) => amountMinor).sort()).toEqual([10_000, 25]);
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('are booked whole, and a row of theirs once', async () => {
    const house = houseWithTerms();
    const payment = await house.pay(10_000);
    await house.engine.settlements.receive(house.scope, statement(payment));
    const before = await balances(house);
    await expect(house.engine.settlements.receive(house.scope, statement(payment))).rejects.toMatchObject({
      code: 'state_conflict',
      context: { param: 'items' },
    });
    await expect(
      house.engine.settlements.receive(house.scope, { ...statement(payment), channelId: 'other' as ChannelId }),
    ).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await balances(house)).toEqual(before);
    expect(
      (await house.store.documents('settlement', house.scope, {}, { limit: 10, cursor: null })).items,
    ).toHaveLength(1);
  });

  it('of fees and reserves are booked as such', async () => {
    const house = houseWithTerms();
    const payment = await house.pay(10_000);
    const base = { feeMinor: 0, vatMinor: 0, providerPaymentId: null };
    const items = [
      ...statement(payment).items,
      { ...base, key: 'fee', type: 'fee' as const, amountMinor: 1_000, vatMinor: 100 },
      { ...base, key: 'hold', type: 'reserve_hold' as const, amountMinor: 500 },
      { ...base, key: 'release', type: 'reserve_release' as const, amountMinor: 200 },
    ];
    const received = fresh(await house.engine.settlements.receive(house.scope, { ...statement(payment), items }));
    expect(received.value.netMinor).toBe(9_725 - 1_100 - 300);
    expect(await balances(house)).toMatchObject({
      'asset:bank-in-transit:testbank:bank-all': received.value.netMinor,
      'asset:reserve:testbank:bank-all': 300,
      'expense:pg-fee:testbank': 1_250,
    });
  });
});

describe('rows of a statement', () => {
  async function receive(house: TestHouse, payment: Payment, items: readonly object[], changed: object = {}) {
    const row = { type: 'payment', amountMinor: 10_000, feeMinor: 0, vatMinor: 0 };
    const whole = items.map((item, at) => ({
      key: `row-${at}`,
      ...row,
      providerPaymentId: payment.providerPaymentId,
      ...item,
    }));
    const input = { channelId, payoutDate: thursday, currency: currencyCode('KRW'), ...changed };
    return fresh(await house.engine.settlements.receive(house.scope, { ...input, items: whole as never }));
  }

  async function arriveWhole(house: TestHouse, id: string, amountMinor: number) {
    await house.engine.settlements.arrive(house.scope, id as never, { ...arrival, amountMinor });
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  }

  it('that withhold and charge take off what arrives, and leave nothing open', async () => {
    const house = houseWithTerms();
    const payment = await house.pay(10_000);
    const dispute = {
      name: 'dispute_open',
      paymentId: payment.id,
      disputeId: 'D',
      amountMinor: 2_000,
      feeMinor: 500,
    } as const;
    const asked = { effectiveAt: house.clock.now(), reason: 'r', lines: [], reverses: null, requestedBy: 'kim' };
    const template = { ...dispute, heldBack: false };
    const made = fresh(await house.engine.bookkeeping.request(house.scope, { ...asked, template }));
    await house.engine.bookkeeping.decide(house.scope, made.id as never, { approve: true, decidedBy: 'lee' });
    const received = await receive(house, payment, [
      { feeMinor: 250, vatMinor: 25 },
      { type: 'withheld', amountMinor: 2_500 },
      { type: 'refund_fee', amountMinor: 30, vatMinor: 3, providerPaymentId: null },
    ]);
    expect(received.value).toMatchObject({ netMinor: 7_192, feeMinor: 280, vatMinor: 28 });
    await arriveWhole(house, received.id, 7_192);
    expect(await balances(house)).toEqual({
      'asset:bank:main': 7_192,
      'asset:dispute-held:testbank:bank-all': 2_000,
      'asset:vat-input': 28,
      'expense:dispute-fee:testbank': 500,
      'expense:pg-fee:testbank': 250,
      'expense:refund-fee:testbank': 30,
      'liab:merchant:demo:pending': -10_000,
    });
  });

  it('of a payment we do not know leave nothing open but the case', async () => {
    const house = houseWithTerms();
    const payment = await house.pay(10_000);
    const received = await receive(house, payment, [{ amountMinor: 5_000, providerPaymentId: 'stranger' }]);
    await arriveWhole(house, received.id, 5_000);
    const { items } = await house.engine.openItems(house.scope);
    expect(items.map(({ account, balanceMinor }) => [account, balanceMinor])).toEqual([
      ['asset:pg:testbank:bank-all', 10_000],
      ['suspense:testbank:bank-all', -5_000],
    ]);
  });

  it('of what was sold in another currency stay at zero in each, through the position', async () => {
    const house = createTestHouse({ manifest: { ...testManifest, currencies: ['KRW', 'USD'].map(currencyCode) } });
    const payment = fresh(
      await house.engine.createPayment(house.scope, { ...paymentInput({}), amount: money(10_000, 'USD') }),
    );
    expect(payment.status).toBe('paid');
    const sold = { amountMinor: 10_000, currency: currencyCode('USD'), feeMinor: 290 };
    const received = await receive(house, payment, [
      { amountMinor: 131_000, sold },
      { type: 'refund', amountMinor: 13_000, sold: { ...sold, amountMinor: 1_000, feeMinor: 0 } },
    ]);
    expect(received.value.netMinor).toBe(118_000);
    await arriveWhole(house, received.id, 118_000);
    const totals = await house.store.accountTotals(house.scope, { account: 'fx:position' as never });
    expect(totals.map(({ currency, debitMinor, creditMinor }) => [currency, debitMinor - creditMinor])).toEqual([
      ['KRW', -118_000],
      ['USD', 8_710],
    ]);
  });

  it.each([
    ['the currency of the statement', { sold: { amountMinor: 1, currency: 'KRW', feeMinor: 0 } }],
    ['a fee of the statement beside it', { feeMinor: 1, sold: { amountMinor: 1, currency: 'USD', feeMinor: 0 } }],
    ['no sale', { type: 'fee', sold: { amountMinor: 1, currency: 'USD', feeMinor: 0 } }],
  ])('are refused when what was sold abroad has %s', async (_, item) => {
    const house = createTestHouse();
    const payment = await house.pay(10_000);
    await expect(receive(house, payment, [{}, item])).rejects.toMatchObject({
      code: 'invalid_request',
      context: { param: 'items[1].sold' },
    });
    expect(await balances(house)).toMatchObject({ 'asset:pg:testbank:bank-all': 10_000 });
  });
});
