import { z } from 'zod';
import { apiKeyPattern } from '../http/authentication.ts';
import { eventFilterPattern } from '../http/webhook-endpoints/schemas.ts';
import { routedChannelShape } from './channel-schema.ts';
import { routingRulesSchema } from './routing-schema.ts';
import { settlementTerms } from './settlement-terms.ts';

/** What hangil.yaml may say. Unknown keys are refused here, or by the adapter whose settings they are. */

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'must be 1 to 64 letters, digits, - or _');
const name = z.string().min(1).max(200);
const settings = z.record(z.string(), z.unknown());

/** A key that merchants use. */
const apiKey = z.strictObject({
  name,
  secret: z.string().regex(apiKeyPattern, 'must begin with sk_test_ or sk_live_, then letters, digits, - or _'),
});

const method = z
  .string()
  .regex(/^(payout\/)?[a-z_]+(\/[a-z0-9_]+)?$/, 'must be a word like card, easy_pay/kakaopay or payout/bank_transfer');

/** Everything beside the named keys is the adapter's. */
const channel = z.looseObject({
  id,
  methods: z.array(method).min(1),
  settlement: settlementTerms.optional(),
  ...routedChannelShape,
});

/** Everything beside the named keys is the adapter's. */
export const providerAccountSchema = z.looseObject({
  id,
  adapter: z
    .string()
    .regex(/^(@[a-z0-9._-]+\/)?[a-z0-9._-]+$/, 'must be a built-in adapter or the name of an npm package'),
  /** What becomes of the gateway when the adapter's package is missing or broken; a wrong setting is always refused. */
  on_broken_adapter: z.enum(['refuse', 'skip']).default('refuse'),
  credentials: settings.default({}),
  options: settings.default({}),
  channels: z.array(channel).min(1),
});

const webhookEndpoint = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
  secret: z.string().min(1),
  events: z.array(z.string().regex(eventFilterPattern, 'must be an event type, a group like payment.*, or *')).min(1),
});

const approvalHook = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
  secret: z.string().min(1),
});

const merchant = z.strictObject({
  id,
  name,
  api_keys: z.array(apiKey, 'must list the keys of the merchant, or HANGIL_ADMIN_API_KEY gives it one').min(1),
  provider_accounts: z.array(providerAccountSchema).min(1),
  webhook_endpoints: z.array(webhookEndpoint).default([]),
  approval_hook: approvalHook.nullish(),
  routing: routingRulesSchema.prefault({}),
});

export const hangilYamlSchema = z.strictObject({ merchants: z.array(merchant).min(1) });

export type MerchantInYaml = z.output<typeof merchant>;
export type ProviderAccountInYaml = z.output<typeof providerAccountSchema>;

/** `card` of `card`, `easy_pay` of `easy_pay/kakaopay`, `bank_transfer` of `payout/bank_transfer`. */
export function methodType(word: string): { readonly type: string; readonly payout: boolean } {
  const payout = word.startsWith('payout/');
  const [type = ''] = word.replace(/^payout\//, '').split('/');
  return { type, payout };
}
