import type { AccountChannel } from '@hangil/core';
import type { Channel } from '@hangil/engine';
import { z } from '@hono/zod-openapi';
import type { SeenAccount } from '../../account-channels.ts';
import { answerTimestamp } from '../answer-fields.ts';
import { presentInstant } from '../present-common.ts';

const contract = {
  pg: z.string(),
  merchant_pg_id: z.string(),
  name: z.string().nullable(),
  purpose: z.enum(['payment', 'payment_by_api', 'identity_verification', 'other']),
  sandbox: z.boolean(),
};

export const atProviderSchema = z
  .object({
    status: z.enum(['found', 'not_found', 'unknown']).openapi({
      description:
        '`not_found`: the account at the provider has no such contract. `unknown`: the provider does not tell.',
    }),
    contracts: z.array(z.object(contract)),
    seen_at: answerTimestamp.nullable(),
  })
  .openapi('ChannelAtProvider');

export const notConfiguredSchema = z
  .object({ provider_account_id: z.string(), ...contract })
  .openapi('ContractNotConfigured');

/** What the provider's account really has of a configured channel. */
export function presentAtProvider({ id }: Channel, account: SeenAccount | undefined): z.input<typeof atProviderSchema> {
  if (account === undefined) return { status: 'unknown', contracts: [], seen_at: null };
  const contracts = account.channels.filter(({ channelIds }) => channelIds.includes(id)).map(presentContract);
  const status = contracts.length > 0 ? 'found' : 'not_found';
  return { status, contracts, seen_at: presentInstant(account.seenAt) };
}

/** Contracts of the account that no channel of the configuration means. */
export function presentNotConfigured({ accountId, channels }: SeenAccount): z.input<typeof notConfiguredSchema>[] {
  return channels
    .filter(({ channelIds }) => channelIds.length === 0)
    .map((channel) => ({ provider_account_id: accountId, ...presentContract(channel) }));
}

function presentContract({ pg, merchantPgId, name, purpose, sandbox }: AccountChannel) {
  return { pg, merchant_pg_id: merchantPgId, name, purpose, sandbox };
}
