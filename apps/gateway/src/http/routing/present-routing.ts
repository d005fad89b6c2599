import type { Payout } from '@hangil/core';
import {
  choiceOf,
  type ReplayReport,
  type ReplaySide,
  type RoutingDecision,
  type RoutingVersion,
} from '@hangil/engine';
import type { z } from 'zod';
import { presentInstantOrNull } from '../present-common.ts';
import { presentTrace } from './present-trace.ts';
import type {
  evaluatedDecisionSchema,
  payoutDecisionSchema,
  replayReportSchema,
  routingVersionSchema,
} from './schemas.ts';

export function presentVersion(version: RoutingVersion): z.input<typeof routingVersionSchema> {
  const { id, livemode, number, source, active, rules, createdAt, activatedAt } = version;
  return {
    object: 'routing_version',
    id,
    livemode,
    created_at: presentInstantOrNull(createdAt),
    version: number,
    source,
    active,
    activated_at: presentInstantOrNull(activatedAt),
    rules: [...rules.rules],
    default: [...rules.default],
  };
}

export function presentDecision({ channels, trace }: RoutingDecision): z.input<typeof evaluatedDecisionSchema> {
  return { object: 'routing_decision', channels: channels.map(({ id }) => id), trace: presentTrace(trace) };
}

export function presentPayoutDecision({ id, routing }: Payout): z.input<typeof payoutDecisionSchema> {
  const channels = [...choiceOf(routing).channelIds];
  return { object: 'routing_decision', payout_id: id, channels, trace: presentTrace(routing) };
}

export function presentReplay(report: ReplayReport): z.input<typeof replayReportSchema> {
  const { payments, moved, unserved, withoutEvidence, before, after, channels } = report;
  return {
    object: 'routing_replay',
    payments,
    moved,
    unserved,
    without_evidence: withoutEvidence,
    before: presentSide(before),
    after: presentSide(after),
    channels: channels.map((channel) => ({
      channel_id: channel.channelId,
      before: presentSide(channel.before),
      after: presentSide(channel.after),
    })),
  };
}

function presentSide({
  payments,
  succeeded,
  failed,
  fees,
  withoutFee,
}: ReplaySide): z.input<typeof replayReportSchema>['before'] {
  const ended = succeeded + failed;
  return {
    payments,
    succeeded: rounded(succeeded),
    failed: rounded(failed),
    success_rate: ended === 0 ? null : rounded(succeeded / ended),
    fees: fees.map(({ currency, amountMinor }) => ({ currency, amount: amountMinor })),
    without_fee: rounded(withoutFee),
  };
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
