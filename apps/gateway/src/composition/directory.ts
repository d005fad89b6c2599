import type { Clock, MerchantId, PaymentProvider, ProviderAccountId } from '@hangil/core';
import type { Directory, MerchantSetup, Scope } from '@hangil/engine';
import type { MerchantConfiguration } from '../configuration/merchants.ts';
import type { ProviderAccountConfiguration } from '../configuration/provider-accounts.ts';

interface DirectoryOptions {
  readonly merchants: readonly MerchantConfiguration[];
  /** Where providers reach the gateway, without a trailing slash. */
  readonly publicUrl: string;
  readonly clock: Clock;
}

/** Builds every provider and remembers whose it is. */
export function createDirectory({ merchants, publicUrl, clock }: DirectoryOptions): Directory {
  const accounts = merchants.flatMap(({ providerAccounts }) => providerAccounts);
  const providers = new Map<ProviderAccountId, PaymentProvider>(
    accounts.map(({ adapter, settings }) => {
      const eventUrl = `${publicUrl}/webhooks/${adapter.manifest.id}/${settings.id}`;
      return [settings.id, adapter.create({ ...settings, eventUrl, clock })];
    }),
  );
  const owners = new Map<ProviderAccountId, Scope>(merchants.flatMap(accountsWithOwner));
  const setups = new Map<MerchantId, MerchantSetup>(merchants.map((merchant) => [merchant.id, toSetup(merchant)]));
  return {
    merchant: (id) => setups.get(id) ?? null,
    provider: (account) => providers.get(account) ?? null,
    ownerOf: (account) => owners.get(account) ?? null,
  };
}

function accountsWithOwner({
  id: merchantId,
  apiKeys,
  providerAccounts,
}: MerchantConfiguration): [ProviderAccountId, Scope][] {
  const scope: Scope = { merchantId, livemode: apiKeys.some(({ livemode }) => livemode) };
  return providerAccounts.map(({ settings }) => [settings.id, scope]);
}

function toSetup({ id, name, providerAccounts, routing }: MerchantConfiguration): MerchantSetup {
  return { id, name, routing, channels: providerAccounts.flatMap(toChannels) };
}

function toChannels({ adapter, settings }: ProviderAccountConfiguration): MerchantSetup['channels'] {
  return settings.channels.map(({ id, methods }) => ({
    id,
    methods,
    provider: adapter.manifest,
    providerAccountId: settings.id,
  }));
}
