import type { RoutingStep, RoutingTrace } from '@hangil/core';
import type { z } from 'zod';
import { presentInstant } from '../present-common.ts';
import type { traceSchema } from './trace-schema.ts';

export function presentTrace(trace: RoutingTrace): z.input<typeof traceSchema> {
  const { rule, version, decidedAt, inputs, candidates, steps } = trace;
  return {
    rule,
    version,
    decided_at: presentInstant(decidedAt),
    inputs: { ...inputs },
    candidates: candidates.map(({ channelId, eligible, reasons }) => ({
      channel_id: channelId,
      eligible,
      reasons: [...reasons],
    })),
    steps: steps.map(presentStep),
  };
}

/** What a step does not look at is left out, as it is in the trace. */
function presentStep(step: RoutingStep): z.input<typeof traceSchema>['steps'][number] {
  const { rule, strategy, channels, splitKey, leader, minimumSample, leadPercent } = step;
  return {
    rule,
    strategy,
    channels: channels.map(({ channelId, weight, feeMinor, successRate, sample }) => ({
      channel_id: channelId,
      weight,
      fee: feeMinor,
      success_rate: successRate,
      sample,
    })),
    split_key: splitKey,
    leader,
    minimum_sample: minimumSample,
    lead_percent: leadPercent,
  };
}
