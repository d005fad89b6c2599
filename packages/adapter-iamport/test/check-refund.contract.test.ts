import { serveApp } from '@hangil/adapter-testkit';
import type { PaymentMethod, RefundFacts, RefundRequest } from '@hangil/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createIamport } from '../src/index.ts';
import { toGatewayBankCode } from '../src/tables/gateway-bank-codes.ts';
import {
  accountSettings,
  atProvider,
  channelId,
  openStage,
  paidPayment,
  paymentRequest,
  refundRequest,
  won,
} from './stage.ts';

interface Asked {
  readonly pg?: string | null;
  readonly method?: Omit<PaymentMethod, 'details'>;
  readonly paidAt?: string;
  readonly now?: string;
  readonly refundsBefore?: number;
  readonly request?: Partial<RefundRequest>;
}

const account = { bankCode: '088', accountNumber: '110123456789', holderName: '도건', phone: null };

/** A refund of a payment of 10,000 won that was paid on 2026-03-10. */
function check({ pg = 'kcp', method = { type: 'card' }, paidAt, now, refundsBefore = 0, request = {} }: Asked) {
  const payment = { ...atProvider(paymentRequest(), 'imp_000000000001'), methodType: method.type };
  const settings = { channel_key: 'channel-key-1' };
  const provider = createIamport({
    ...accountSettings('http://127.0.0.1:9'),
    channels: [{ id: channelId, methods: [method.type], settings }],
  });
  const facts: RefundFacts = {
    paidAt: new Date(paidAt ?? '2026-03-10T03:00:00Z'),
    method: { ...method, details: {} },
    pg,
    amountPaidMinor: 10_000,
    refundsBefore,
    now: new Date(now ?? '2026-03-11T03:00:00Z'),
  };
  const problem = provider.refunds?.check?.(refundRequest(payment, request), facts) ?? null;
  return problem === null ? null : `${problem.code} ${problem.param} ${problem.rule}`;
}

const part = { amount: won(4_000) };
const phone: Asked = { method: { type: 'mobile' } };

describe('phone bills', () => {
  it.each<[string, Asked, string | null]>([
    ['the last second of the month in Korea', { pg: 'danal', now: '2026-03-31T14:59:59Z' }, null],
    [
      'the first second of the next',
      { pg: 'danal', now: '2026-03-31T15:00:00Z' },
      'refund_not_supported payment phone_bill_month',
    ],
    ['paid in the first hours of a month in Korea', { pg: 'danal', paidAt: '2026-02-28T15:00:00Z' }, null],
    [
      'the same month of another year',
      { pg: 'danal', now: '2027-03-11T03:00:00Z' },
      'refund_not_supported payment phone_bill_month',
    ],
    [
      'a PG that is not known',
      { pg: null, now: '2026-04-01T03:00:00Z' },
      'refund_not_supported payment phone_bill_month',
    ],
    [
      'kcp, later, without an account',
      { now: '2026-04-01T03:00:00Z' },
      'channel_requirement refund_account phone_bill_month',
    ],
    ['kcp, later, to an account', { now: '2026-04-01T03:00:00Z', request: { refundAccount: account } }, null],
  ])('are refunded in the calendar month of Korea: %s', (_when, asked, expected) => {
    expect(check({ ...phone, ...asked })).toBe(expected);
  });

  it.each<[string | null, string | null]>([
    ['danal', 'refund_not_supported amount phone_bill_whole'],
    ['mobilians', 'refund_not_supported amount phone_bill_whole'],
    ['kcp', null],
    ['html5_inicis', null],
    [null, null],
  ])('in parts at %s: %s', (pg, expected) => {
    expect(check({ ...phone, pg, request: part })).toBe(expected);
  });
});

describe('parts', () => {
  const certificate = (kind: string): Asked => ({ method: { type: 'gift_certificate', kind }, request: part });
  it.each<[Asked, string | null]>([
    [{ ...certificate('culture'), pg: 'tosspayments' }, 'refund_not_supported amount gateway_refunds_whole'],
    [{ ...certificate('book'), pg: 'daou' }, 'refund_not_supported amount gateway_refunds_whole'],
    [{ ...certificate('culture'), pg: 'daou' }, null],
    [{ ...certificate('smartculture'), pg: 'mobilians_v2' }, 'refund_not_supported amount gateway_refunds_whole'],
    [{ pg: 'ksnet', request: part, refundsBefore: 8 }, null],
    [{ pg: 'ksnet', request: part, refundsBefore: 9 }, 'refund_not_supported amount gateway_parts_max'],
    [{ pg: 'ksnet', request: part, now: '2026-09-09T14:59:00Z' }, null],
    [{ pg: 'ksnet', request: part, now: '2026-09-09T15:00:00Z' }, 'refund_not_supported amount gateway_parts_months'],
    [{ pg: 'ksnet', now: '2027-01-01T00:00:00Z' }, null],
    [{ pg: 'kcp', request: part, refundsBefore: 50 }, null],
  ])('%j: %s', (asked, expected) => {
    expect(check(asked)).toBe(expected);
  });
});

describe('deposits and others', () => {
  const deposit: Asked = { method: { type: 'virtual_account' } };
  it.each<[Asked, string | null]>([
    [deposit, 'channel_requirement refund_account deposit_needs_account'],
    [{ ...deposit, request: { refundAccount: account } }, null],
    [
      { ...deposit, pg: 'welcome', request: { refundAccount: account } },
      'channel_requirement refund_account.phone deposit_needs_phone',
    ],
    [{ ...deposit, pg: 'welcome', request: { refundAccount: { ...account, phone: '01012345678' } } }, null],
    [
      { ...deposit, pg: 'ksnet', now: '2026-03-11T14:00:00Z', request: { refundAccount: account } },
      'refund_not_supported payment deposit_not_at_night',
    ],
    [{ ...deposit, pg: 'ksnet', now: '2026-03-11T21:00:00Z', request: { refundAccount: account } }, null],
    [
      { ...deposit, pg: 'daou', request: { refundAccount: { ...account, bankCode: '090' } } },
      'channel_requirement refund_account.bank_code bank_not_at_gateway',
    ],
    [{ ...deposit, pg: 'daou', request: { refundAccount: account } }, null],
    [
      { pg: 'inicis_jp', method: { type: 'convenience_store' } },
      'refund_not_supported payment convenience_store_never',
    ],
    [
      { pg: 'naverpay', method: { type: 'easy_pay', wallet: 'naverpay' }, request: { reason: ' ' } },
      'channel_requirement reason naverpay_needs_reason',
    ],
    [
      { request: { providerOptions: { checksum: 1 } } },
      'channel_requirement provider_options.iamport.checksum provider_options',
    ],
    [{ request: { providerOptions: { vat_amount: 364, retain_promotion: true, notify: true } } }, null],
  ])('%j: %s', (asked, expected) => {
    expect(check(asked)).toBe(expected);
  });
});

describe('the bank of a refund', () => {
  it.each([
    ['kcp', '088', 'BK88'],
    ['html5_inicis', '004', '04'],
    ['daou', '011', '08'],
    ['tosspayments', '088', '088'],
    [null, '088', '088'],
  ])('is named as %s names it: %s as %s', (gateway, bankCode, expected) => {
    expect(toGatewayBankCode(gateway, bankCode)).toBe(expected);
  });

  it('goes out under the code of the PG that has the money', async () => {
    const bodies: string[] = [];
    const stage = await openStage();
    const payment = { ...(await paidPayment(stage)), pg: 'kcp' };
    const served = await serveApp({
      async fetch(request) {
        bodies.push(await request.clone().text());
        return stage.fake.app.fetch(request);
      },
    });
    onTestFinished(served.close);
    const provider = createIamport(accountSettings(served.url));
    await provider.refunds?.refund(refundRequest(payment, { refundAccount: account }), {});
    expect(JSON.parse(bodies.at(-1) ?? '{}')).toMatchObject({ refund_bank: 'BK88', refund_account: '110123456789' });
  });
});
