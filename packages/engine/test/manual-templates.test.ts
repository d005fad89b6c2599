import { type ChannelId, calendarDate, currencyCode, type Payment } from '@hangil/core';
import type { AccountCode } from '@hangil/ledger';
import { describe, expect, it } from 'vitest';
import type { Case, EntryTemplate, ManualEntry } from '../src/index.ts';
import {
  balances,
  createTestHouse,
  fresh,
  paymentInput,
  payoutInput,
  referenceOf,
  refundInput,
  reload,
  type TestHouse,
  virtualAccount,
} from './test-house.ts';
import { won } from './test-provider.ts';

const krw = currencyCode('KRW');
const usd = currencyCode('USD');

async function ask(house: TestHouse, template: EntryTemplate): Promise<ManualEntry> {
  const input = {
    effectiveAt: house.clock.now(),
    reason: 'told by mail',
    lines: [],
    reverses: null,
    requestedBy: 'kim',
  };
  return fresh(await house.engine.bookkeeping.request(house.scope, { ...input, template }));
}

async function approve(house: TestHouse, { id }: ManualEntry): Promise<ManualEntry> {
  const decision = { approve: true, decidedBy: 'lee' };
  return fresh(await house.engine.bookkeeping.decide(house.scope, id as never, decision));
}

/** Asks and approves. @returns the entry that was booked, in words, with its kind */
async function book(house: TestHouse, template: EntryTemplate): Promise<string[]> {
  const asked = await ask(house, template);
  const { value } = await approve(house, asked);
  const entry = await house.store.journalEntry(value.journalEntryId as never);
  expect(entry?.approval).toEqual({ requestedBy: 'kim', approvedBy: 'lee', reason: 'told by mail' });
  expect(entry?.lines).toEqual(value.lines);
  const problems = (await house.engine.verifyLedger(house.scope)).problems;
  expect(problems).toEqual([]);
  const lines = entry?.lines.map(({ side, account, amountMinor }) => `${side} ${account} ${amountMinor}`) ?? [];
  return [entry?.kind ?? '', ...lines];
}

async function onlyOpenCase({ store, scope }: TestHouse): Promise<Case> {
  const { items } = await store.cases(scope, { status: 'open' }, { limit: 9, cursor: null });
  expect(items).toHaveLength(1);
  return items[0] as Case;
}

const owed = 'asset:pg:testbank:bank-all';
const earned = 'liab:merchant:demo:pending';

describe('a template', () => {
  it('shows its lines when it is asked for, and books nothing until another person agrees', async () => {
    const house = createTestHouse();
    const { id } = await house.pay(10_000);
    const before = await balances(house);
    const asked = await ask(house, { name: 'sale_fee', paymentId: id, feeMinor: 250, vatMinor: 25 });
    expect(asked).toMatchObject({
      status: 'pending_approval',
      value: { template: { name: 'sale_fee', paymentId: id } },
    });
    expect(asked.value.lines.map(({ side, amountMinor }) => [side, amountMinor])).toEqual([
      ['debit', 250],
      ['debit', 25],
      ['credit', 275],
    ]);
    expect(await balances(house)).toEqual(before);
    const decision = { approve: true, decidedBy: 'kim' };
    const alone = house.engine.bookkeeping.decide(house.scope, asked.id as never, decision);
    await expect(alone).rejects.toMatchObject({ code: 'state_conflict' });
    expect((await approve(house, asked)).status).toBe('posted');
    expect(await balances(house)).toMatchObject({ [owed]: 9_725 });
  });

  it('is booked once, also when two are approved at the same time', async () => {
    const house = createTestHouse();
    const { id } = await house.pay(10_000);
    const template = { name: 'sale_fee', paymentId: id, feeMinor: 250, vatMinor: 25 } as const;
    const asked = [await ask(house, template), await ask(house, template)];
    const results = await Promise.allSettled(asked.map((each) => approve(house, each)));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await balances(house)).toMatchObject({ [owed]: 9_725 });
  });

  it('is refused with lines beside it, about what others have, and when it would book nothing', async () => {
    const house = createTestHouse();
    const { id } = await house.pay(100);
    const input = { effectiveAt: house.clock.now(), reason: 'r', lines: [], reverses: null, requestedBy: 'kim' };
    const template = { name: 'sale_fee', paymentId: id, feeMinor: 1, vatMinor: 0 } as const;
    const refusal = { code: 'invalid_request', context: { param: 'template' } };
    const request = (changed: object, scope = house.scope) =>
      house.engine.bookkeeping.request(scope, { ...input, template, ...changed });
    await expect(request({ reverses: 'je_1' })).rejects.toMatchObject(refusal);
    await expect(request({}, { ...house.scope, livemode: true })).rejects.toMatchObject({ code: 'not_found' });
    const nothing = { template: { ...template, feeMinor: 0 } };
    await expect(request(nothing)).rejects.toMatchObject(refusal);
  });

  it('whose facts have changed since is not approved', async () => {
    const { house, payment } = await settledSale();
    const asked = await ask(house, available(payment));
    await house.engine.createRefund(house.scope, payment.id, refundInput(4_000));
    await expect(approve(house, asked)).rejects.toMatchObject({ code: 'state_conflict' });
    expect((await balances(house))['liab:merchant:demo:available']).toBe(undefined);
  });

  it('is reversed like an entry by hand', async () => {
    const house = createTestHouse();
    const { id } = await house.pay(10_000);
    const { value } = await approve(
      house,
      await ask(house, { name: 'sale_fee', paymentId: id, feeMinor: 9, vatMinor: 0 }),
    );
    const input = { effectiveAt: house.clock.now(), reason: 'wrong', lines: [], requestedBy: 'kim' };
    const reversal = { ...input, reverses: value.journalEntryId };
    await approve(house, fresh(await house.engine.bookkeeping.request(house.scope, reversal)));
    expect(await balances(house)).toEqual({ [owed]: 10_000, [earned]: -10_000 });
  });
});

describe('fees and transfers', () => {
  it('of refunds and payouts are booked where they were charged', async () => {
    const house = createTestHouse();
    const payment = await house.pay(10_000);
    const refund = fresh(await house.engine.createRefund(house.scope, payment.id, refundInput(3_000)));
    const payout = fresh(await house.engine.createPayout(house.scope, payoutInput()));
    expect(await book(house, { name: 'refund_fee', refundId: refund.id, feeMinor: 30, vatMinor: 3 })).toEqual([
      'refund_fee',
      'debit expense:refund-fee:testbank 30',
      'debit asset:vat-input 3',
      `credit ${owed} 33`,
    ]);
    expect(await book(house, { name: 'payout_fee', payoutId: payout.id, feeMinor: 300, vatMinor: 30 })).toEqual([
      'payout_fee',
      'debit expense:payout-fee:testbank 300',
      'debit asset:vat-input 30',
      'credit asset:prefund:testbank 330',
    ]);
  });

  it('to a payout provider are booked from the bank, once by the name of the transfer', async () => {
    const house = createTestHouse();
    const transfer = { name: 'prefund_top_up', bankAccount: 'main', transferId: 't-1', amount: won(60_000) } as const;
    const template = { ...transfer, provider: 'testbank' };
    expect(await book(house, template)).toEqual([
      'prefund_top_up',
      'debit asset:prefund:testbank 60000',
      'credit asset:bank:main 60000',
    ]);
    await expect(book(house, template)).rejects.toMatchObject({ code: 'state_conflict' });
    await expect(ask(house, { ...transfer, provider: 'nobody' })).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('a payout that came back has failed, and its money is there again', async () => {
    const house = createTestHouse();
    const payout = fresh(await house.engine.createPayout(house.scope, payoutInput()));
    const template = { name: 'payout_returned', payoutId: payout.id } as const;
    expect(await book(house, template)).toEqual([
      'payout_returned',
      'debit asset:prefund:testbank 20000',
      'credit liab:merchant:demo:available 20000',
    ]);
    expect(await house.store.payout(payout.id)).toMatchObject({
      status: 'failed',
      failure: { code: 'payout_returned' },
    });
    const { items } = await house.store.events(house.scope, { subjectId: payout.id }, { limit: 1, cursor: null });
    expect(items).toMatchObject([{ type: 'payout.failed' }]);
    await expect(ask(house, template)).rejects.toMatchObject({ code: 'state_conflict' });
  });

  it('a payout that gave a payment back and came back is the merchant’s again', async () => {
    const house = createTestHouse();
    const payment = await house.pay(10_000);
    const input = payoutInput({ amountMinor: 10_000, refundsPaymentId: payment.id });
    const payout = fresh(await house.engine.createPayout(house.scope, input));
    expect(await book(house, { name: 'payout_returned', payoutId: payout.id })).toContain(`credit ${earned} 10000`);
    expect(await reload(house, payment)).toMatchObject({ status: 'refunded' });
  });
});

describe('a dispute', () => {
  const dispute = (payment: Payment) => ({ paymentId: payment.id, disputeId: 'dsp_1' });
  const opening = (payment: Payment, changed: object = {}) =>
    ({
      name: 'dispute_open',
      ...dispute(payment),
      amountMinor: 10_000,
      feeMinor: 5_000,
      heldBack: false,
      ...changed,
    }) as const;

  it('that is won is owed again, and ends once', async () => {
    const house = createTestHouse();
    const payment = await house.pay(10_000);
    await expect(ask(house, { name: 'dispute_won', ...dispute(payment) })).rejects.toMatchObject({
      code: 'state_conflict',
    });
    expect(await book(house, opening(payment))).toEqual([
      'dispute_open',
      'debit asset:dispute-held:testbank:bank-all 10000',
      'debit expense:dispute-fee:testbank 5000',
      `credit ${owed} 15000`,
    ]);
    const both: EntryTemplate[] = [
      { name: 'dispute_won', ...dispute(payment) },
      { name: 'dispute_lost', ...dispute(payment), borneBy: 'merchant' },
    ];
    const asked = [];
    for (const template of both) asked.push(await ask(house, template));
    const results = await Promise.allSettled(asked.map((each) => approve(house, each)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await balances(house)).toEqual({
      [owed]: 5_000,
      [earned]: -10_000,
      'expense:dispute-fee:testbank': 5_000,
    });
  });

  it.each([
    ['merchant', earned],
    ['operator', 'expense:chargeback-loss'],
  ] as const)('that is lost is borne by the %s', async (borneBy, account) => {
    const house = createTestHouse();
    const payment = await house.pay(10_000);
    await book(house, opening(payment, { amountMinor: 4_000, feeMinor: 0 }));
    expect(await book(house, { name: 'dispute_lost', ...dispute(payment), borneBy })).toEqual([
      'dispute_lost',
      `debit ${account} 4000`,
      'credit asset:dispute-held:testbank:bank-all 4000',
    ]);
  });

  it('on a platform holds the money back from the merchant until it ends', async () => {
    const house = createTestHouse();
    const payment = await house.pay(10_000);
    await book(house, opening(payment, { feeMinor: 0, heldBack: true }));
    expect(await balances(house)).toMatchObject({ 'liab:dispute-reserve:demo': -10_000 });
    const byOperator = { name: 'dispute_lost', ...dispute(payment), borneBy: 'operator' } as const;
    await expect(ask(house, byOperator)).rejects.toMatchObject({ code: 'state_conflict' });
    await book(house, { name: 'dispute_won', ...dispute(payment) });
    expect(await balances(house)).toEqual({ [owed]: 10_000, 'liab:merchant:demo:available': -10_000 });
  });

  it('is about no more than was paid', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    await expect(ask(house, opening(payment))).rejects.toMatchObject({ code: 'state_conflict' });
  });
});

describe('a deposit', () => {
  async function deposited() {
    const house = createTestHouse();
    house.bank.next('wait');
    const input = paymentInput({ amountMinor: 10_000, method: virtualAccount(house.clock) });
    const payment = fresh(await house.engine.createPayment(house.scope, input));
    house.bank.shopper(referenceOf(payment), 'approve');
    await house.engine.syncPayment(house.scope, payment.id);
    return { house, payment };
  }

  async function depositedAgain() {
    const { house, payment } = await deposited();
    house.bank.depositAgain(referenceOf(payment), 'dep_2', won(12_000));
    await house.engine.syncPayment(house.scope, payment.id);
    return { house, payment, caseId: (await onlyOpenCase(house)).id };
  }

  it('that came again is applied in part and the rest given back; the case ends with the last of it', async () => {
    const { house, caseId } = await depositedAgain();
    expect(await book(house, { name: 'va_apply', caseId, amountMinor: 10_000 })).toEqual([
      'va_apply',
      'debit liab:unapplied:testbank:bank-all 10000',
      `credit ${earned} 10000`,
    ]);
    expect((await onlyOpenCase(house)).status).toBe('open');
    const tooMuch = { name: 'va_give_back', caseId, amountMinor: 2_001, bankAccount: null } as const;
    await expect(ask(house, tooMuch)).rejects.toMatchObject({ code: 'state_conflict' });
    expect(await book(house, { ...tooMuch, amountMinor: null })).toEqual([
      'va_give_back',
      'debit liab:unapplied:testbank:bank-all 2000',
      `credit ${owed} 2000`,
    ]);
    expect(await house.store.case(caseId)).toMatchObject({
      status: 'resolved',
      resolution: { action: 'booked', note: 'told by mail' },
    });
  });

  it('that came again is taken once, also when two decisions meet', async () => {
    const { house, caseId } = await depositedAgain();
    const asked = [
      await ask(house, { name: 'va_apply', caseId, amountMinor: null }),
      await ask(house, { name: 'va_give_back', caseId, amountMinor: null, bankAccount: 'main' }),
    ];
    const results = await Promise.allSettled(asked.map((each) => approve(house, each)));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await balances(house))['liab:unapplied:testbank:bank-all']).toBe(undefined);
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('that the bank took back undoes the sale as a refund does', async () => {
    const { house, payment } = await deposited();
    const template = { name: 'va_deposit_canceled', paymentId: payment.id, depositId: 'dep_1' } as const;
    expect(await book(house, template)).toEqual([
      'va_deposit_canceled',
      `debit ${earned} 10000`,
      `credit ${owed} 10000`,
    ]);
    expect(await reload(house, payment)).toMatchObject({ status: 'refunded', amountRefundedMinor: 10_000 });
    expect(await house.store.refundsOf(payment.id)).toMatchObject([{ status: 'succeeded', requester: 'provider' }]);
    expect(await balances(house)).toEqual({});
    await expect(
      ask(house, { name: 'va_deposit_canceled', paymentId: (await house.pay(1, 'CARD')).id, depositId: 'x' }),
    ).rejects.toMatchObject({ code: 'state_conflict' });
  });

  it('that was refunded before the bank took it back is a loss that waits for a person', async () => {
    const { house, payment } = await deposited();
    await house.engine.createRefund(house.scope, payment.id, refundInput(3_000));
    const template = { name: 'va_deposit_canceled', paymentId: payment.id, depositId: 'dep_1' } as const;
    expect(await book(house, template)).toEqual([
      'recon_open',
      `credit ${owed} 10000`,
      'debit suspense:testbank:bank-all 10000',
    ]);
    const { id: caseId } = await onlyOpenCase(house);
    expect(await book(house, { name: 'write_off', caseId })).toEqual([
      'write_off',
      'credit suspense:testbank:bank-all 10000',
      'debit expense:recon-writeoff 10000',
    ]);
  });
});

const arrival = { bankAccount: 'main', arrivedAt: new Date('2026-11-26T02:00:00Z'), reference: 'line-7' };

async function settledSale(amountMinor = 10_000) {
  const house = createTestHouse();
  const payment = await house.pay(amountMinor);
  const { providerPaymentId } = payment;
  const item = { key: 'row-1', type: 'payment', amountMinor, feeMinor: 250, vatMinor: 25, providerPaymentId } as const;
  const input = {
    channelId: 'bank-all' as ChannelId,
    payoutDate: calendarDate('2026-11-26'),
    currency: krw,
    items: [item],
  };
  const settlement = fresh(await house.engine.settlements.receive(house.scope, input));
  return { house, payment, settlement };
}

describe('a case about money', () => {
  async function shortArrival() {
    const { house, settlement } = await settledSale();
    await house.engine.settlements.arrive(house.scope, settlement.id as never, { ...arrival, amountMinor: 9_700 });
    return { house, opened: await onlyOpenCase(house) };
  }

  it('is not acknowledged while the money waits', async () => {
    const { house, opened } = await shortArrival();
    expect(await house.engine.caseActions(opened)).toEqual([]);
    const input = { action: 'acknowledge', note: 'n', providerTransactionId: null, decidedBy: 'kim' } as const;
    const acknowledged = house.engine.resolveCase(house.scope, opened.id, input);
    await expect(acknowledged).rejects.toMatchObject({ code: 'state_conflict' });
  });

  it('ends when it is written off', async () => {
    const { house, opened } = await shortArrival();
    expect(await book(house, { name: 'write_off', caseId: opened.id })).toEqual([
      'write_off',
      'credit suspense:testbank:bank-all 25',
      'debit expense:recon-writeoff 25',
    ]);
    expect(await house.store.case(opened.id)).toMatchObject({ status: 'resolved' });
    await expect(ask(house, { name: 'write_off', caseId: opened.id })).rejects.toMatchObject({
      code: 'state_conflict',
    });
  });

  it('ends when it is known where the money belongs, and not at an account that waits itself', async () => {
    const { house, opened } = await shortArrival();
    const to = (account: string) =>
      ({ name: 'recon_resolve', caseId: opened.id, account: account as AccountCode }) as const;
    for (const account of ['suspense:a:b', 'liab:refund-in-transit:a:b', 'asset:bank-in-transit:a:b'])
      await expect(ask(house, to(account))).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await book(house, to('expense:bank-charges'))).toEqual([
      'recon_resolve',
      'credit suspense:testbank:bank-all 25',
      'debit expense:bank-charges 25',
    ]);
  });

  it('is opened when a comparison shows that the provider has more or less, and ends where the difference belongs', async () => {
    const house = createTestHouse();
    const payment = await house.pay(10_000);
    const found = { name: 'recon_open', channelId: 'bank-all' as ChannelId, amount: won(1_000) } as const;
    expect(await book(house, { ...found, providerHas: 'less', paymentId: payment.id })).toEqual([
      'recon_open',
      `credit ${owed} 1000`,
      'debit suspense:testbank:bank-all 1000',
    ]);
    const opened = await onlyOpenCase(house);
    expect(opened).toMatchObject({ subjectId: payment.id, amountMinor: 1_000 });
    expect(await book(house, { name: 'recon_resolve', caseId: opened.id, account: earned as AccountCode })).toEqual([
      'recon_resolve',
      'credit suspense:testbank:bank-all 1000',
      `debit ${earned} 1000`,
    ]);
    expect(await book(house, { ...found, providerHas: 'more', paymentId: null })).toContain(`debit ${owed} 1000`);
    const elsewhere = { ...found, channelId: 'nowhere' as ChannelId, providerHas: 'more', paymentId: null } as const;
    await expect(ask(house, elsewhere)).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('of a quarantined payment is decided where the payment changes with it', async () => {
    const house = createTestHouse();
    house.bank.distort({ amount: won(90) });
    expect(await house.pay(100)).toMatchObject({ status: 'quarantined' });
    const { id: caseId } = await onlyOpenCase(house);
    await expect(ask(house, { name: 'write_off', caseId })).rejects.toMatchObject({ code: 'state_conflict' });
  });
});

function available(payment: Payment) {
  return {
    name: 'settlement_available',
    paymentId: payment.id,
    gatewayFeeMinor: 300,
    taxMinor: 30,
    recoveredFeeMinor: 275,
  } as const;
}

describe('a platform', () => {
  it('makes a settled sale available, less what it keeps', async () => {
    const { house, payment } = await settledSale();
    expect(await book(house, available(payment))).toEqual([
      'settlement_available',
      `debit ${earned} 10000`,
      'credit income:gateway-fee 300',
      'credit liab:tax 30',
      'credit income:fee-recovered 275',
      'credit liab:merchant:demo:available 9395',
    ]);
    const other = await house.pay(100, 'ORDER-2');
    await expect(ask(house, available(other))).rejects.toMatchObject({ code: 'state_conflict' });
  });
});

describe('currencies', () => {
  it('are taken at the rates of the day on which a period ends', async () => {
    const house = createTestHouse();
    const lines = [
      { account: 'fx:position', side: 'debit', amountMinor: 9_710, currency: usd },
      { account: 'equity:owner', side: 'credit', amountMinor: 9_710, currency: usd },
      { account: 'equity:owner', side: 'debit', amountMinor: 131_000, currency: krw },
      { account: 'fx:position', side: 'credit', amountMinor: 131_000, currency: krw },
    ].map((line) => ({ ...line, layer: 'posted' }) as never);
    const input = { effectiveAt: house.clock.now(), reason: 'opening', lines, reverses: null, requestedBy: 'kim' };
    await approve(house, fresh(await house.engine.bookkeeping.request(house.scope, input)));
    house.clock.advance(1_000);
    const template = { name: 'fx_revaluation', functional: krw, rates: [{ currency: usd, rate: '1340' }] } as const;
    await expect(ask(house, { ...template, rates: [] })).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await book(house, template)).toEqual(['fx_revaluation', 'debit fx:position 886', 'credit fx:gain-loss 886']);
    await expect(ask(house, template)).rejects.toMatchObject({ code: 'invalid_request' });
  });
});
