import { createHttpClient, parseSettings } from '@hangil/adapter-kit';
import type { ProviderAdapter } from '@hangil/core';
import { z } from 'zod';
import { createCallProvider } from './call-provider.ts';
import { inquirePayment } from './inquire-payment.ts';
import { inquireRefund } from './inquire-refund.ts';
import { manifest } from './manifest.ts';
import { readEvent } from './read-event.ts';
import { refundPayment } from './refund-payment.ts';
import { startPayment } from './start-payment.ts';

const settingsSchema = z.strictObject({ base_url: z.url({ protocol: /^https?$/ }) });
const credentialsSchema = z.strictObject({
  api_key: z.string().min(8),
  event_key: z.string().min(8),
});
const nothing = z.strictObject({});

/** What the gateway looks for in a package that `hangil.yaml` names. */
export const adapter: ProviderAdapter = {
  specificationVersion: 'v1',
  manifest,
  create(account) {
    const settings = parseSettings('', account.settings, settingsSchema);
    const credentials = parseSettings('credentials', account.credentials, credentialsSchema);
    parseSettings('options', account.options, nothing);
    for (const channel of account.channels) parseSettings(`channels.${channel.id}`, channel.settings, nothing);

    const callProvider = createCallProvider(createHttpClient({ baseUrl: settings.base_url }), credentials.api_key);
    return {
      specificationVersion: 'v1',
      manifest,
      payments: {
        start: startPayment(callProvider),
        inquire: inquirePayment(callProvider),
      },
      refunds: { refund: refundPayment(callProvider), inquire: inquireRefund(callProvider) },
      events: { read: readEvent(credentials.event_key) },
    };
  },
};
