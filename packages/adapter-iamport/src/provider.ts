import { createHttpClient } from '@hangil/adapter-kit';
import { type CallContext, type PaymentProvider, type ProviderAccountSettings, secondMs } from '@hangil/core';
import { createIamportClient } from './client/client.ts';
import { readNotice } from './events/read-notice.ts';
import type { IamportContext } from './iamport-context.ts';
import { iamportManifest } from './manifest.ts';
import { cancelPayment } from './payments/cancel-payment.ts';
import { inquirePayment } from './payments/inquire-payment.ts';
import { startPayment } from './payments/start-payment.ts';
import { inquireRefund } from './refunds/inquire-refund.ts';
import { refundPayment } from './refunds/refund-payment.ts';
import { parseIamportSettings } from './settings.ts';

/**
 * One i'mport account. Holds its access token and its connections; make one per account and process.
 *
 * @throws ProviderSettingsError naming the setting that is wrong or missing
 */
export function createIamport(account: ProviderAccountSettings): PaymentProvider {
  const settings = parseIamportSettings(account);
  const http = createHttpClient({
    baseUrl: settings.baseUrl,
    connectTimeoutMs: 5 * secondMs,
    answerTimeoutMs: 20 * secondMs,
  });
  const client = createIamportClient({ http, settings, clock: account.clock });
  const context: IamportContext = { client, settings, eventUrl: account.eventUrl, clock: account.clock };

  return {
    specificationVersion: 'v1',
    manifest: iamportManifest,
    payments: {
      start: (request, call) => startPayment(request, context, deadline(call)),
      inquire: (payment, call) => inquirePayment(payment, context, deadline(call)),
      cancel: (payment, call) => cancelPayment(payment, context, deadline(call)),
    },
    refunds: {
      refund: (request, call) => refundPayment(request, context, deadline(call)),
      inquire: (request, call) => inquireRefund(request, context, deadline(call)),
    },
    events: { read: readNotice },
  };
}

/** One port call may take several requests (token, retry, lookups); together they stay below the manifest's time. */
function deadline({ signal }: CallContext): AbortSignal {
  const ownDeadline = AbortSignal.timeout(iamportManifest.callTimeoutMs - 2 * secondMs);
  return signal === undefined ? ownDeadline : AbortSignal.any([signal, ownDeadline]);
}
