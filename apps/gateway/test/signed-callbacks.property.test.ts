import { adapter, sign } from '@hangil/adapter-ecommpay';
import {
  type ChannelId,
  currentAttempt,
  type MerchantId,
  money,
  type Payment,
  type PaymentProvider,
  type Payout,
  type ProviderAccountId,
  systemClock,
} from '@hangil/core';
import {
  createEngine,
  createRoutingMemory,
  type Engine,
  type EngineDependencies,
  type Scope,
  type Store,
} from '@hangil/engine';
import { createMemoryStore } from '@hangil/engine/memory-store';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createUlidIds } from '../src/ulid-ids.ts';

const account = 'ecommpay-kr' as ProviderAccountId;
const scope: Scope = { merchantId: 'demo' as MerchantId, livemode: false };
const secret = 'ecommpay_secret_test';
const page = { limit: 50, cursor: null };
const customer = {
  id: '21',
  name: null,
  firstName: 'Kon',
  lastName: 'Do',
  email: null,
  phone: null,
  ipAddress: '198.51.100.7',
  language: null,
};

/** The engine with the real adapter; a payout is accepted and nothing else answers, so that callbacks alone decide. */
function createHouse(): { readonly engine: Engine; readonly store: Store } {
  const created = adapter.create({
    id: account,
    settings: { base_url: 'http://127.0.0.1:9' },
    credentials: { project_id: 200, secret },
    options: {},
    channels: [
      { id: 'page' as ChannelId, methods: ['bank_transfer'], settings: { options: { flow: 'payment_page' } } },
    ],
    eventUrl: 'https://pay.example/webhooks/ecommpay/ecommpay-kr',
    clock: systemClock,
  });
  const silent = async () => ({ kind: 'unknown', cause: 'silent' }) as const;
  const provider: PaymentProvider = {
    ...created,
    payments: { ...created.payments, inquire: silent },
    payouts: { send: async () => ({ kind: 'pending' }), inquire: silent },
  };
  const channel = {
    id: 'page' as ChannelId,
    providerAccountId: account,
    provider: adapter.manifest,
    methods: ['bank_transfer', 'payout/bank_transfer'],
  };
  const store = createMemoryStore();
  const dependencies: EngineDependencies = {
    store,
    clock: systemClock,
    ids: createUlidIds(systemClock),
    directory: {
      merchant: (id) => ({ id, name: 'Demo', channels: [channel], routing: { rules: [], default: [] } }),
      provider: () => provider,
      ownerOf: () => scope,
    },
    routing: createRoutingMemory(),
    onJobDue: () => {},
    webhookSender: { send: async () => ({ kind: 'unanswered', problem: 'nobody listens' }) },
    onDeliveryDue: () => {},
    chance: () => 0,
    log: () => {},
  };
  return { engine: createEngine(dependencies), store };
}

interface Callback {
  readonly status: string;
  readonly amount?: number;
  readonly operationId?: number;
  readonly forged?: boolean;
  readonly redirect?: boolean;
}

function bodyOf(kind: 'sale' | 'payout', reference: string, callback: Callback): string {
  const { status, amount = 10_000, operationId = 1_737_000_008_461, forged = false, redirect = false } = callback;
  const sum = { amount, currency: 'KRW' };
  const operation = {
    id: operationId,
    type: kind,
    status,
    date: '2026-11-25T03:00:00+0000',
    request_id: '1',
    sum_initial: sum,
  };
  const payload = {
    project_id: 200,
    payment: { id: reference, type: kind === 'sale' ? 'purchase' : 'payout', status, method: 'Korean banks', sum },
    operation: status === 'success' ? { ...operation, code: '0' } : operation,
    ...(redirect ? { redirect_data: { url: 'https://bank.example/pay', method: 'POST', body: { 'a[]': '1' } } } : {}),
  };
  return JSON.stringify({ ...payload, signature: sign(payload, forged ? 'not the secret' : secret) });
}

async function receive(engine: Engine, body: string): Promise<void> {
  await engine.receiveProviderEvent(account, { headers: {}, body: Buffer.from(body), receivedAt: systemClock.now() });
  for (let jobs = await engine.startDueJobs(32); jobs.length > 0; jobs = await engine.startDueJobs(32))
    await Promise.all(jobs);
}

/** Every one of them at least once, some twice or more, in any order. */
function deliveries(callbacks: readonly Callback[]): fc.Arbitrary<readonly Callback[]> {
  return fc.array(fc.constantFrom(...callbacks), { maxLength: 4 }).chain((copies) => {
    const all = [...callbacks, ...copies];
    return fc.shuffledSubarray(all, { minLength: all.length });
  });
}

const steps: readonly Callback[] = [
  { status: 'awaiting redirect result', redirect: true },
  { status: 'external processing' },
  { status: 'a word nobody knows' },
  { status: 'success', forged: true },
  { status: 'decline', forged: true },
];

async function afterSale(callbacks: readonly Callback[]) {
  const { engine, store } = createHouse();
  const answer = await engine.createPayment(scope, {
    orderId: 'ORDER-1',
    orderName: 'Blue T-shirt',
    amount: money(10_000, 'KRW'),
    taxFreeAmountMinor: 0,
    method: { type: 'bank_transfer' },
    customer,
    returnUrl: null,
    expiresAt: null,
    channelId: null,
    metadata: {},
  });
  if (answer.kind !== 'value') throw new Error('replayed');
  const { reference } = currentAttempt(answer.value);
  for (const callback of callbacks) await receive(engine, bodyOf('sale', reference, callback));
  const payment = (await store.payment(answer.value.id)) as Payment;
  const journal = (await store.journalEntries(scope, {}, page)).items.map(({ kind, lines }) => [
    kind,
    lines.map(({ amountMinor }) => amountMinor),
  ]);
  const cases = (await store.cases(scope, {}, page)).items.map(({ kind }) => kind);
  expect((await engine.verifyLedger(scope)).problems).toEqual([]);
  return { status: payment.status, paid: payment.amountPaidMinor, journal, cases };
}

async function afterPayout(callbacks: readonly Callback[]) {
  const { engine, store } = createHouse();
  const answer = await engine.createPayout(scope, {
    merchantReference: 'PAYOUT-1',
    amount: money(10_000, 'KRW'),
    methodType: 'bank_transfer',
    destination: { bankCode: '004', providerBankId: null, accountNumber: '110123456789', holderName: '홍길동' },
    customer,
    refundsPaymentId: null,
    channelId: null,
    metadata: {},
    createdBy: null,
  });
  if (answer.kind !== 'value') throw new Error('replayed');
  for (const callback of callbacks) await receive(engine, bodyOf('payout', answer.value.reference, callback));
  const payout = (await store.payout(answer.value.id)) as Payout;
  const journal = (await store.journalEntries(scope, {}, page)).items.map(({ kind }) => kind);
  expect((await engine.verifyLedger(scope)).problems).toEqual([]);
  return { status: payout.status, journal };
}

const runs = { numRuns: 40 };

it('forged, repeated and reordered callbacks around a success leave a paid payment and one sale', () =>
  fc.assert(
    fc.asyncProperty(deliveries([...steps, { status: 'success' }]), async (callbacks) => {
      expect(await afterSale(callbacks)).toEqual({
        status: 'paid',
        paid: 10_000,
        journal: [['sale', [10_000, 10_000]]],
        cases: [],
      });
    }),
    runs,
  ));

it('the same around a decline leave a failed payment and an empty book', () =>
  fc.assert(
    fc.asyncProperty(deliveries([...steps, { status: 'decline' }]), async (callbacks) => {
      expect(await afterSale(callbacks)).toEqual({ status: 'failed', paid: 0, journal: [], cases: [] });
    }),
    runs,
  ));

it('a success with another amount than asked is quarantined with one case, in any order', () =>
  fc.assert(
    fc.asyncProperty(deliveries([...steps, { status: 'success', amount: 9_999 }]), async (callbacks) => {
      expect(await afterSale(callbacks)).toEqual({
        status: 'quarantined',
        paid: 0,
        journal: [['recon_open', [9_999, 9_999]]],
        cases: ['contradiction'],
      });
    }),
    runs,
  ));

it('a success after a decline is money, whichever comes first', () =>
  fc.assert(
    fc.asyncProperty(
      deliveries([{ status: 'decline', operationId: 1 }, { status: 'success', operationId: 2 }, ...steps]),
      async (callbacks) => {
        expect(await afterSale(callbacks)).toMatchObject({ status: 'paid', paid: 10_000, cases: [] });
      },
    ),
    runs,
  ));

it('a payout ends as its callbacks say, with one journal, in any order', () =>
  fc.assert(
    fc.asyncProperty(fc.constantFrom('success', 'decline'), fc.gen(), async (end, gen) => {
      const callbacks = gen(deliveries, [...steps.slice(1), { status: end }]);
      const booked = end === 'success' ? 'payout_paid' : 'payout_failed';
      expect(await afterPayout(callbacks)).toEqual({
        status: end === 'success' ? 'succeeded' : 'failed',
        journal: [booked, 'payout_sent', 'payout_request'],
      });
    }),
    runs,
  ));
