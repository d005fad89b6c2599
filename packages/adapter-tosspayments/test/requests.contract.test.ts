import { money } from '@hangil/core';
import { expect, it } from 'vitest';
import { answering, payment, paymentObject, reference, refundRequest, startRequest, virtualAccount } from './stage.ts';

it('a confirm sends our amount and order, and a key that names order and payment', async () => {
  const { provider, sent } = await answering(200, paymentObject());
  const verdict = await provider.payments.confirm?.({ payment, providerPaymentId: 'tkey_1' }, {});
  expect(verdict).toMatchObject({ kind: 'succeeded', occurredAt: new Date('2026-03-04T02:05:00Z') });
  expect(sent).toMatchObject([
    {
      path: '/v1/payments/confirm',
      headers: {
        authorization: `Basic ${Buffer.from('test_sk_fake:').toString('base64')}`,
        'idempotency-key': `${reference}-tkey_1`,
      },
      body: { paymentKey: 'tkey_1', orderId: reference, amount: 10_000 },
    },
  ]);
});

it('a confirm that is answered with a payment that still waits is unknown', async () => {
  const { provider } = await answering(200, paymentObject({ status: 'IN_PROGRESS', approvedAt: null }));
  expect(await provider.payments.confirm?.({ payment, providerPaymentId: 'tkey_1' }, {})).toMatchObject({
    kind: 'unknown',
  });
});

it('a cancel carries what the provider needs to refuse a cancel that is not the one we mean', async () => {
  const cancels = [
    { cancelAmount: 3_000, canceledAt: '2026-03-04T12:00:01+09:00', transactionKey: 'c2', cancelStatus: 'DONE' },
    { cancelAmount: 1_000, canceledAt: '2026-03-04T12:00:00+09:00', transactionKey: 'c1', cancelStatus: 'DONE' },
  ];
  const { provider, sent } = await answering(
    200,
    paymentObject({ status: 'PARTIAL_CANCELED', balanceAmount: 6_000, cancels }),
  );
  const refundAccount = { bankCode: '004', accountNumber: '110123456789', holderName: '홍길동', phone: null };
  const verdict = await provider.refunds?.refund(refundRequest({ refundAccount }), {});
  expect(verdict).toMatchObject({ kind: 'succeeded', providerTransactionId: 'c2', amount: money(3_000, 'KRW') });
  expect(sent).toMatchObject([
    {
      path: '/v1/payments/tkey_1/cancel',
      headers: { 'idempotency-key': 'op00000000000000000000000009' },
      body: {
        cancelReason: '구매자 요청',
        cancelAmount: 3_000,
        refundableAmount: 9_000,
        refundReceiveAccount: { bank: '06', accountNumber: '110123456789', holderName: '홍길동' },
      },
    },
  ]);
});

it('a cancel that the answer does not show, or shows with another amount, is unknown', async () => {
  const other = { cancelAmount: 2_000, canceledAt: '2026-03-04T12:00:01+09:00', transactionKey: 'c2' };
  for (const shown of [{}, { balanceAmount: 8_000, cancels: [other] }]) {
    const { provider } = await answering(200, paymentObject(shown));
    const verdict = await provider.refunds?.refund(refundRequest({ returnedBeforeMinor: 0 }), {});
    expect(verdict).toMatchObject({ kind: 'unknown' });
  }
});

it('an account is asked for in whole hours, never longer than asked, in the code of the provider', async () => {
  const { provider, sent } = await answering(200, paymentObject({ status: 'WAITING_FOR_DEPOSIT', approvedAt: null }));
  await provider.payments.start(startRequest({ method: virtualAccount, taxFreeAmountMinor: 2_000 }), {});
  expect(sent).toMatchObject([
    {
      path: '/v1/virtual-accounts',
      headers: { 'idempotency-key': reference },
      body: {
        orderId: reference,
        amount: 10_000,
        taxFreeAmount: 2_000,
        bank: '06',
        customerName: '도건',
        customerMobilePhone: '01012345678',
        validHours: 24,
      },
    },
  ]);
});

it.each([
  ['without a bank', { ...virtualAccount, bankCode: null }],
  ['at a bank that is not known', { ...virtualAccount, bankCode: '999' }],
  ['for less than an hour', { ...virtualAccount, dueAt: new Date('2026-03-04T02:59:00Z') }],
  ['for more than ninety days', { ...virtualAccount, dueAt: new Date('2026-06-03T02:00:00Z') }],
])('an account %s is not created, and the provider hears nothing', async (_what, method) => {
  const { provider, sent } = await answering(200, paymentObject());
  expect(await provider.payments.start(startRequest({ method }), {})).toMatchObject({ kind: 'not_created' });
  expect(sent).toEqual([]);
});

it('an account whose answer names another order is unknown', async () => {
  const { provider } = await answering(200, paymentObject({ status: 'WAITING_FOR_DEPOSIT', orderId: 'another' }));
  expect(await provider.payments.start(startRequest({ method: virtualAccount }), {})).toMatchObject({
    kind: 'unknown',
  });
});

it('the window is handed out without a call, with the addresses to come back to', async () => {
  const { provider, sent } = await answering(500, {});
  const verdict = await provider.payments.start(startRequest(), {});
  expect(verdict).toMatchObject({
    kind: 'pending',
    waitsFor: 'shopper',
    nextAction: {
      type: 'browser_sdk',
      sdk: 'tosspayments',
      scriptUrl: 'https://js.tosspayments.com/v2/standard',
      init: { clientKey: 'test_ck_fake', customerKey: '@@ANONYMOUS' },
      params: {
        method: 'CARD',
        amount: { currency: 'KRW', value: 10_000 },
        orderId: reference,
        successUrl: 'https://shop.example/return',
        failUrl: 'https://shop.example/return',
      },
    },
  });
  expect(sent).toEqual([]);
});

it.each([
  [{ type: 'bank_transfer' } as const, 'TRANSFER'],
  [{ type: 'mobile' } as const, 'MOBILE_PHONE'],
  [{ type: 'gift_certificate', kind: 'culture' } as const, 'CULTURE_GIFT_CERTIFICATE'],
])('the window for %j is opened as %s', async (method, word) => {
  const { provider } = await answering(500, {});
  const verdict = await provider.payments.start(startRequest({ method }), {});
  expect(verdict).toMatchObject({ nextAction: { params: { method: word } } });
});
