import type { RoutingTrace } from '@hangil/core';
import type { Channel, MerchantSetup } from '../directory.ts';
import { ineligibility } from './eligibility/eligibility.ts';
import { conditionHolds, type RoutingInputs, type RoutingRule } from './rules.ts';
import { splitOrder } from './split.ts';

export interface RoutingRequest {
  readonly inputs: RoutingInputs;
  /** The merchant's own choice; then nothing else is tried. */
  readonly requestedChannelId: string | null;
  /** Id of the payment or payout: a weighted split gives the same answer for it every time. */
  readonly splitKey: string;
  readonly now: Date;
  /** Channels that the means of payment works through; left out = any. */
  readonly boundTo?: readonly string[];
}

export interface RoutingDecision {
  /** The first eligible channel, or null. */
  readonly channel: Channel | null;
  readonly trace: RoutingTrace;
}

interface Step {
  readonly rule: string;
  readonly channelIds: readonly string[];
}

/** Chooses a channel: eligibility first, then rules in order, the default, and every other channel in configured order. Pure. */
export function route(setup: MerchantSetup, request: RoutingRequest): RoutingDecision {
  const candidates = setup.channels.map((channel) => ({ channel, reasons: ineligibility(channel, request) }));
  const eligible = new Map<string, Channel>(
    candidates.filter(({ reasons }) => reasons.length === 0).map(({ channel }) => [channel.id, channel]),
  );
  const steps: string[] = [];
  const chosen = firstEligible(stepsFor(setup, request), eligible, steps);
  return {
    channel: chosen?.channel ?? null,
    trace: {
      rule: chosen?.rule ?? 'none',
      inputs: { ...request.inputs, wallet: request.inputs.wallet ?? '' },
      candidates: candidates.map(({ channel, reasons }) => ({
        channelId: channel.id,
        eligible: reasons.length === 0,
        reasons,
      })),
      steps,
    },
  };
}

function stepsFor(setup: MerchantSetup, { inputs, requestedChannelId, splitKey }: RoutingRequest): Step[] {
  if (requestedChannelId !== null) return [{ rule: 'requested', channelIds: [requestedChannelId] }];
  const matching = setup.routing.rules.filter((rule) => conditionHolds(rule.when, inputs));
  return [
    ...matching.map((rule) => ({ rule: rule.name, channelIds: channelsOf(rule, splitKey) })),
    { rule: 'default', channelIds: setup.routing.default },
    { rule: 'configured_order', channelIds: setup.channels.map(({ id }) => id) },
  ];
}

function channelsOf(rule: RoutingRule, splitKey: string): readonly string[] {
  return rule.use ?? splitOrder(rule.split, splitKey);
}

function firstEligible(
  steps: readonly Step[],
  eligible: ReadonlyMap<string, Channel>,
  log: string[],
): { readonly rule: string; readonly channel: Channel } | null {
  for (const { rule, channelIds } of steps) {
    for (const channelId of channelIds) {
      const channel = eligible.get(channelId);
      if (channel !== undefined) {
        log.push(`${rule}: chose ${channelId}`);
        return { rule, channel };
      }
      log.push(`${rule}: ${channelId} is not eligible`);
    }
  }
  return null;
}
