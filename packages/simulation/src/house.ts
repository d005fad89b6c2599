import type { ChannelId, IdSource, MerchantId, ProviderAccountId } from '@hangil/core';
import type { EngineDependencies, MerchantSetup, Scope, WebhookAnswer, WebhookMessage } from '@hangil/engine';
import { type Account, createAccount } from './provider/account.ts';
import type { Passage } from './provider/line.ts';
import { createNotices, type Delivery } from './provider/notices.ts';
import { personalities } from './provider/personality.ts';
import type { Random } from './random.ts';
import { createReceiver, type Receiver } from './receiver.ts';
import type { World } from './world.ts';

/** What outlives every process: merchants, providers, and the servers that receive webhooks. */
export interface House {
  readonly merchants: readonly Merchant[];
  readonly accounts: readonly Account[];
  /** What an engine needs from outside and every life shares. */
  readonly outside: Pick<EngineDependencies, 'clock' | 'ids'>;
  merchant(id: MerchantId): MerchantSetup | null;
  ownerOf(account: ProviderAccountId): Scope | null;
  receive(message: WebhookMessage, process: Passage): Promise<WebhookAnswer>;
}

export interface Merchant {
  readonly scope: Scope;
  readonly setup: MerchantSetup;
  readonly accounts: readonly Account[];
  readonly receiver: Receiver;
}

const merchantIds = ['north', 'south'] as const;

export function createHouse(world: World, deliver: Delivery): House {
  const merchants = merchantIds.map((id) => createMerchant(world, id as string as MerchantId, deliver));
  const byId = new Map(merchants.map((merchant) => [merchant.scope.merchantId, merchant]));
  const { clock } = world.scheduler;
  return {
    merchants,
    accounts: merchants.flatMap(({ accounts }) => accounts),
    outside: { clock, ids: countedIds(() => clock.now().getTime()) },
    merchant: (id) => byId.get(id)?.setup ?? null,
    ownerOf: (account) => merchants.find(({ accounts }) => accounts.some(({ id }) => id === account))?.scope ?? null,
    receive(message, process) {
      const merchant = byId.get(message.endpoint.merchantId);
      if (merchant === undefined) throw new Error(`nobody is ${message.endpoint.merchantId}`);
      return merchant.receiver.receive(message, process);
    },
  };
}

function createMerchant(world: World, id: MerchantId, deliver: Delivery): Merchant {
  const accounts = personalities.map((personality) => {
    const accountId = `${id}-${personality.manifest.id}` as ProviderAccountId;
    return createAccount(world, accountId, personality, createNotices(world, accountId, personality, deliver));
  });
  const channels = accounts.map((account) => ({
    id: channelOf(account),
    providerAccountId: account.id,
    provider: account.personality.manifest,
    methods: ['card', 'key_in', 'virtual_account', 'payout/bank_transfer'],
  }));
  const order = shuffled(
    channels.map((channel) => channel.id),
    world.random('routing', id),
  );
  return {
    scope: { merchantId: id, livemode: false },
    setup: { id, name: id, channels, routing: { rules: [], default: order } },
    accounts,
    receiver: createReceiver(world, id),
  };
}

export function channelOf({ id }: Pick<Account, 'id'>): ChannelId {
  return `${id}-all` as ChannelId;
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, rank: random.next() }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ item }) => item);
}

/** Ids that sort by time of making, numbered over every life. */
function countedIds(nowMs: () => number): IdSource {
  let serial = 0;
  return {
    next: (prefix) => {
      serial += 1;
      const tail = nowMs().toString(32).padStart(10, '0') + serial.toString(32).padStart(16, '0');
      return `${prefix}_${tail}` as never;
    },
  };
}
