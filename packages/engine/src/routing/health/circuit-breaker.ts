import { minuteMs, secondMs } from '@hangil/core';

/** How a call of a channel ended, as far as the channel's health goes. A decline is an answer. */
export type CallEnd = 'answered' | 'timed_out' | 'not_reached';

/** What is known of a channel's calls. A value: every step gives a new one. */
export interface Breaker {
  /** Failed calls since the last that was answered. */
  readonly failuresInARow: number;
  /** When it was last found unhealthy; null = healthy. */
  readonly openedAt: Date | null;
  /** While unhealthy: from then on one call may try whether it is still so. */
  readonly probeAt: Date | null;
  readonly timeouts: number;
  readonly lastFailureAt: Date | null;
}

export const closedBreaker: Breaker = {
  failuresInARow: 0,
  openedAt: null,
  probeAt: null,
  timeouts: 0,
  lastFailureAt: null,
};

/** Failures in a row that make a channel unhealthy. */
export const failuresToOpen = 5;
/** Failures that lie further apart than this are no row. */
const rowGapMs = 10 * minuteMs;
const firstRestMs = 30 * secondMs;
const longestRestMs = 5 * minuteMs;
/** How long others wait for a probe before one of them is the next. */
const probeLeaseMs = 2 * minuteMs;

/** Calls are better sent elsewhere. False once a probe is due, so that the next request is it. */
export function isOpen({ openedAt, probeAt }: Breaker, now: Date): boolean {
  return openedAt !== null && probeAt !== null && now < probeAt;
}

/** A call goes out: when it is the probe, the others wait for it. */
export function callBegun(breaker: Breaker, now: Date): Breaker {
  if (breaker.openedAt === null || isOpen(breaker, now)) return breaker;
  return { ...breaker, probeAt: new Date(now.getTime() + probeLeaseMs) };
}

/** @param begunAt - calls that began before the channel was found unhealthy prove nothing about it since */
export function callEnded(breaker: Breaker, end: CallEnd, begunAt: Date, now: Date): Breaker {
  if (end === 'answered') {
    const isOld = breaker.openedAt !== null && begunAt < breaker.openedAt;
    return isOld ? breaker : { ...closedBreaker, timeouts: breaker.timeouts, lastFailureAt: breaker.lastFailureAt };
  }
  const { lastFailureAt } = breaker;
  const isNewRow = lastFailureAt === null || now.getTime() - lastFailureAt.getTime() > rowGapMs;
  const failed: Breaker = {
    ...breaker,
    failuresInARow: isNewRow && breaker.openedAt === null ? 1 : breaker.failuresInARow + 1,
    timeouts: breaker.timeouts + (end === 'timed_out' ? 1 : 0),
    lastFailureAt: now,
  };
  if (failed.failuresInARow < failuresToOpen) return failed;
  const restMs = Math.min(firstRestMs * 2 ** (failed.failuresInARow - failuresToOpen), longestRestMs);
  return { ...failed, openedAt: breaker.openedAt ?? now, probeAt: new Date(now.getTime() + restMs) };
}
