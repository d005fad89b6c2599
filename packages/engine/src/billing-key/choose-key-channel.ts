import {
  type IneligibilityReason,
  type IssueBillingKeyRequest,
  type IssueMethod,
  type Known,
  PaymentGatewayError,
  type RequestProblem,
} from '@hangil/core';
import type { Channel, MerchantSetup } from '../directory.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { assertAcceptable } from '../payment/create-payment.ts';
import type { IssueBillingKeyInput } from './billing-keys.ts';

interface Candidate {
  readonly channel: Channel;
  readonly reasons: readonly IneligibilityReason[];
  /** What the provider itself finds wrong, when nothing else is. */
  readonly problem: RequestProblem | null;
}

/**
 * The channel asked for, else the first in configured order that can issue a key this way. Routing rules are about payments, and
 * a key has no amount.
 *
 * @throws no_eligible_channel with the reason for every channel; channel_requirement when the one asked for lacks something
 */
export function chooseKeyChannel(
  dependencies: EngineDependencies,
  setup: MerchantSetup,
  input: IssueBillingKeyInput,
  request: Omit<IssueBillingKeyRequest, 'channelId' | 'providerOptions'>,
): Channel {
  const { channelId } = input;
  const asked = setup.channels.filter(({ id }) => channelId === null || id === channelId);
  const candidates = asked.map((channel) => judge(dependencies, channel, input, request));
  const fit = candidates.find(({ reasons }) => reasons.length === 0);
  if (fit !== undefined) return fit.channel;
  const [only] = candidates;
  if (candidates.length === 1) assertAcceptable(only?.problem);
  throw new PaymentGatewayError('no_eligible_channel', {
    ...(channelId === null ? {} : { param: 'channel_id' }),
    detail: candidates.flatMap(({ reasons }) => reasons.map(({ detail }) => detail)).join('; ') || 'No such channel.',
    extra: { channels: candidates.map(({ channel, reasons }) => ({ channel_id: channel.id, reasons })) },
  });
}

function judge(
  { directory }: EngineDependencies,
  channel: Channel,
  { method, providerOptions = {} }: IssueBillingKeyInput,
  request: Omit<IssueBillingKeyRequest, 'channelId' | 'providerOptions'>,
): Candidate {
  const leftOut = (code: string, detail: string) => ({ channel, reasons: [{ code, detail }], problem: null });
  const { id, provider } = channel;
  if (!channel.methods.includes('billing_key'))
    return leftOut('method_not_offered', `${id} offers ${channel.methods.join(', ')}, not billing_key`);
  const port = directory.provider(channel.providerAccountId)?.billingKeys;
  if (port === undefined) return leftOut('method_not_supported', `${provider.id} does not keep billing keys`);
  if (!port.issuesBy.includes(method.type))
    return leftOut(
      'issue_way_not_supported',
      `${provider.id} issues by ${port.issuesBy.join(', ')}, not ${method.type}`,
    );
  if (gatewayIssuesBy(channel, method.type) === false) {
    const { name, asOf } = channel.gateway ?? { name: id, asOf: '' };
    return leftOut('issue_way_not_at_gateway', `${name} does not issue billing keys by ${method.type} (as of ${asOf})`);
  }
  const options = providerOptions[provider.id] ?? {};
  const problem =
    port.check === undefined
      ? deaf(provider.id, options)
      : port.check({ ...request, channelId: id, providerOptions: options });
  return problem === null
    ? { channel, reasons: [], problem }
    : { channel, reasons: [{ code: 'channel_requirement', detail: problem.detail }], problem };
}

/** Null where no source says: then the provider decides. */
function gatewayIssuesBy({ gateway }: Channel, way: IssueMethod['type']): Known {
  if (gateway == null) return null;
  return way === 'window' ? gateway.billingKeys.byWindow : gateway.billingKeys.byApi;
}

function deaf(providerId: string, options: object): RequestProblem | null {
  return Object.keys(options).length === 0
    ? null
    : { param: `provider_options.${providerId}`, detail: `${providerId} takes no options.` };
}
