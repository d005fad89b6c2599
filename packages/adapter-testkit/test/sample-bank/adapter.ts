import { createHttpClient, parseSettings } from '@hangil/adapter-kit';
import type { PaymentProvider, ProviderAccountSettings, ProviderAdapter, ProviderManifest } from '@hangil/core';
import { z } from 'zod';
import { createAccounts } from './accounts.ts';
import { type Call, createCall } from './call.ts';
import { createBillingKeys } from './cards.ts';
import { createEvents } from './events.ts';
import {
  actionDescriptions,
  approvals,
  checkout,
  createAccountChannels,
  createActions,
  createBanks,
  createReports,
  gateway,
  reference,
} from './lists.ts';
import { createPayments } from './payments.ts';
import { createPayouts } from './payouts.ts';
import { createRefunds } from './refunds.ts';
import { createSchedules } from './schedules.ts';
import { createCashReceipts, createShipments, createVerifications } from './services.ts';

export const manifest: ProviderManifest = {
  id: 'sample-bank',
  name: { ko: '예시은행', en: 'Sample Bank' },
  paymentMethods: ['card', 'key_in', 'billing_key', 'virtual_account'],
  payoutMethods: ['bank_transfer'],
  currencies: ['KRW', 'USD', 'JPY', 'KWD'],
  createIdempotency: 'unique_reference',
  inquiry: { kind: 'strong' },
  refunds: { offered: true, partial: true, idempotency: 'key' },
  events: { trust: 'evidence' },
  gateways: [gateway],
  actions: actionDescriptions,
  callTimeoutMs: 30_000,
};

const settingsSchema = z.strictObject({ base_url: z.url() });
const credentialsSchema = z.strictObject({ api_key: z.string().min(8), event_secret: z.string().min(8) });

/** A small adapter with every capability, to prove the conformance suite. */
export const sampleBank: ProviderAdapter = {
  specificationVersion: 'v1',
  manifest,
  create(account): PaymentProvider {
    const call = callFor(account);
    const credentials = parseSettings('credentials', account.credentials, credentialsSchema);
    parseSettings('options', account.options, z.strictObject({}));
    for (const { id, settings } of account.channels) parseSettings(`channels.${id}`, settings, z.strictObject({}));
    return {
      specificationVersion: 'v1',
      manifest,
      payments: createPayments(call),
      refunds: createRefunds(call),
      payouts: createPayouts(call),
      billingKeys: createBillingKeys(call),
      events: createEvents(credentials.event_secret),
      schedules: createSchedules(call),
      virtualAccounts: createAccounts(call),
      cashReceipts: createCashReceipts(call),
      shipments: createShipments(call),
      identityVerifications: createVerifications(call),
      banks: createBanks(call),
      reports: createReports(call),
      accountChannels: createAccountChannels(call, account.channels),
      actions: createActions(call),
      checkout,
      approvals,
      reference,
      gatewayOf: (channel) => (account.channels.some(({ id }) => id === channel) ? gateway.code : null),
    };
  },
};

export function callFor(account: ProviderAccountSettings): Call {
  const { base_url: baseUrl } = parseSettings('', account.settings, settingsSchema);
  const { api_key: apiKey } = parseSettings('credentials', account.credentials, credentialsSchema);
  return createCall(createHttpClient({ baseUrl }), apiKey);
}
