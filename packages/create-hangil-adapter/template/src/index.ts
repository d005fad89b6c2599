import { createHttpClient, parseSettings } from '@hangil/adapter-kit';
import type { ProviderAdapter } from '@hangil/core';
import { z } from 'zod';
import { createCallProvider } from './call-provider.ts';
import { cancelPayment } from './cancel-payment.ts'; // @only virtual_account
import { confirmPayment } from './confirm-payment.ts'; // @only confirm
import { inquirePayment } from './inquire-payment.ts';
import { inquireRefund } from './inquire-refund.ts'; // @only refunds
import { manifest } from './manifest.ts';
import { payOut } from './pay-out.ts'; // @only payouts
import { readEvent } from './read-event.ts'; // @only signed
// @add hint: import { readHint } from './read-hint.ts';
import { refundPayment } from './refund-payment.ts'; // @only refunds
import { startPayment } from './start-payment.ts';

const settingsSchema = z.strictObject({ base_url: z.url({ protocol: /^https?$/ }) });
const credentialsSchema = z.strictObject({
  api_key: z.string().min(8),
  event_key: z.string().min(8), // @only signed
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
        confirm: confirmPayment(callProvider), // @only confirm
        cancel: cancelPayment(callProvider), // @only virtual_account
      },
      refunds: { refund: refundPayment(callProvider), inquire: inquireRefund(callProvider) }, // @only refunds
      payouts: payOut(callProvider), // @only payouts
      events: { read: readEvent(credentials.event_key) }, // @only signed
      // @add hint: events: { read: readHint },
    };
  },
};
