import { currencyCode } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { paymentSchema } from '../wire/payment.schema.ts';
import { readPayment } from './read-payment.ts';

const now = new Date('2026-03-04T02:00:00Z');
const paidAt = 1_772_589_000;

const wire = {
  imp_uid: 'imp_123456789012',
  merchant_uid: 'op00000000000000000000000001',
  status: 'paid',
  amount: 10_000,
  cancel_amount: 0,
  currency: 'KRW',
  started_at: paidAt - 60,
  paid_at: paidAt,
  failed_at: 0,
  cancelled_at: 0,
  pg_provider: 'kcp',
  pg_tid: '26030411223344',
};

function read(changes: Record<string, unknown>, view: { methodType?: string; includeSandbox?: boolean } = {}) {
  const payment = paymentSchema.parse({ ...wire, ...changes });
  return readPayment(payment, { methodType: 'card', includeSandbox: true, clock: { now: () => now }, ...view });
}

describe('a payment with money', () => {
  it('paid is succeeded with the provider’s own facts', () => {
    expect(
      read({ card_name: 'BC카드', card_number: '5409261234567899', apply_num: '31201234', card_quota: 3 }),
    ).toEqual({
      kind: 'succeeded',
      amount: { amountMinor: 10_000, currency: currencyCode('KRW') },
      reference: 'op00000000000000000000000001',
      providerTransactionId: 'imp_123456789012',
      occurredAt: new Date(paidAt * 1000),
      returnedMinor: 0,
      details: {
        cardCompany: 'BC카드',
        maskedNumber: '540926******7899',
        approvalNumber: '31201234',
        installmentMonths: 3,
      },
      pg: { name: 'kcp', transactionId: '26030411223344' },
    });
  });

  it.each([
    ['partly cancelled', 4_000],
    ['wholly cancelled', 10_000],
  ])('%s after it was paid is succeeded, with what was given back', (_, cancel_amount) => {
    const reading = read({ status: 'cancelled', cancel_amount, cancelled_at: paidAt + 60 });
    expect(reading).toMatchObject({ kind: 'succeeded', returnedMinor: cancel_amount, amount: { amountMinor: 10_000 } });
  });

  it('cancelled with money given back is succeeded even when the paid time is missing', () => {
    expect(read({ status: 'cancelled', cancel_amount: 10_000, paid_at: 0 })).toMatchObject({
      kind: 'succeeded',
      returnedMinor: 10_000,
    });
  });

  it('amounts with decimals are read in minor units', () => {
    expect(read({ amount: 14.2, cancel_amount: 4.05, currency: 'USD', status: 'cancelled' })).toMatchObject({
      amount: { amountMinor: 1_420, currency: 'USD' },
      returnedMinor: 405,
    });
  });

  it('without a paid time, the start stands for it', () => {
    expect(read({ paid_at: null })).toMatchObject({ occurredAt: new Date((paidAt - 60) * 1000) });
    expect(read({ paid_at: null, started_at: 0 })).toMatchObject({ occurredAt: now });
  });

  it.each([
    ['a fraction of a won', { amount: 10_000.5 }],
    ['a negative amount', { amount: -1 }],
    ['text', { amount: '10,000' }],
    ['an unknown currency', { currency: 'XXX' }],
    ['an unreadable sum of cancels', { cancel_amount: 0.1 }],
    ['a cancel without its sum', { status: 'cancelled', cancel_amount: null }],
  ])('%s makes it unknown, never succeeded', (_, changes) => {
    expect(read(changes).kind).toBe('unknown');
  });
});

describe('a payment without money', () => {
  it('cancelled and never paid is a shopper’s cancellation', () => {
    expect(read({ status: 'cancelled', paid_at: 0 })).toMatchObject({
      kind: 'declined',
      reason: 'canceled_by_shopper',
      providerTransactionId: 'imp_123456789012',
    });
  });

  it('failed is declined with a reason of ours and the words of the PG', () => {
    expect(read({ status: 'failed', paid_at: 0, fail_reason: '[8324] 카드 한도초과' })).toMatchObject({
      kind: 'declined',
      reason: 'limit_exceeded',
      provider: { code: '8324', message: '[8324] 카드 한도초과' },
    });
    expect(read({ status: 'failed', fail_reason: null })).toMatchObject({
      reason: 'other',
      provider: { code: null, message: null },
    });
  });

  it('ready waits for the shopper, or for the provider where there is no shopper', () => {
    expect(read({ status: 'ready', paid_at: 0 })).toMatchObject({
      kind: 'pending',
      waitsFor: 'shopper',
      nextAction: null,
    });
    for (const methodType of ['key_in', 'billing_key']) {
      expect(read({ status: 'ready' }, { methodType })).toMatchObject({ kind: 'pending', waitsFor: 'provider' });
    }
  });

  it('ready with an account waits for its deposit and shows the account', () => {
    const account = {
      vbank_code: '088',
      vbank_name: '신한은행',
      vbank_num: '56211234567890',
      vbank_holder: '길상점',
      vbank_date: paidAt + 3_600,
    };
    expect(read({ status: 'ready', paid_at: 0, ...account })).toMatchObject({
      kind: 'pending',
      waitsFor: 'deposit',
      nextAction: {
        type: 'display_virtual_account',
        bankCode: '088',
        bankName: '신한은행',
        accountNumber: '56211234567890',
        holderName: '길상점',
        dueAt: new Date((paidAt + 3_600) * 1000),
      },
      details: { virtualAccountNumber: '56211234567890', bankCode: '088' },
    });
  });

  it('a status word nobody knows is unknown, with the word', () => {
    expect(read({ status: 'partially_paid' })).toEqual({
      kind: 'unknown',
      cause: 'unrecognized status partially_paid',
    });
  });
});

describe('a payment of a test channel', () => {
  it.each(['paid', 'ready', 'failed', 'cancelled'])(
    'that is %s proves nothing where sandbox payments do not count',
    (status) => {
      expect(read({ status, sandbox: true }, { includeSandbox: false }).kind).toBe('unknown');
    },
  );

  it('counts where they do', () => {
    expect(read({ sandbox: true }).kind).toBe('succeeded');
  });
});

describe('fields that only describe', () => {
  it('never spoil the evidence, whatever type they have', () => {
    const odd = {
      card_quota: '3',
      card_name: 7,
      cancel_history: 'none',
      vbank_date: 'soon',
      started_at: 1e30,
      sandbox: 'no',
    };
    expect(read(odd)).toMatchObject({ kind: 'succeeded', amount: { amountMinor: 10_000 } });
  });

  it('may be missing or new', () => {
    const { imp_uid, merchant_uid, status, amount, currency } = wire;
    const payment = paymentSchema.parse({ imp_uid, merchant_uid, status, amount, currency, brand_new_field: {} });
    const view = { methodType: 'card', includeSandbox: true, clock: { now: () => now } };
    expect(readPayment(payment, view)).toMatchObject({ kind: 'succeeded', returnedMinor: 0 });
  });
});
