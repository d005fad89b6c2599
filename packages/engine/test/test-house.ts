import {
  type ChannelId,
  type Clock,
  type Customer,
  currentAttempt,
  dayMs,
  type IdSource,
  type MerchantId,
  type Payment,
  type ProviderAccountId,
  type ProviderManifest,
  type RequestedPaymentMethod,
} from '@hangil/core';
import {
  type Channel,
  createEngine,
  createRoutingMemory,
  type Engine,
  type EngineDependencies,
  type Scope,
  type Store,
} from '../src/index.ts';
import { createMemoryStore } from '../src/memory-store/memory-store.ts';
import { createTestProvider, type TestProvider, testManifest, won } from './test-provider.ts';

export interface TestClock extends Clock {
  advance(ms: number): void;
}

export interface TestHouse {
  readonly engine: Engine;
  readonly dependencies: EngineDependencies;
  readonly store: Store;
  readonly bank: TestProvider;
  readonly clock: TestClock;
  readonly scope: Scope;
  /** Another engine over the same store and bank, as after a restart or in a second process. */
  again(overrides?: Partial<EngineDependencies>): Engine;
  /** Runs jobs until none is due. */
  settle(engine?: Engine): Promise<void>;
  /** Moves the clock in small steps and runs what becomes due. */
  pass(ms: number): Promise<void>;
  pay(amountMinor?: number, orderId?: string): Promise<Payment>;
  /** A payment that waits for the shopper. */
  open(amountMinor?: number, orderId?: string): Promise<Payment>;
}

export const customer: Customer = {
  id: '21',
  name: '도건',
  firstName: 'Kon',
  lastName: 'Do',
  email: 'do@example.com',
  phone: null,
  ipAddress: '198.51.100.7',
  language: 'ko',
};

const accountId = 'bank-main' as ProviderAccountId;

export function createTestHouse({
  manifest = testManifest,
  store = createMemoryStore(),
  confirms = false,
  hasOwnClock = false,
  moreChannels = [],
  overrides: given = {},
  channel = {},
}: {
  manifest?: ProviderManifest;
  store?: Store;
  /** The provider moves the money of a window payment only when it is told to. */
  confirms?: boolean;
  /** The provider takes schedules and charges them by itself. */
  hasOwnClock?: boolean;
  /** Channels of the same account beside `bank-all`. */
  moreChannels?: readonly string[];
  overrides?: Partial<EngineDependencies>;
  /** What the contract of the channel says beside its methods. */
  channel?: Partial<Channel>;
} = {}): TestHouse {
  let nowMs = Date.parse('2026-11-24T03:00:00Z');
  const clock: TestClock = {
    now: () => new Date(nowMs),
    advance(ms) {
      nowMs += ms;
    },
  };
  const bank = createTestProvider(clock, manifest, confirms, hasOwnClock);
  const merchantId = 'demo' as MerchantId;
  const scope: Scope = { merchantId, livemode: false };
  const methods = ['card', 'key_in', 'billing_key', 'virtual_account', 'payout/bank_transfer'];
  const channels = ['bank-all', ...moreChannels].map((id) => ({
    id: id as ChannelId,
    providerAccountId: accountId,
    provider: manifest,
    methods,
    ...channel,
  }));
  const setup = { id: merchantId, name: 'Demo', channels, routing: { rules: [], default: [] } };
  const dependencies: EngineDependencies = {
    store,
    clock,
    ids: sequentialIds(clock),
    directory: {
      merchant: (id) => (id === merchantId ? setup : null),
      provider: (id) => (id === accountId ? bank.provider : null),
      ownerOf: (id) => (id === accountId ? scope : null),
    },
    routing: createRoutingMemory(),
    onJobDue: () => {},
    webhookSender: { send: async () => ({ kind: 'unanswered', problem: 'nobody listens' }) },
    onDeliveryDue: () => {},
    chance: () => 0,
    log: () => {},
    ...given,
  };
  const engine = createEngine(dependencies);

  async function settle(runner: Engine = engine): Promise<void> {
    while ((await runJobs(runner)) > 0);
  }

  async function start(method: RequestedPaymentMethod, amountMinor: number, orderId: string): Promise<Payment> {
    const answer = await engine.createPayment(scope, paymentInput({ amountMinor, orderId, method }));
    if (answer.kind !== 'value') throw new Error('replayed');
    return answer.value;
  }

  return {
    engine,
    dependencies,
    store,
    bank,
    clock,
    scope,
    again: (overrides = {}) => createEngine({ ...dependencies, ...overrides }),
    settle,
    async pass(ms) {
      for (let left = ms; left > 0; ) {
        const due = await store.nextJobDueAt();
        const step = Math.max(1, Math.min(left, due === null ? left : due.getTime() - nowMs));
        clock.advance(step);
        left -= step;
        await settle();
      }
    },
    pay: (amountMinor = 100, orderId = 'ORDER-1') => start(keyIn, amountMinor, orderId),
    open: (amountMinor = 100, orderId = 'ORDER-1') => {
      bank.next('wait');
      return start({ type: 'card' }, amountMinor, orderId);
    },
  };
}

/** Runs what is due now, to its end. Returns how many jobs that were. */
export async function runJobs(engine: Engine): Promise<number> {
  const jobs = await engine.startDueJobs(32);
  await Promise.all(jobs);
  return jobs.length;
}

const keyIn: RequestedPaymentMethod = {
  type: 'key_in',
  card: { cardNumber: '4111111111111111', expiry: '2030-12', birthOrBusinessNumber: '880101', password2Digits: '12' },
};

export function paymentInput({
  amountMinor = 100,
  orderId = 'ORDER-1',
  method = keyIn,
}: {
  amountMinor?: number;
  orderId?: string;
  method?: RequestedPaymentMethod;
} = {}) {
  return {
    orderId,
    orderName: 'Blue T-shirt',
    amount: won(amountMinor),
    taxFreeAmountMinor: 0,
    method,
    customer,
    returnUrl: null,
    expiresAt: null,
    channelId: null,
    metadata: {},
  };
}

export function virtualAccount(clock: Clock): RequestedPaymentMethod {
  return {
    type: 'virtual_account',
    bankCode: '004',
    dueAt: new Date(clock.now().getTime() + dayMs),
    holderName: 'Hangil',
  };
}

export function payoutInput(
  overrides: { reference?: string; amountMinor?: number; refundsPaymentId?: Payment['id'] | null } = {},
) {
  const { reference = 'PAYOUT-1', amountMinor = 20_000, refundsPaymentId = null } = overrides;
  return {
    merchantReference: reference,
    amount: won(amountMinor),
    methodType: 'bank_transfer' as const,
    destination: { bankCode: '004', providerBankId: null, accountNumber: '110123456789', holderName: '홍길동' },
    customer,
    refundsPaymentId,
    channelId: null,
    metadata: {},
    createdBy: 'key_maker' as string | null,
  };
}

export const refundInput = (amountMinor: number | null) => ({
  amountMinor,
  taxFreeAmountMinor: null,
  reason: null,
  requester: 'admin' as const,
  refundAccount: null,
  expectedRefundableMinor: null,
});

/** The value of an answer that was not a replay. */
export function fresh<Value>(answer: { kind: 'value'; value: Value } | { kind: 'replay' }): Value {
  if (answer.kind !== 'value') throw new Error('replayed');
  return answer.value;
}

export async function reload({ store }: TestHouse, payment: Payment): Promise<Payment> {
  const current = await store.payment(payment.id);
  if (current === null) throw new Error('gone');
  return current;
}

export function referenceOf(payment: Payment): string {
  return currentAttempt(payment).reference;
}

/** Posted and pending balances, debit minus credit, of accounts that are not zero. */
export async function balances({ store, scope }: TestHouse): Promise<Record<string, number>> {
  const totals = await store.accountTotals(scope, {});
  return Object.fromEntries(
    totals
      .map(
        ({ account, layer, debitMinor, creditMinor }) =>
          [layer === 'posted' ? account : `(pending) ${account}`, debitMinor - creditMinor] as const,
      )
      .filter(([, balance]) => balance !== 0),
  );
}

function sequentialIds(clock: Clock): IdSource {
  let serial = 0;
  return {
    next: (prefix) => {
      serial += 1;
      const tail = clock.now().getTime().toString(32).padStart(10, '0') + serial.toString(32).padStart(16, '0');
      return `${prefix}_${tail}` as never;
    },
  };
}
