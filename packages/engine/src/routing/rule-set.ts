import type { RoutingStep } from '@hangil/core';
import { type Predicate, toPredicate } from './condition.ts';
import type { RoutingCondition, RoutingRule, RoutingRules } from './rules.ts';

/** Rules as they are asked: conditions are functions. */
export interface RuleSet {
  /** 0 is the set of the configuration. */
  readonly version: number;
  readonly rules: readonly { readonly rule: RoutingRule; readonly holds: Predicate }[];
  readonly default: readonly string[];
  /** Keys of the metadata that some rule looks at. */
  readonly metadataKeys: readonly string[];
}

/** @throws RangeError for a time that is none; a set that was validated has none */
export function toRuleSet(version: number, rules: RoutingRules): RuleSet {
  return {
    version,
    rules: rules.rules.map((rule) => ({ rule, holds: toPredicate(rule.when) })),
    default: rules.default,
    metadataKeys: [...new Set(rules.rules.flatMap(({ when }) => metadataKeysOf(when)))],
  };
}

function metadataKeysOf({ metadata = {}, all = [], any = [], not }: RoutingCondition): string[] {
  const inside = [...all, ...any, ...(not === undefined ? [] : [not])];
  return [...Object.keys(metadata), ...inside.flatMap(metadataKeysOf)];
}

export const minimumSampleDefault = 50;
export const leadPercentDefault = 2;

/** What is known of channels when a step is taken. */
export interface StepFigures {
  readonly splitKey: string;
  feeOf(channelId: string): number | null;
  /** From 0 to 1, of how many payments. */
  successOf(channelId: string): { readonly rate: number; readonly sample: number };
  /** Who leads a rule; undefined = nobody has yet. */
  leaderOf(rule: string): string | undefined;
}

/** Writes down what a rule says together with the figures it goes by. */
export function toStep(rule: RoutingRule, figures: StepFigures): RoutingStep {
  const { name, use, split, least_cost: leastCost, success_rate: successRate } = rule;
  if (split !== undefined) {
    const channels = split.map(({ channel, weight }) => ({ channelId: channel, weight }));
    return { rule: name, strategy: 'split', channels, splitKey: figures.splitKey };
  }
  if (leastCost !== undefined) {
    const channels = leastCost.map((channelId) => ({ channelId, feeMinor: figures.feeOf(channelId) }));
    return { rule: name, strategy: 'least_cost', channels };
  }
  if (successRate !== undefined) {
    const leader = figures.leaderOf(name);
    return {
      rule: name,
      strategy: 'success_rate',
      channels: successRate.channels.map((channelId) => {
        const { rate, sample } = figures.successOf(channelId);
        return { channelId, successRate: rate, sample };
      }),
      ...(leader === undefined ? {} : { leader }),
      minimumSample: successRate.minimum_sample ?? minimumSampleDefault,
      leadPercent: successRate.lead_percent ?? leadPercentDefault,
    };
  }
  return listStep(name, use ?? []);
}

export function listStep(rule: string, channelIds: readonly string[]): RoutingStep {
  return { rule, strategy: 'use', channels: channelIds.map((channelId) => ({ channelId })) };
}
