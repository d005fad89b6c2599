import { type RoutingTrace, unhealthyCode } from '@hangil/core';
import { orderOf } from './strategies.ts';

export interface RoutingChoice {
  /** Channels to try, best first. Those that are left out for their health alone come last. */
  readonly channelIds: readonly string[];
  /** What put the first of them there; `none` without any. */
  readonly rule: string;
}

/** The choice that a trace stands for. Looks at nothing else, so that anybody can work it out again. */
export function choiceOf({ candidates, steps }: Pick<RoutingTrace, 'candidates' | 'steps'>): RoutingChoice {
  const healthy = new Set<string>();
  const unhealthy = new Set<string>();
  for (const candidate of candidates) {
    if (candidate.eligible) healthy.add(candidate.channelId);
    else if (isLastResort(candidate)) unhealthy.add(candidate.channelId);
  }
  const rules = new Map<string, string>();
  for (const step of steps) {
    for (const channelId of orderOf(step)) if (!rules.has(channelId)) rules.set(channelId, step.rule);
  }
  const ordered = [...rules.keys()];
  const channelIds = [
    ...ordered.filter((channelId) => healthy.has(channelId)),
    ...ordered.filter((channelId) => unhealthy.has(channelId)),
  ];
  const [first] = channelIds;
  return { channelIds, rule: first === undefined ? 'none' : (rules.get(first) ?? 'none') };
}

/** Left out for its health alone: tried when nothing else is left. */
export function isLastResort({ eligible, reasons }: RoutingTrace['candidates'][number]): boolean {
  return !eligible && reasons.every(({ code }) => code === unhealthyCode);
}
