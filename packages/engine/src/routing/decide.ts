import { type ChannelId, PaymentGatewayError } from '@hangil/core';
import type { Channel, MerchantSetup } from '../directory.ts';
import type { CreatePaymentInput, CreatePayoutInput } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Scope } from '../store/records.ts';
import { leaderKey, loadRouting } from './load-routing.ts';
import { type RoutingDecision, route } from './route.ts';
import type { RoutingInputs } from './rules.ts';
import { leaderOf } from './strategies.ts';

/** What of a payment a route can depend on. */
export type RoutablePayment = Pick<
  CreatePaymentInput,
  'method' | 'amount' | 'taxFreeAmountMinor' | 'customer' | 'metadata' | 'channelId'
>;
export type RoutablePayout = Pick<CreatePayoutInput, 'methodType' | 'amount' | 'customer' | 'metadata' | 'channelId'>;

/** What is to be routed: a payment or a payout that may not exist yet. */
export interface RoutedRequest {
  readonly inputs: RoutingInputs;
  readonly requestedChannelId: ChannelId | null;
  /** Id of the payment or payout. */
  readonly splitKey: string;
  /** Channels that the means of payment works through; left out = any. */
  readonly boundTo?: readonly string[];
}

/** A decision with the channel that is tried first. */
export interface MadeDecision extends RoutingDecision {
  readonly channel: Channel;
  readonly setup: MerchantSetup;
}

/** Decides by the rules in force and what is known of the channels now. Changes nothing. */
export async function wouldDecide(
  dependencies: EngineDependencies,
  scope: Scope,
  request: RoutedRequest,
  now: Date,
): Promise<RoutingDecision & { readonly setup: MerchantSetup }> {
  const setup = dependencies.directory.merchant(scope.merchantId);
  if (setup === null) throw new PaymentGatewayError('no_eligible_channel');
  const { rules, conditions } = await loadRouting(dependencies, scope, setup, now);
  return { ...route(setup, rules, { ...request, now, conditions }), setup };
}

/**
 * Decides, and remembers who leads.
 * @throws no_eligible_channel with the reason for every channel
 */
export async function decide(
  dependencies: EngineDependencies,
  scope: Scope,
  request: RoutedRequest,
  now: Date,
): Promise<MadeDecision> {
  const decision = await wouldDecide(dependencies, scope, request, now);
  const channel = firstChannel(decision, request.requestedChannelId);
  for (const step of decision.trace.steps) {
    if (step.strategy !== 'success_rate') continue;
    dependencies.routing.leaders.set(leaderKey(scope, decision.trace.version, step.rule), leaderOf(step));
  }
  return { ...decision, channel };
}

/** @throws no_eligible_channel with the reason for every channel */
export function firstChannel(
  { channels: [first], trace }: RoutingDecision,
  requestedChannelId: ChannelId | null,
): Channel {
  if (first !== undefined) return first;
  const channels = trace.candidates.map(({ channelId, reasons }) => ({ channel_id: channelId, reasons }));
  throw new PaymentGatewayError('no_eligible_channel', {
    ...(requestedChannelId === null ? {} : { param: 'channel_id' }),
    detail: channels.flatMap(({ reasons }) => reasons.map(({ detail }) => detail)).join('; ') || 'No such channel.',
    extra: { channels },
  });
}

export function paymentRequest({ livemode }: Scope, input: RoutablePayment, splitKey: string): RoutedRequest {
  const { method, amount, taxFreeAmountMinor, customer, metadata, channelId } = input;
  const wallet = method.type === 'easy_pay' ? method.wallet : method.type === 'gift_certificate' ? method.kind : null;
  const inputs: RoutingInputs = {
    method: method.type,
    wallet,
    currency: amount.currency,
    amountMinor: amount.amountMinor,
    taxFreeAmountMinor,
    customerCountry: customer.country ?? null,
    metadata,
    livemode,
  };
  return { inputs, requestedChannelId: channelId, splitKey };
}

export function payoutRequest({ livemode }: Scope, input: RoutablePayout, splitKey: string): RoutedRequest {
  const { methodType, amount, customer, metadata, channelId } = input;
  const inputs: RoutingInputs = {
    method: `payout/${methodType}`,
    wallet: null,
    currency: amount.currency,
    amountMinor: amount.amountMinor,
    taxFreeAmountMinor: 0,
    customerCountry: customer.country ?? null,
    metadata,
    livemode,
  };
  return { inputs, requestedChannelId: channelId, splitKey };
}
