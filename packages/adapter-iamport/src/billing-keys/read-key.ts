import {
  type BillingKeyChannel,
  type ChannelId,
  type Declined,
  declined,
  type IssuedBillingKey,
  type ProviderReference,
  type Unknown,
  unknown,
} from '@hangil/core';
import { maskedByUs, withoutCardNumbers } from '../card-data.ts';
import type { IamportSettings } from '../settings.ts';
import { toDeclineReason } from '../tables/error-reasons.ts';
import type { WireBillingKey } from '../wire/billing-key.schema.ts';

/** What a key shown by the provider means. `customer_uid` is our reference: the provider has no other name of it. */
export function readKey(
  key: WireBillingKey,
  channelId: ChannelId,
  { includeSandbox, channels }: Pick<IamportSettings, 'includeSandbox' | 'channels'>,
): IssuedBillingKey | Declined | Unknown {
  if (key.sandbox && !includeSandbox) return unknown('key of a test channel; options.include_sandbox is off');
  const ways = waysOf(key, channelId, channels);
  if (!ways.some(({ status }) => status === 'active')) return refusedEverywhere(ways);
  const cardName = key.cardName ?? key.succeededChannels?.[0]?.cardName ?? null;
  const cardNumber = key.cardNumber ?? key.succeededChannels?.[0]?.cardNumber ?? null;
  return {
    kind: 'issued',
    reference: key.customerUid as ProviderReference,
    providerKey: key.customerUid,
    card: { company: cardName, maskedNumber: cardNumber === null ? null : maskedByUs(cardNumber) },
    channels: ways,
  };
}

function waysOf(key: WireBillingKey, channelId: ChannelId, channels: IamportSettings['channels']): BillingKeyChannel[] {
  const active = { status: 'active', provider: null } as const;
  if (key.succeededChannels === null) return [{ channelId, pgName: key.pgProvider, ...active }];
  return [
    ...key.succeededChannels.map(({ pgProvider, pgId }) => ({
      channelId: channelOf(pgProvider, pgId, channels),
      pgName: pgProvider,
      ...active,
    })),
    ...key.failedChannels.map(({ pgProvider, pgId, type, message }) => ({
      channelId: channelOf(pgProvider, pgId, channels),
      pgName: pgProvider,
      status: 'failed' as const,
      provider: { code: type, message: message === null ? null : withoutCardNumbers(message) },
    })),
  ];
}

/** Our channel for a PG and MID; one that names the PG alone stands for all its MIDs. */
function channelOf(
  pgProvider: string | null,
  pgId: string | null,
  channels: IamportSettings['channels'],
): ChannelId | null {
  const exact = [...channels].find(([, { pg }]) => pg === `${pgProvider}.${pgId}`);
  const byCode = [...channels].find(([, { pg }]) => pg === pgProvider);
  return (exact ?? byCode)?.[0] ?? null;
}

function refusedEverywhere(ways: readonly BillingKeyChannel[]): Declined {
  const words = ways.find(({ provider }) => provider !== null)?.provider ?? { code: null, message: null };
  return declined(toDeclineReason(words), words);
}
