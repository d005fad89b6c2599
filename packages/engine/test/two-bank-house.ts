import { type ChannelId, currentAttempt, type Payment, type PaymentId, type ProviderAccountId } from '@hangil/core';
import type { Channel, Engine, EngineDependencies, MerchantSetup, RoutingRules } from '../src/index.ts';
import { createTestHouse, fresh, paymentInput, type TestHouse } from './test-house.ts';
import { createTestProvider, type TestProvider, testManifest } from './test-provider.ts';

/** A house with two banks that take the same methods; the first stands first in the configuration. */
export interface TwoBankHouse {
  readonly house: TestHouse;
  readonly first: TestProvider;
  readonly second: TestProvider;
  readonly engine: Engine;
  readonly channels: readonly Channel[];
  /** The engine after a restart: over the same store and banks. */
  again(overrides?: Partial<EngineDependencies>): Engine;
  pay(orderId?: string): Promise<Payment>;
  load(id: string): Promise<Payment>;
  /** Moves the clock and runs what becomes due. */
  pass(ms: number): Promise<void>;
}

export const ruleThatLetsDeclinesGoOn: RoutingRules = {
  rules: [{ name: 'both', when: {}, use: ['first', 'second'], failover_on: ['insufficient_funds'] }],
  default: [],
};

export function createTwoBankHouse({
  routing = { rules: [], default: [] },
  overrides = {},
}: {
  routing?: RoutingRules;
  overrides?: Partial<EngineDependencies>;
} = {}): TwoBankHouse {
  const house = createTestHouse();
  const first = createTestProvider(house.clock, { ...testManifest, id: 'firstbank' });
  const second = createTestProvider(house.clock, { ...testManifest, id: 'secondbank' });
  const banks: Readonly<Record<string, TestProvider>> = { 'first-main': first, 'second-main': second };
  const channels = [channel('first', first), channel('second', second)];
  const setup: MerchantSetup = { id: house.scope.merchantId, name: 'Demo', channels, routing };
  const directory: EngineDependencies['directory'] = {
    merchant: (id) => (id === setup.id ? setup : null),
    provider: (id) => banks[id]?.provider ?? null,
    ownerOf: (id) => (id in banks ? house.scope : null),
  };
  const again = (more: Partial<EngineDependencies> = {}) => house.again({ directory, ...overrides, ...more });
  const engine = again();
  let serial = 0;

  return {
    house,
    first,
    second,
    engine,
    channels,
    again,
    pay: async (orderId) =>
      fresh(await engine.createPayment(house.scope, paymentInput({ orderId: orderId ?? `ORDER-${++serial}` }))),
    async load(id) {
      const payment = await house.store.payment(id as PaymentId);
      if (payment === null) throw new Error('gone');
      return payment;
    },
    async pass(ms) {
      for (let left = ms; left > 0; ) {
        const due = await house.store.nextJobDueAt();
        const step = Math.max(1, Math.min(left, due === null ? left : due.getTime() - house.clock.now().getTime()));
        house.clock.advance(step);
        left -= step;
        await house.settle(engine);
      }
    },
  };
}

function channel(id: string, bank: TestProvider): Channel {
  return {
    id: id as ChannelId,
    providerAccountId: `${id}-main` as ProviderAccountId,
    provider: bank.provider.manifest,
    methods: ['card', 'key_in', 'virtual_account', 'payout/bank_transfer'],
  };
}

/** What really left the shopper's card, at both banks. */
export function chargedMinor({ first, second }: TwoBankHouse): number {
  return [...first.payments.values(), ...second.payments.values()]
    .filter(({ status }) => status === 'done')
    .reduce((sum, { amount, times }) => sum + amount.amountMinor * times, 0);
}

export function starts({ calls }: TestProvider): number {
  return calls.filter((call) => call === 'start').length;
}

export function attemptsOf({ attempts }: Payment): string[] {
  return attempts.map(({ channelId, status }) => `${channelId} ${status}`);
}

export function referenceAt(payment: Payment, channelId: string): string {
  const attempt = payment.attempts.find((each) => each.channelId === channelId);
  return (attempt ?? currentAttempt(payment)).reference;
}
