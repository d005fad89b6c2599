import type { PaymentProvider, ProviderAccountSettings } from '@hangil/core';
import { deleteKey } from './billing-keys/delete-key.ts';
import { checkKey, confirmKey, issueKey } from './billing-keys/issue-key.ts';
import { checkout } from './checkout.ts';
import { readWebhook } from './events/read-webhook.ts';
import { tosspaymentsManifest } from './manifest.ts';
import { cancelPayment } from './payments/cancel-payment.ts';
import { confirmPayment } from './payments/confirm-payment.ts';
import { inquirePayment } from './payments/inquire-payment.ts';
import { startPayment } from './payments/start-payment.ts';
import { inquireRefund, refundPayment } from './refunds/refund-payment.ts';
import { parseTosspaymentsSettings } from './settings.ts';
import { createTossClient } from './toss-client.ts';

/**
 * One pair of API keys of Toss Payments.
 *
 * @throws ProviderSettingsError naming the setting that is wrong or missing
 */
export function createTosspayments(account: ProviderAccountSettings): PaymentProvider {
  const settings = parseTosspaymentsSettings(account);
  const client = createTossClient(settings);
  return {
    specificationVersion: 'v1',
    manifest: tosspaymentsManifest,
    payments: {
      start: (request, context) => startPayment(request, { client, settings, clock: account.clock }, context),
      confirm: (request, context) => confirmPayment(request, client, context),
      inquire: (payment, context) => inquirePayment(payment, client, context),
      cancel: (payment, context) => cancelPayment(payment, client, context),
    },
    refunds: {
      refund: (request, context) => refundPayment(request, client, context),
      inquire: (request, context) => inquireRefund(request, client, context),
    },
    billingKeys: {
      issuesBy: ['key_in', 'window'],
      check: checkKey,
      issue: (request, context) => issueKey(request, { client, settings }, context),
      confirm: (request, context) => confirmKey(request, client, context),
      delete: (request, context) => deleteKey(request, client, context),
    },
    events: { read: readWebhook },
    checkout,
  };
}
