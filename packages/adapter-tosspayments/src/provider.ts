import type { PaymentProvider, ProviderAccountSettings } from '@hangil/core';
import { deleteKey } from './billing-keys/delete-key.ts';
import { checkKey, confirmKey, issueKey } from './billing-keys/issue-key.ts';
import { cancelReceipt, checkReceipt, inquireReceipt, issueReceipt } from './cash-receipts/cash-receipts.ts';
import { checkout } from './checkout.ts';
import { readWebhook } from './events/read-webhook.ts';
import { tosspaymentsManifest } from './manifest.ts';
import { cancelPayment } from './payments/cancel-payment.ts';
import { confirmPayment } from './payments/confirm-payment.ts';
import { inquirePayment } from './payments/inquire-payment.ts';
import { readPayment } from './payments/read-payment.ts';
import { startPayment } from './payments/start-payment.ts';
import { inquireRefund, refundPayment } from './refunds/refund-payment.ts';
import { parseTosspaymentsSettings } from './settings.ts';
import { openToss } from './toss-client.ts';

/**
 * One pair of API keys of Toss Payments.
 *
 * @throws ProviderSettingsError naming the setting that is wrong or missing
 */
export function createTosspayments(account: ProviderAccountSettings): PaymentProvider {
  const toss = openToss(parseTosspaymentsSettings(account), account.clock);
  return {
    specificationVersion: 'v1',
    manifest: tosspaymentsManifest,
    payments: {
      start: (request, context) => startPayment(request, toss, context),
      confirm: (request, context) => confirmPayment(request, toss, context),
      inquire: (payment, context) => inquirePayment(payment, toss, context, readPayment),
      cancel: (payment, context) => cancelPayment(payment, toss, context),
    },
    refunds: {
      refund: (request, context) => refundPayment(request, toss, context),
      inquire: (request, context) => inquireRefund(request, toss, context),
    },
    billingKeys: {
      issuesBy: ['key_in', 'window'],
      check: checkKey,
      issue: (request, context) => issueKey(request, toss, context),
      confirm: (request, context) => confirmKey(request, toss, context),
      delete: (request, context) => deleteKey(request, toss, context),
    },
    cashReceipts: {
      check: checkReceipt,
      issue: (request, context) => issueReceipt(request, toss, context),
      inquire: (receipt, context) => inquireReceipt(receipt, toss, context),
      cancel: (receipt, context) => cancelReceipt(receipt, toss, context),
    },
    events: { read: readWebhook },
    checkout,
  };
}
