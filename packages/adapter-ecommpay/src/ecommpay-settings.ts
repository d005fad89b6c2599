import { parseSettings } from '@hangil/adapter-kit';
import type { Clock, ProviderAccountSettings } from '@hangil/core';
import { z } from 'zod';

/** How a payment is taken. See docs/providers/ecommpay.md. */
export type Flow = 'gate_redirect' | 'gate_instructions' | 'payment_page';

export interface EcommpaySettings {
  readonly baseUrl: string;
  readonly paymentPageUrl: string;
  readonly projectId: number;
  readonly secret: string;
  /** Where ECommPay sends its callbacks; sent along with every request. */
  readonly eventUrl: string;
  readonly clock: Clock;
  readonly flowByChannel: ReadonlyMap<string, Flow>;
  /** Channels whose Payment Page opens as a window over the shop. */
  readonly windowChannels: ReadonlySet<string>;
  /** Bank ids of this project by KFTC code, where they differ from the shipped table. */
  readonly bankIds: ReadonlyMap<string, number>;
  /** Access to the operations report; null = none. */
  readonly dataApi: DataApiSettings | null;
}

export interface DataApiSettings {
  readonly url: string;
  readonly token: string;
  /** Belongs to the token, not to the project. */
  readonly secret: string;
}

const addressSchema = z.url({ protocol: /^https?$/ });

const accountSchema = z.strictObject({
  base_url: addressSchema.default('https://api.ecommpay.com'),
  payment_page_url: addressSchema.default('https://paymentpage.ecommpay.com'),
  data_api_url: addressSchema.default('https://data.ecommpay.com/v1'),
});

const wholeNumber = z.union(
  [
    z.int().positive(),
    z
      .string()
      .regex(/^[1-9]\d{0,14}$/)
      .transform(Number),
  ],
  { error: 'must be a whole number' },
);

const credentialsSchema = z
  .strictObject({
    project_id: wholeNumber,
    secret: z.string().min(1),
    data_api_token: z.string().min(1).optional(),
    data_api_secret: z.string().min(1).optional(),
  })
  .superRefine(({ data_api_token, data_api_secret }, context) => {
    if ((data_api_token === undefined) === (data_api_secret === undefined)) return;
    const missing = data_api_token === undefined ? 'data_api_token' : 'data_api_secret';
    const message = 'data_api_token and data_api_secret come together';
    context.addIssue({ code: 'custom', path: [missing], message });
  });

const optionsSchema = z.strictObject({
  bank_ids: z.record(z.string().regex(/^\d{3}$/, 'must be a three-digit bank code'), wholeNumber).default({}),
});

const channelSchema = z.strictObject({
  options: z
    .strictObject({
      flow: z.enum(['gate_redirect', 'gate_instructions', 'payment_page']).default('gate_redirect'),
      /** How the Payment Page is opened. */
      page: z.enum(['redirect', 'window']).default('redirect'),
    })
    .prefault({}),
});

/** @throws ProviderSettingsError naming the setting that is wrong or missing */
export function parseEcommpaySettings(account: ProviderAccountSettings): EcommpaySettings {
  const { base_url, payment_page_url, data_api_url } = parseSettings('', account.settings, accountSchema);
  const credentials = parseSettings('credentials', account.credentials, credentialsSchema);
  const { project_id, secret, data_api_token, data_api_secret } = credentials;
  const channels = account.channels.map(({ id, settings }) => ({
    id,
    ...parseSettings(`channels.${id}`, settings, channelSchema).options,
  }));
  const { bank_ids } = parseSettings('options', account.options, optionsSchema);
  return {
    baseUrl: base_url,
    paymentPageUrl: payment_page_url.replace(/\/+$/, ''),
    projectId: project_id,
    secret,
    eventUrl: account.eventUrl,
    clock: account.clock,
    flowByChannel: new Map(channels.map(({ id, flow }) => [id, flow])),
    windowChannels: new Set(channels.filter(({ page }) => page === 'window').map(({ id }) => id)),
    bankIds: new Map(Object.entries(bank_ids)),
    dataApi:
      data_api_token === undefined || data_api_secret === undefined
        ? null
        : { url: data_api_url, token: data_api_token, secret: data_api_secret },
  };
}
