import type { DeclineReason, RoutingStep, RoutingTrace } from '@hangil/core';
import type { Channel, MerchantSetup } from '../directory.ts';
import { choiceOf, isLastResort } from './choice.ts';
import { metadataValue } from './condition.ts';
import { ineligibility } from './eligibility/eligibility.ts';
import { feeOf } from './fees.ts';
import { listStep, type RuleSet, type StepFigures, toStep } from './rule-set.ts';
import type { RoutingInputs } from './rules.ts';
import { wallTimes } from './weekly-window.ts';

/** What is known of channels at the moment of a decision, beside what the configuration says. */
export interface ChannelConditions extends Pick<StepFigures, 'successOf' | 'leaderOf'> {
  /** In words, while the channel is better not tried; null = healthy. */
  unhealthy(channelId: string): string | null;
  /** In words, while a person has closed the channel; null = open. */
  closed(channelId: string): string | null;
}

export interface RoutingRequest {
  readonly inputs: RoutingInputs;
  /** The merchant's own choice; then nothing else is tried. */
  readonly requestedChannelId: string | null;
  /** Id of the payment or payout: a weighted split gives the same answer for it every time. */
  readonly splitKey: string;
  readonly now: Date;
  /** Channels that the means of payment works through; left out = any. */
  readonly boundTo?: readonly string[];
  readonly conditions: ChannelConditions;
}

export interface RoutingDecision {
  /** Channels to try, best first; empty when none can serve. */
  readonly channels: readonly Channel[];
  /** Declines after which the next of them may be tried. */
  readonly failoverOn: readonly DeclineReason[];
  readonly trace: RoutingTrace;
}

/**
 * Chooses channels: eligibility first, then rules in order, the default, and every other channel in configured order. Pure.
 * What is written down is the trace; the choice follows from it.
 */
export function route(
  setup: Pick<MerchantSetup, 'channels'>,
  rules: RuleSet,
  request: RoutingRequest,
): RoutingDecision {
  const candidates = candidatesOf(setup, request);
  const steps = stepsOf(setup, rules, request, candidates);
  const { channelIds, rule } = choiceOf({ candidates, steps });
  return {
    channels: channelIds.flatMap((channelId) => setup.channels.find(({ id }) => id === channelId) ?? []),
    failoverOn: rules.rules.find(({ name }) => name === rule)?.failover_on ?? [],
    trace: {
      rule,
      version: rules.version,
      decidedAt: request.now,
      inputs: tracedInputs(request.inputs, rules.metadataKeys),
      candidates,
      steps,
    },
  };
}

function candidatesOf(
  { channels }: Pick<MerchantSetup, 'channels'>,
  request: RoutingRequest,
): RoutingTrace['candidates'] {
  const question = { ...request, wallTime: wallTimes(request.now) };
  return channels.map((channel) => {
    const reasons = ineligibility(channel, question);
    return { channelId: channel.id, eligible: reasons.length === 0, reasons };
  });
}

/** The rules that hold and then the rest, until every channel that can serve has its place. */
export function stepsOf(
  setup: Pick<MerchantSetup, 'channels'>,
  rules: RuleSet,
  request: RoutingRequest,
  candidates: RoutingTrace['candidates'],
): RoutingStep[] {
  const { inputs, requestedChannelId } = request;
  if (requestedChannelId !== null) return [listStep('requested', [requestedChannelId])];
  const unplaced = new Set(
    candidates.filter((each) => each.eligible || isLastResort(each)).map((each) => each.channelId),
  );
  const steps: RoutingStep[] = [];
  const take = (step: RoutingStep) => {
    steps.push(step);
    for (const { channelId } of step.channels) unplaced.delete(channelId);
  };
  const figures = figuresFor(setup, request);
  const subject = { inputs, wallTime: wallTimes(request.now) };
  const { amountMinor } = inputs;
  for (const { rule, leastMinor, mostMinor, holds } of rules.rulesFor(inputs)) {
    if (amountMinor < leastMinor || amountMinor > mostMinor || !holds(subject)) continue;
    take(toStep(rule, figures));
    if (unplaced.size === 0) return steps;
  }
  if (unplaced.size > 0 && rules.default.length > 0) take(listStep('default', rules.default));
  if (unplaced.size > 0)
    take(
      listStep(
        'configured_order',
        setup.channels.map(({ id }) => id),
      ),
    );
  return steps;
}

function figuresFor({ channels }: Pick<MerchantSetup, 'channels'>, request: RoutingRequest): StepFigures {
  const { splitKey, inputs, conditions } = request;
  return {
    splitKey,
    feeOf: (channelId) => feeOf(channels.find(({ id }) => id === channelId)?.fees, inputs),
    successOf: conditions.successOf,
    leaderOf: conditions.leaderOf,
  };
}

/** The inputs in the words of the rules. Personal data has no place here: of the metadata only what a rule looks at. */
function tracedInputs(inputs: RoutingInputs, metadataKeys: readonly string[]): RoutingTrace['inputs'] {
  const { method, wallet, currency, amountMinor, taxFreeAmountMinor, customerCountry, livemode } = inputs;
  const metadata = metadataKeys.flatMap((key) => {
    const value = metadataValue(inputs, key);
    return value === null ? [] : [[`metadata.${key}`, value] as const];
  });
  return {
    method,
    ...(wallet === null ? {} : { wallet }),
    currency,
    amount: amountMinor,
    tax_free_amount: taxFreeAmountMinor,
    ...(customerCountry === null ? {} : { customer_country: customerCountry }),
    livemode,
    ...Object.fromEntries(metadata),
  };
}
