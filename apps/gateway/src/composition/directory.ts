import type {
  ChannelId,
  Clock,
  GatewayCapabilities,
  MerchantId,
  PaymentProvider,
  ProviderAccountId,
  ProviderManifest,
} from '@hangil/core';
import type { Channel, Directory, MerchantSetup, Scope } from '@hangil/engine';
import type { ChannelOptions } from '../configuration/channel-options.ts';
import type { MerchantConfiguration } from '../configuration/merchants.ts';
import type { ProviderAccountConfiguration } from '../configuration/provider-accounts.ts';
import type { GatewayMetrics } from '../metrics/gateway-metrics.ts';
import { observedProvider } from '../metrics/observed-provider.ts';
import type { Tracing } from '../tracing/tracing.ts';

interface DirectoryOptions {
  readonly merchants: readonly MerchantConfiguration[];
  /** Where providers reach the gateway, without a trailing slash. */
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly tracing: Tracing | null;
}

/** Builds every provider, counted and followed, and remembers whose it is. */
export function createDirectory(
  { merchants, publicUrl, clock, tracing }: DirectoryOptions,
  metrics: GatewayMetrics,
): Directory {
  const accounts = merchants.flatMap(({ providerAccounts }) => providerAccounts);
  const providers = new Map<ProviderAccountId, PaymentProvider>(
    accounts.map(({ adapter, settings }) => {
      const eventUrl = `${publicUrl}/webhooks/${adapter.manifest.id}/${settings.id}`;
      return [settings.id, observedProvider(adapter.create({ ...settings, eventUrl, clock }), metrics, tracing)];
    }),
  );
  const owners = new Map<ProviderAccountId, Scope>(merchants.flatMap(accountsWithOwner));
  const setups = new Map<MerchantId, MerchantSetup>(
    merchants.map((merchant) => [merchant.id, toSetup(merchant, providers)]),
  );
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

type Providers = ReadonlyMap<ProviderAccountId, PaymentProvider>;

function toSetup({ id, name, providerAccounts, routing }: MerchantConfiguration, providers: Providers): MerchantSetup {
  return { id, name, routing, channels: providerAccounts.flatMap((account) => toChannels(account, providers)) };
}

function toChannels(
  {
    adapter: { manifest },
    settings,
    settlementTerms,
    channelOptions,
    notLoaded,
    routedChannels,
  }: ProviderAccountConfiguration,
  providers: Providers,
): MerchantSetup['channels'] {
  return settings.channels.map(({ id, methods }, index) => ({
    ...routedChannels[index],
    id,
    methods,
    provider: manifest,
    providerAccountId: settings.id,
    gateway: gatewayBehind(id, manifest, providers.get(settings.id)),
    settlement: settlementTerms.get(id),
    ...waitingRules(manifest, channelOptions.get(id)),
    unavailable: notLoaded === null ? null : 'its adapter is not loaded',
  }));
}

function waitingRules(
  { openingHours }: ProviderManifest,
  { hours, approvalAboveMinor }: ChannelOptions = { hours: null, approvalAboveMinor: null },
): Pick<Channel, 'hours' | 'approvalAboveMinor'> {
  const kept = hours === 'always' ? undefined : (hours ?? openingHours);
  return {
    ...(kept === undefined ? {} : { hours: kept }),
    ...(approvalAboveMinor === null ? {} : { approvalAboveMinor }),
  };
}

function gatewayBehind(
  channel: ChannelId,
  { gateways = [] }: ProviderManifest,
  provider: PaymentProvider | undefined,
): GatewayCapabilities | null {
  const code = provider?.gatewayOf?.(channel) ?? null;
  return gateways.find((gateway) => gateway.code === code) ?? null;
}
