import type { Channel, MerchantSetup } from '../../directory.ts';
import { choiceOf } from '../choice.ts';
import { feeOf } from '../fees.ts';
import { atTime, type DecayedRate, noRate, rateOf, withResult } from '../health/decayed-rate.ts';
import { stepsOf } from '../route.ts';
import type { RuleSet } from '../rule-set.ts';
import { leaderOf } from '../strategies.ts';
import type { PastPayment } from './past-payment.ts';
import type { ReplayReport } from './replay-report.ts';
import { createTally, type Destination } from './tally.ts';

/**
 * Runs a rule set over payments of the past, oldest first. What could serve each of them is taken from its own trace; times, amounts
 * and the draw of a split are those of the payment; success rates are as the payments before it had made them.
 */
export interface Replay {
  add(payment: PastPayment): void;
  report(): ReplayReport;
}

export function createReplay({ channels }: Pick<MerchantSetup, 'channels'>, rules: RuleSet): Replay {
  const tally = createTally();
  const memory = rules.rules.some(({ success_rate: successRate }) => successRate !== undefined) ? createMemory() : null;
  const channelById = new Map<string, Channel>(channels.map((channel) => [channel.id, channel]));
  const feeAt = (channelId: string, { inputs }: PastPayment) => feeOf(channelById.get(channelId)?.fees, inputs);

  function destinationOf(payment: PastPayment): Destination | null {
    const { id, createdAt, inputs, rule, channelId, candidates } = payment;
    if (rule === 'requested' || rule === 'imported') return { channelId, fee: feeAt(channelId, payment) };
    const conditions = memory?.conditionsAt(createdAt) ?? nothingKnown;
    const request = { inputs, requestedChannelId: null, splitKey: id, now: createdAt, conditions };
    const steps = stepsOf({ channels }, rules, request, candidates);
    for (const step of steps) if (step.strategy === 'success_rate') memory?.leaders.set(step.rule, leaderOf(step));
    const [chosen] = choiceOf({ candidates, steps }).channelIds;
    return chosen === undefined ? null : { channelId: chosen, fee: feeAt(chosen, payment) };
  }

  return {
    add(payment) {
      tally.add(payment, { fee: feeAt(payment.channelId, payment) }, destinationOf(payment));
      memory?.note(payment);
    },
    report: tally.report,
  };
}

const nothingKnown = {
  unhealthy: () => null,
  closed: () => null,
  successOf: () => ({ rate: 0, sample: 0 }),
  leaderOf: () => undefined,
};

/** What the health board would have known. */
function createMemory() {
  const rates = new Map<string, DecayedRate>();
  const leaders = new Map<string, string>();
  return {
    leaders,
    note({ channelId, outcome, createdAt }: PastPayment): void {
      if (outcome === 'open') return;
      rates.set(channelId, withResult(rates.get(channelId) ?? noRate(createdAt), outcome === 'succeeded', createdAt));
    },
    conditionsAt: (now: Date) => ({
      ...nothingKnown,
      successOf(channelId: string) {
        const rate = atTime(rates.get(channelId) ?? noRate(now), now);
        return { rate: rateOf(rate), sample: rate.total };
      },
      leaderOf: (rule: string) => leaders.get(rule),
    }),
  };
}
