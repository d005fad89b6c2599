import {
  type Failure,
  type NextAction,
  type Payment,
  type PaymentMethod,
  payoutStatuses,
  refundStatuses,
  toFailure,
} from '@hangil/core';
import { describe, expect, test } from 'vitest';
import type { Builders } from '../builders.ts';
import { testScope } from '../sequence.ts';
import { collect, commitAll, everything, type SuiteContext, withoutLinks } from './suite.ts';

const at = (second: number) => new Date(Date.UTC(2026, 1, 3, 4, 5, second, 7));
const failure: Failure = toFailure('payment_declined', 'insufficient_funds', { code: '1234', message: '잔액 부족' });
const largest = Number.MAX_SAFE_INTEGER;

const nextActions: readonly NextAction[] = [
  {
    type: 'browser_sdk',
    sdk: 'testbank',
    scriptUrl: 'https://cdn.example/v1/testbank.js',
    call: 'IMP.request_pay',
    init: { user_code: 'imp00000000' },
    // A text that looks like an instant stays a text.
    params: { amount: 10_000, nested: { list: [1, 'two', null, true] }, digits: '2026-02-03T04:05:06.007Z' },
  },
  { type: 'redirect', url: 'https://pay.example', method: 'POST', fields: { amount: 10_000, signature: 'ab+/=' } },
  {
    type: 'display_bank_instructions',
    bankName: '국민은행',
    accountNumber: '1234567890',
    accountHolder: '한길',
    amountMinor: 10_000,
    currency: 'KRW',
    timeoutSeconds: 600,
    deadlineAt: at(1),
    messages: { instructions: { ko: '입금', en: 'deposit' }, timeout: { ko: '만료', en: 'expired' } },
  },
  {
    type: 'display_virtual_account',
    bankCode: '004',
    bankName: null,
    accountNumber: '1234567890',
    holderName: '한길',
    dueAt: at(2),
  },
  {
    type: 'display_virtual_account',
    bankCode: null,
    bankName: null,
    accountNumber: '1',
    holderName: null,
    dueAt: null,
  },
  {
    type: 'provide_information',
    fields: [{ path: 'customer.first_name', labelKo: '이름', labelEn: 'First name' }],
    message: { ko: '입력', en: 'fill in' },
    deadlineAt: at(3),
  },
  { type: 'provide_information', fields: [], message: { ko: '', en: '' }, deadlineAt: null },
  { type: 'wait', until: at(4) },
  { type: 'wait', until: null },
];

const methods: readonly PaymentMethod[] = [
  { type: 'key_in', details: { maskedNumber: '123456******1234', cardCompany: '신한', installmentMonths: 3 } },
  { type: 'virtual_account', bankCode: '004', holderName: '홍길동', dueAt: at(5), details: { bankName: '국민' } },
  { type: 'easy_pay', wallet: 'kakaopay', details: { approvalNumber: '00123', receiptUrl: 'https://r.example' } },
  { type: 'gift_certificate', kind: 'culture', details: {} },
  { type: 'billing_key', billingKeyId: 'bk_1', details: {} },
];

/** A payment without a null. */
function buildFullPayment(build: Builders): Payment {
  const plain = build.buildPayment();
  const [attempt] = plain.attempts;
  if (attempt === undefined) throw new Error('a built payment has an attempt');
  return {
    ...plain,
    status: 'partially_refunded',
    amountMinor: largest,
    taxFreeAmountMinor: 9_007_199_254_740_990,
    amountPaidMinor: largest,
    amountRefundingMinor: 1,
    amountRefundedMinor: largest - 1,
    customer: {
      id: 'c',
      name: '홍길동',
      firstName: '길동',
      lastName: '홍',
      email: 'a@b.example',
      phone: '01012345678',
      ipAddress: '203.0.113.7',
      language: 'ko',
      country: 'KR',
    },
    metadata: { 'emoji 🧾': '값', __proto__name: 'x', empty: '' },
    providerPaymentId: 'imp_123',
    pg: { name: 'kcp', transactionId: 'T0000-1' },
    failure,
    attempts: [
      { ...attempt, status: 'failed', failure },
      { ...attempt, id: build.ids.next('att'), createdAt: at(6) },
    ],
    routing: {
      rule: 'cards 70/30',
      version: 7,
      decidedAt: at(5),
      inputs: { amount: 1, method: 'card', livemode: true },
      candidates: [{ channelId: 'x', eligible: false, reasons: [{ code: 'limit', detail: 'too much' }] }],
      steps: [
        { rule: 'cards 70/30', strategy: 'split', channels: [{ channelId: 'x', weight: 70 }], splitKey: plain.id },
        { rule: 'cheap', strategy: 'least_cost', channels: [{ channelId: 'x', feeMinor: null }] },
        {
          rule: 'best',
          strategy: 'success_rate',
          channels: [{ channelId: 'x', successRate: 0.98, sample: 51.5 }],
          leader: 'x',
          minimumSample: 50,
          leadPercent: 2,
        },
      ],
    },
    depositExpected: true,
    checks: 3,
    paidAt: at(7),
    canceledAt: at(8),
    failedAt: at(9),
    expiresAt: at(10),
    nextCheckAt: at(11),
  };
}

export function describeRoundTrips(context: SuiteContext): void {
  async function expectSamePayment(payment: Payment): Promise<void> {
    await commitAll(context.store, { payments: [payment], events: [context.build.buildOutgoingEvent(payment)] });
    expect(await context.store.payment(payment.id)).toEqual(payment);
    expect((await context.store.payments(testScope, {}, everything)).items).toEqual([payment]);
    expect(await collect(context.store.everyPayment(testScope))).toEqual([payment]);
    const [event] = await context.store.eventsOf(payment.id);
    expect(event?.snapshot).toEqual({ kind: 'payment', value: payment });
  }

  describe('a payment comes back as it was given', () => {
    test('when everything is set', () => expectSamePayment(buildFullPayment(context.build)));

    test('when nothing that may be absent is set', () =>
      expectSamePayment(
        context.build.buildPayment({
          returnUrl: null,
          checkoutUrl: 'https://pay.example/pay/p1',
          metadata: {},
          customer: {
            id: null,
            name: null,
            firstName: null,
            lastName: null,
            email: null,
            phone: null,
            ipAddress: null,
            language: null,
          },
        }),
      ));

    test.each(nextActions)('with the next action %o', (nextAction) =>
      expectSamePayment(context.build.buildPayment({ nextAction })),
    );

    test.each(methods)('with the method %o', (method) => expectSamePayment(context.build.buildPayment({ method })));

    test('in every version', async () => {
      const { store, build } = context;
      const first = build.buildPayment();
      const { id, orderId, createdAt, merchantId, livemode } = first;
      const full = { ...buildFullPayment(build), id, orderId, createdAt, merchantId, livemode, version: 2 };
      const amounts = { amountMinor: first.amountMinor, currency: first.currency };
      await commitAll(store, { payments: [first] }, { payments: [{ ...full, ...amounts }] });
      expect(await store.payment(id)).toEqual({ ...full, ...amounts });
    });
  });

  describe('a refund comes back as it was given', () => {
    test.each(refundStatuses)('when it is %s', async (status) => {
      const { store, build } = context;
      const plain = build.buildRefund({ status, reason: null, operationId: null });
      const full = build.buildRefund({
        status,
        requester: 'provider',
        refundAccount: { bankCode: '004', accountNumber: '1', holderName: '홍길동', phone: null },
        returnedBeforeMinor: 0,
        providerRefundId: 'r1',
        failure,
        checks: 2,
        succeededAt: at(1),
        nextCheckAt: at(2),
      });
      const event = build.buildOutgoingEvent(build.buildPayment(), {
        subjectId: full.id,
        snapshot: { kind: 'refund', value: full },
      });
      await commitAll(store, { refunds: [plain, full], events: [event] });
      expect(await store.refund(plain.id)).toEqual(plain);
      expect(await store.refund(full.id)).toEqual(full);
      expect(await store.eventsOf(full.id)).toEqual([event]);
    });
  });

  describe('a payout comes back as it was given', () => {
    test.each(payoutStatuses)('when it is %s', async (status) => {
      const { store, build } = context;
      const plain = build.buildPayout({ status });
      const full = build.buildPayout({
        status,
        destination: { bankCode: null, providerBankId: 'b-9', accountNumber: '1', holderName: '홍' },
        refundsPaymentId: build.ids.next('pay'),
        metadata: { batch: '1' },
        providerPayoutId: 'p1',
        inTransit: true,
        failure,
        checks: 4,
        succeededAt: at(1),
        failedAt: at(2),
        nextCheckAt: at(3),
      });
      const event = build.buildOutgoingEvent(build.buildPayment(), {
        subjectId: full.id,
        snapshot: { kind: 'payout', value: full },
      });
      await commitAll(store, { payouts: [plain, full], events: [event] });
      expect(await store.payout(plain.id)).toEqual(plain);
      expect(await store.payout(full.id)).toEqual(full);
      expect(await store.eventsOf(full.id)).toEqual([event]);
    });
  });

  describe('records come back as they were given', () => {
    test('an operation', async () => {
      const { store, build } = context;
      const plain = build.buildOperation({ leaseUntil: null, status: 'queued' });
      const full = build.buildOperation({
        status: 'closed',
        livemode: true,
        outcome: 'unknown',
        cause: 'UND_ERR_HEADERS_TIMEOUT',
        sentAt: at(1),
        finishedAt: at(2),
      });
      await commitAll(store, { operations: [plain, full] });
      expect(await store.operation(plain.id)).toEqual(plain);
      expect(await store.operation(full.id)).toEqual(full);
    });

    test('a provider event with any bytes', async () => {
      const { store, build } = context;
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
      const event = build.buildProviderEvent({ body: bytes, headers: { 'x-a': '값', 'x-b': '' } });
      const empty = build.buildProviderEvent({ body: new Uint8Array(), headers: {} });
      await commitAll(store, { providerEvents: [event, empty] });
      const read = await store.providerEvent(event.id);
      expect(read).toEqual(event);
      expect(read?.body.constructor).toBe(Uint8Array);
      expect(await store.providerEvent(empty.id)).toEqual(empty);
    });

    test('a case', async () => {
      const { store, build } = context;
      const full = build.buildCase({
        kind: 'contradiction',
        subjectId: 'pay_1',
        amountMinor: largest,
        currency: 'KRW',
        evidence: { asked: 1, told: 'two', final: false, note: null },
      });
      await commitAll(store, { cases: [full] });
      expect((await store.cases(testScope, {}, everything)).items).toEqual([full]);
    });

    test('a journal entry', async () => {
      const { store, build } = context;
      const entry = build.buildJournalEntry({
        kind: 'recon_open',
        paymentId: build.ids.next('pay'),
        refundId: build.ids.next('rfnd'),
        payoutId: build.ids.next('po'),
        caseId: build.ids.next('case'),
      });
      await commitAll(store, { journalEntries: [entry] });
      expect(withoutLinks((await store.journalEntries(testScope, {}, everything)).items)).toEqual([entry]);
    });
  });
}
