import { describe, expect, it } from 'vitest';
import { answering, payment, paymentObject, refundRequest } from './stage.ts';

const account = {
  accountNumber: 'X123',
  bankCode: '06',
  customerName: '도건',
  dueDate: '2026-03-05T11:00:00+09:00',
};

describe('a status of the provider', () => {
  it.each([
    ['DONE', {}, { kind: 'succeeded', returnedMinor: 0 }],
    ['PARTIAL_CANCELED', { balanceAmount: 4_000 }, { kind: 'succeeded', returnedMinor: 6_000 }],
    ['PARTIAL_CANCELED', { balanceAmount: 0 }, { kind: 'succeeded', returnedMinor: 10_000 }],
    ['CANCELED', { balanceAmount: 0 }, { kind: 'succeeded', returnedMinor: 10_000 }],
    ['CANCELED', { balanceAmount: 0, approvedAt: null }, { kind: 'declined' }],
    ['READY', { approvedAt: null }, { kind: 'pending', waitsFor: 'shopper' }],
    ['IN_PROGRESS', { approvedAt: null }, { kind: 'pending', waitsFor: 'shopper' }],
    [
      'WAITING_FOR_DEPOSIT',
      { approvedAt: null, virtualAccount: account },
      {
        kind: 'pending',
        waitsFor: 'deposit',
        nextAction: { bankCode: '004', bankName: 'KB국민은행', dueAt: new Date('2026-03-05T02:00:00Z') },
      },
    ],
    [
      'ABORTED',
      { approvedAt: null, failure: { code: 'REJECT_ACCOUNT_PAYMENT', message: '잔액부족' } },
      { kind: 'declined', reason: 'insufficient_funds', provider: { code: 'REJECT_ACCOUNT_PAYMENT' } },
    ],
    ['ABORTED', { approvedAt: null }, { kind: 'declined', reason: 'other' }],
    ['EXPIRED', { approvedAt: null }, { kind: 'declined', reason: 'timed_out' }],
    ['A_WORD_OF_TOMORROW', {}, { kind: 'unknown' }],
  ])('%s %j is read for what it proves', async (status, shown, reading) => {
    const { provider } = await answering(200, paymentObject({ status, ...shown }));
    expect(await provider.payments.inquire(payment, {})).toMatchObject(reading);
  });

  it('with an amount that is no amount of its currency is unknown', async () => {
    for (const shown of [{ totalAmount: 100.5 }, { totalAmount: -1 }, { balanceAmount: 20_000 }, { currency: 'XXY' }]) {
      const { provider } = await answering(200, paymentObject(shown));
      const reading = await provider.payments.inquire(payment, {});
      expect(reading.kind, JSON.stringify(shown)).toBe('unknown');
    }
  });
});

describe('a code of the provider', () => {
  const confirm = async (status: number, code: string) => {
    const { provider } = await answering(status, { code, message: '말씀', data: null });
    return provider.payments.confirm?.({ payment, providerPaymentId: 'tkey_1' }, {});
  };

  it.each([
    [403, 'REJECT_CARD_PAYMENT', 'declined'],
    [400, 'INVALID_STOPPED_CARD', 'declined'],
    [400, 'PROVIDER_ERROR', 'unknown'],
    [400, 'CARD_PROCESSING_ERROR', 'unknown'],
    [400, 'ALREADY_PROCESSED_PAYMENT', 'unknown'],
    [409, 'IDEMPOTENT_REQUEST_PROCESSING', 'unknown'],
    [500, 'FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING', 'unknown'],
    [400, 'A_CODE_OF_TOMORROW', 'unknown'],
    [404, 'NOT_FOUND_PAYMENT_SESSION', 'not_created'],
    [403, 'FORBIDDEN_REQUEST', 'not_created'],
    [401, 'UNAUTHORIZED_KEY', 'not_created'],
  ])('%i %s on a confirm is %s, with whatever 4xx; with a 5xx it proves nothing', async (status, code, kind) => {
    for (const anyStatus of [status, 400, 403, 404]) expect(await confirm(anyStatus, code)).toMatchObject({ kind });
    expect(await confirm(500, code)).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    [403, 'NOT_CANCELABLE_AMOUNT', 'declined', 'amount_not_allowed'],
    [400, 'NOT_MATCHES_REFUNDABLE_AMOUNT', 'declined', 'amount_not_allowed'],
    [400, 'INVALID_REFUND_ACCOUNT_INFO', 'declined', 'account_invalid'],
    [500, 'FAILED_PARTIAL_REFUND', 'unknown', undefined],
    [403, 'FORBIDDEN_CONSECUTIVE_REQUEST', 'unknown', undefined],
    [403, 'REJECT_CARD_PAYMENT', 'unknown', undefined],
  ])('%i %s on a cancel is %s %s', async (status, code, kind, reason) => {
    const { provider } = await answering(status, { code, message: '말씀' });
    const verdict = await provider.refunds?.refund(refundRequest(), {});
    expect(verdict).toMatchObject(reason === undefined ? { kind } : { kind, reason });
  });

  it('says that a payment is absent only with NOT_FOUND_PAYMENT', async () => {
    for (const [code, kind] of [
      ['NOT_FOUND_PAYMENT', 'absent'],
      ['NOT_FOUND', 'unknown'],
      ['UNAUTHORIZED_KEY', 'unknown'],
    ] as const) {
      const { provider } = await answering(404, { code, message: '말씀' });
      expect(await provider.payments.inquire(payment, {}), code).toMatchObject({ kind });
    }
  });
});
