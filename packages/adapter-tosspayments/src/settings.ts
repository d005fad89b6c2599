import { parseSettings } from '@hangil/adapter-kit';
import type { ProviderAccountSettings } from '@hangil/core';
import { z } from 'zod';

export interface TosspaymentsSettings {
  readonly baseUrl: string;
  readonly sdkUrl: string;
  /** Public: the shopper's browser opens the window with it. */
  readonly clientKey: string;
  readonly secretKey: string;
}

const webAddress = z.url({ protocol: /^https?$/ });

const addressesSchema = z.strictObject({
  base_url: webAddress.default('https://api.tosspayments.com'),
  sdk_url: webAddress.default('https://js.tosspayments.com/v2/standard'),
});

/** Keys of the payment widget open another window and cannot key in: they are refused here, not at the first payment. */
const credentialsSchema = z
  .strictObject({
    client_key: z.string().regex(/^(test|live)_ck_\w+$/, 'must be an API client key: test_ck_... or live_ck_...'),
    secret_key: z.string().regex(/^(test|live)_sk_\w+$/, 'must be an API secret key: test_sk_... or live_sk_...'),
  })
  .refine(({ client_key, secret_key }) => client_key.slice(0, 4) === secret_key.slice(0, 4), {
    path: ['secret_key'],
    message: 'is of another mode than client_key',
  });

/** @throws ProviderSettingsError naming the setting */
export function parseTosspaymentsSettings(account: ProviderAccountSettings): TosspaymentsSettings {
  const addresses = parseSettings('', account.settings, addressesSchema);
  const credentials = parseSettings('credentials', account.credentials, credentialsSchema);
  parseSettings('options', account.options, z.strictObject({}));
  const channelSchema = z.strictObject({ options: z.strictObject({}).optional() });
  for (const { id, settings } of account.channels) parseSettings(`channels.${id}`, settings, channelSchema);
  return {
    baseUrl: addresses.base_url,
    sdkUrl: addresses.sdk_url,
    clientKey: credentials.client_key,
    secretKey: credentials.secret_key,
  };
}
