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
}

const addressSchema = z.url({ protocol: /^https?$/ });

const accountSchema = z.strictObject({
  base_url: addressSchema.default('https://api.ecommpay.com'),
  payment_page_url: addressSchema.default('https://paymentpage.ecommpay.com'),
});

const credentialsSchema = z.strictObject({
  project_id: z.union(
    [
      z.int().positive(),
      z
        .string()
        .regex(/^[1-9]\d{0,14}$/)
        .transform(Number),
    ],
    { error: 'must be a whole number' },
  ),
  secret: z.string().min(1),
});

const channelSchema = z.strictObject({
  options: z
    .strictObject({
      flow: z.enum(['gate_redirect', 'gate_instructions', 'payment_page']).default('gate_redirect'),
      /** Opening hours come with a later release; until then any value is let through and changes nothing. */
      hours: z.unknown().optional(),
    })
    .prefault({}),
});

/** @throws ProviderSettingsError naming the setting that is wrong or missing */
export function parseEcommpaySettings(account: ProviderAccountSettings): EcommpaySettings {
  const { base_url, payment_page_url } = parseSettings('', account.settings, accountSchema);
  const { project_id, secret } = parseSettings('credentials', account.credentials, credentialsSchema);
  parseSettings('options', account.options, z.strictObject({}));
  return {
    baseUrl: base_url,
    paymentPageUrl: payment_page_url.replace(/\/+$/, ''),
    projectId: project_id,
    secret,
    eventUrl: account.eventUrl,
    clock: account.clock,
    flowByChannel: new Map(
      account.channels.map(({ id, settings }) => [
        id,
        parseSettings(`channels.${id}`, settings, channelSchema).options.flow,
      ]),
    ),
  };
}
