import { parseSettings } from '@hangil/adapter-kit';
import type { ChannelId, ChannelSettings, ProviderAccountSettings } from '@hangil/core';
import { z } from 'zod';

/** How the PG is chosen. At least one is set; `channelKey` wins where the provider takes both. */
export interface IamportChannel {
  /** `code` or `code.MID`, for example `kcp.T0000`. */
  readonly pg: string | null;
  readonly channelKey: string | null;
  /** The provider asks us before it takes the money; has to be switched on there. */
  readonly confirmProcess: boolean;
}

export interface IamportSettings {
  readonly baseUrl: string;
  readonly sdkUrl: string;
  readonly impKey: string;
  readonly impSecret: string;
  /** Merchant code for `IMP.init`; public. */
  readonly userCode: string;
  readonly tokenScheme: 'bearer' | 'bare';
  /** Payments of test channels count as payments. */
  readonly includeSandbox: boolean;
  /** Sub-merchant of an agency account that every call is for; null = the account itself. */
  readonly tier: string | null;
  /** CI and DI of verified persons are kept. */
  readonly keepIdentityKeys: boolean;
  readonly channels: ReadonlyMap<ChannelId, IamportChannel>;
}

const webAddress = z.url({ protocol: /^https?$/ });
const filled = z.string().trim().min(1);

const addressesSchema = z.strictObject({
  base_url: webAddress.default('https://api.iamport.kr'),
  sdk_url: webAddress.default('https://cdn.iamport.kr/v1/iamport.js'),
});

const credentialsSchema = z.strictObject({ imp_key: filled, imp_secret: filled, user_code: filled });

const optionsSchema = z.strictObject({
  token_scheme: z.enum(['bearer', 'bare']).default('bearer'),
  include_sandbox: z.boolean().optional(),
  tier: z
    .string()
    .regex(/^[A-Z0-9]{3}$/, 'must be 3 capitals or digits')
    .optional(),
  keep_identity_keys: z.boolean().default(false),
});

const channelOptionsSchema = z.strictObject({ confirm_process: z.boolean().default(false) });

const channelSchema = z
  .strictObject({
    pg: filled.nullish(),
    channel_key: filled.nullish(),
    options: channelOptionsSchema.prefault({}),
  })
  .refine(({ pg, channel_key }) => pg != null || channel_key != null, { message: 'pg or channel_key is needed' })
  .transform(
    ({ pg, channel_key, options }): IamportChannel => ({
      pg: pg ?? null,
      channelKey: channel_key ?? null,
      confirmProcess: options.confirm_process,
    }),
  );

/**
 * Reads a provider account.
 *
 * `options.include_sandbox` is off by default at the provider's own hosts: a browser may ask for any channel of the account, so
 * with it on, a payment made on a test channel would pass for money. Elsewhere (a simulator) it is on, because there is no money.
 *
 * @throws ProviderSettingsError naming the setting
 */
export function parseIamportSettings(account: ProviderAccountSettings): IamportSettings {
  const addresses = parseSettings('', account.settings, addressesSchema);
  const credentials = parseSettings('credentials', account.credentials, credentialsSchema);
  const options = parseSettings('options', account.options, optionsSchema);
  return {
    baseUrl: addresses.base_url,
    sdkUrl: addresses.sdk_url,
    impKey: credentials.imp_key,
    impSecret: credentials.imp_secret,
    userCode: credentials.user_code,
    tokenScheme: options.token_scheme,
    includeSandbox: options.include_sandbox ?? !isProvidersOwnHost(addresses.base_url),
    tier: options.tier ?? null,
    keepIdentityKeys: options.keep_identity_keys,
    channels: new Map(account.channels.map((channel) => [channel.id, parseChannel(channel)])),
  };
}

function parseChannel(channel: ChannelSettings): IamportChannel {
  const path = `channels.${channel.id}`;
  const needsPg = channel.methods.includes('key_in');
  const schema = channelSchema.refine(({ pg }) => pg !== null || !needsPg, {
    path: ['pg'],
    message: 'is needed for key_in',
  });
  return parseSettings(path, channel.settings, schema);
}

function isProvidersOwnHost(baseUrl: string): boolean {
  return /(^|\.)iamport\.(kr|co)$/i.test(new URL(baseUrl).hostname);
}
