import {
  type ChannelId,
  type GatewayCapabilities,
  type Known,
  PaymentGatewayError,
  type PaymentProvider,
  type RequestProblem,
} from '@hangil/core';
import type { Channel } from '../directory.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { providerOf } from '../payment/ask-provider.ts';
import type { Scope } from '../store/records.ts';

/** What a channel has to offer. */
export interface ServiceNeed {
  /** For people: `cash receipts`. */
  readonly name: string;
  readonly offers: (provider: PaymentProvider) => boolean;
  /** What is known of the PG behind the channel; only a certain no counts. */
  readonly gatewayOffers: (gateway: GatewayCapabilities) => Known;
  /** What the provider certainly would refuse. */
  readonly check: (provider: PaymentProvider, channelId: ChannelId) => RequestProblem | null;
}

/**
 * The channel asked for, or the first of the configuration that offers the service.
 * @throws service_not_supported with the reason for every channel; channel_requirement naming the parameter
 */
export function chooseServiceChannel(
  dependencies: EngineDependencies,
  { merchantId }: Scope,
  requestedChannelId: ChannelId | null,
  need: ServiceNeed,
): Channel {
  const channels = dependencies.directory.merchant(merchantId)?.channels ?? [];
  const asked = channels.filter(({ id }) => requestedChannelId === null || id === requestedChannelId);
  const refusals = asked.map((channel) => ({ channel, reason: refusal(dependencies, channel, need) }));
  const offering = refusals.filter(({ reason }) => reason === null).map(({ channel }) => channel);
  if (offering.length === 0) {
    throw new PaymentGatewayError('service_not_supported', {
      ...(requestedChannelId === null ? {} : { param: 'channel_id' }),
      detail: refusals.map(({ reason }) => reason).join('; ') || 'No such channel.',
    });
  }
  const problems = offering.map((channel) => ({ channel, problem: checked(dependencies, channel, need) }));
  const fit = problems.find(({ problem }) => problem === null);
  if (fit !== undefined) return fit.channel;
  throw new PaymentGatewayError('channel_requirement', problems[0]?.problem ?? {});
}

function refusal(dependencies: EngineDependencies, channel: Channel, need: ServiceNeed): string | null {
  const provider = dependencies.directory.provider(channel.providerAccountId);
  if (provider === null || !need.offers(provider)) return `${channel.id}: ${channel.provider.id} has no ${need.name}`;
  const { gateway } = channel;
  return gateway != null && need.gatewayOffers(gateway) === false
    ? `${channel.id}: ${gateway.name} has no ${need.name}`
    : null;
}

function checked(dependencies: EngineDependencies, channel: Channel, need: ServiceNeed): RequestProblem | null {
  return need.check(providerOf(dependencies, channel.providerAccountId), channel.id);
}
