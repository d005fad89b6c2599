import { dayMs, hourMs, minuteMs, secondMs } from '@hangil/core';

/** Waits between attempts; after the last one the delivery is given up, a little over three days after the first. */
const waitsMs = [
  5 * secondMs,
  minuteMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];

/** A wait is lengthened by up to this part of itself, so that what failed together does not come back together. */
const jitterShare = 0.2;

/** A receiver cannot put us off for longer than this. */
const retryAfterMaxMs = dayMs;

/**
 * When to try again after `attempt` attempts have failed, or null when it is given up.
 *
 * @param chance - from 0 to below 1
 */
export function nextAttemptAt(attempt: number, retryAfterMs: number | null, now: Date, chance: number): Date | null {
  const waitMs = waitsMs[attempt - 1];
  if (waitMs === undefined) return null;
  const jitteredMs = Math.round(waitMs * (1 + jitterShare * chance));
  return new Date(now.getTime() + Math.max(jitteredMs, Math.min(retryAfterMs ?? 0, retryAfterMaxMs)));
}
