import type { RoutingStep, RoutingStepChannel } from '@hangil/core';
import { splitOrder } from './split.ts';

/** Every channel of a step, best first. Looks at nothing but the step. */
export function orderOf(step: RoutingStep): readonly string[] {
  switch (step.strategy) {
    case 'use':
      return step.channels.map(({ channelId }) => channelId);
    case 'split':
      return splitOrder(
        step.channels.map(({ channelId, weight = 0 }) => ({ channel: channelId, weight })),
        step.splitKey ?? '',
      );
    case 'least_cost':
      return [...step.channels].sort((left, right) => cost(left) - cost(right)).map(({ channelId }) => channelId);
    case 'success_rate':
      return bySuccess(step);
  }
}

function cost({ feeMinor }: RoutingStepChannel): number {
  return feeMinor ?? Number.MAX_VALUE;
}

/** The leader first, then those whose sample is large enough by their rate, then the others as they stand. */
function bySuccess(step: RoutingStep): string[] {
  const leader = leaderOf(step);
  const others = step.channels.filter(({ channelId }) => channelId !== leader);
  const judged = others.filter((channel) => isJudged(step, channel)).sort((left, right) => rate(right) - rate(left));
  const unjudged = others.filter((channel) => !isJudged(step, channel)).map(({ channelId }) => channelId);
  return [leader, ...judged.map(({ channelId }) => channelId), ...unjudged];
}

/** Who leads after this step: another one only when both samples are large enough and it is better by enough. */
export function leaderOf(step: RoutingStep): string {
  const before = step.channels.find(({ channelId }) => channelId === step.leader) ?? step.channels[0];
  if (before === undefined) return '';
  const best = step.channels
    .filter((channel) => isJudged(step, channel))
    .reduce((found, channel) => (rate(channel) > rate(found) ? channel : found), before);
  const takesOver = isJudged(step, before) && rate(best) - rate(before) >= (step.leadPercent ?? 0) / 100;
  return (takesOver ? best : before).channelId;
}

function isJudged({ minimumSample = 0 }: RoutingStep, { sample = 0 }: RoutingStepChannel): boolean {
  return sample >= minimumSample;
}

function rate({ successRate = 0 }: RoutingStepChannel): number {
  return successRate;
}
