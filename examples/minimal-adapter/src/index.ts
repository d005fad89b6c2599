import { createHttpClient, parseSettings } from '@hangil/adapter-kit';
import type { ProviderAdapter } from '@hangil/core';
import { z } from 'zod';
import { createCallBank } from './call-bank.ts';
import { inquirePayment } from './inquire-payment.ts';
import { inquireRefund } from './inquire-refund.ts';
import { manifest } from './manifest.ts';
import { readEvent } from './read-event.ts';
import { refundPayment } from './refund-payment.ts';
import { startPayment } from './start-payment.ts';

const settingsSchema = z.strictObject({ base_url: z.url({ protocol: /^https?$/ }) });
const credentialsSchema = z.strictObject({ api_key: z.string().min(8), event_key: z.string().min(8) });
const nothing = z.strictObject({});

/** What the gateway looks for in a package that `hangil.yaml` names. */
export const adapter: ProviderAdapter = {
  specificationVersion: 'v1',
  manifest,
  create({ settings, credentials, options, channels }) {
    const { base_url: baseUrl } = parseSettings('', settings, settingsSchema);
    const { api_key: apiKey, event_key: eventKey } = parseSettings('credentials', credentials, credentialsSchema);
    parseSettings('options', options, nothing);
    for (const channel of channels) parseSettings(`channels.${channel.id}`, channel.settings, nothing);

    const callBank = createCallBank(createHttpClient({ baseUrl }), apiKey);
    return {
      specificationVersion: 'v1',
      manifest,
      payments: { start: startPayment(callBank), inquire: inquirePayment(callBank) },
      refunds: { refund: refundPayment(callBank), inquire: inquireRefund(callBank) },
      events: { read: readEvent(eventKey) },
    };
  },
};
