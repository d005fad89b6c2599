import type { RoutingStep } from '@hangil/core';
import { boundsOf, type Predicate, toMethodTest, toPredicate, wordOf } from './condition.ts';
import type { RoutingCondition, RoutingInputs, RoutingRule, RoutingRules } from './rules.ts';

/** A rule as it is asked: its condition is a function. */
export interface AskedRule {
  readonly rule: RoutingRule;
  /** No request of less or more can meet the condition. Minor units; looked at before anything else. */
  readonly leastMinor: number;
  readonly mostMinor: number;
  /** Of the rest of the condition; the method has been looked at. */
  readonly holds: Predicate;
}

export interface RuleSet {
  /** 0 is the set of the configuration. */
  readonly version: number;
  readonly rules: readonly RoutingRule[];
  /** The rules that can hold for a method, in their order. */
  rulesFor(method: Pick<RoutingInputs, 'method' | 'wallet'>): readonly AskedRule[];
  readonly default: readonly string[];
  /** Keys of the metadata that some rule looks at. */
  readonly metadataKeys: readonly string[];
}

/** @throws RangeError for a time that is none; a set that was validated has none */
export function toRuleSet(version: number, rules: RoutingRules): RuleSet {
  const asked = rules.rules.map((rule) => ({ asked: toAskedRule(rule), isAbout: toMethodTest(rule.when) }));
  const byMethod = new Map<string, readonly AskedRule[]>();
  return {
    version,
    rules: rules.rules,
    rulesFor(method) {
      const word = wordOf(method);
      const known = byMethod.get(word);
      if (known !== undefined) return known;
      const found = asked.filter(({ isAbout }) => isAbout(method)).map((each) => each.asked);
      if (byMethod.size < methodsKept) byMethod.set(word, found);
      return found;
    },
    default: rules.default,
    metadataKeys: [...new Set(rules.rules.flatMap(({ when }) => metadataKeysOf(when)))],
  };
}

/** Words come from requests, so what is kept of them has an end. */
const methodsKept = 100;

function toAskedRule(rule: RoutingRule): AskedRule {
  const { method: _method, ...rest } = rule.when;
  const [leastMinor, mostMinor] = boundsOf(rest.amount ?? {});
  return { rule, leastMinor, mostMinor, holds: toPredicate(rest) };
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
