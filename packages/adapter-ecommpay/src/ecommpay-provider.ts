import type { PaymentProvider, ProviderAccountSettings, ProviderAdapter } from '@hangil/core';
import { createEcommpayClient } from './ecommpay-client.ts';
import { ecommpayManifest } from './ecommpay-manifest.ts';
import { parseEcommpaySettings } from './ecommpay-settings.ts';
import { makeInquirePayment, makeInquirePayout } from './inquire.ts';
import { makeBankList } from './list-banks.ts';
import { makeOperationsReport } from './operations-report.ts';
import { makeProvideInformation } from './provide-information.ts';
import { makeReceiveEvent } from './receive-event.ts';
import { checkPayout, makeSendPayout } from './send-payout.ts';
import { checkPayment, makeStartPayment } from './start-payment.ts';

/**
 * One ECommPay project. Payments cannot be cancelled or refunded with this method, so those ports are left out; money is given
 * back with a payout.
 *
 * @throws ProviderSettingsError naming the setting that is wrong or missing
 */
export function createEcommpay(account: ProviderAccountSettings): PaymentProvider {
  const settings = parseEcommpaySettings(account);
  const client = createEcommpayClient(settings);
  return {
    specificationVersion: 'v1',
    manifest: ecommpayManifest,
    payments: {
      check: (request) => checkPayment(settings, request),
      start: makeStartPayment(settings, client),
      inquire: makeInquirePayment(settings, client),
      provideInformation: makeProvideInformation(client),
    },
    payouts: {
      check: (request) => checkPayout(settings, request),
      send: makeSendPayout(settings, client),
      inquire: makeInquirePayout(settings, client),
    },
    events: { read: makeReceiveEvent(settings) },
    banks: makeBankList(settings, client),
    ...(settings.dataApi === null ? {} : { reports: makeOperationsReport(settings, settings.dataApi) }),
  };
}

export const adapter: ProviderAdapter = {
  specificationVersion: 'v1',
  manifest: ecommpayManifest,
  create: createEcommpay,
};
