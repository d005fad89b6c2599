import { hourMs } from '@hangil/core';

/** A share of successes in which what is older counts less. */
export interface DecayedRate {
  readonly succeeded: number;
  readonly total: number;
  readonly at: Date;
}

/** After this time a payment counts half. */
export const halfLifeMs = hourMs;

export function noRate(now: Date): DecayedRate {
  return { succeeded: 0, total: 0, at: now };
}

export function withResult(rate: DecayedRate, succeeded: boolean, now: Date): DecayedRate {
  const aged = atTime(rate, now);
  return { succeeded: aged.succeeded + (succeeded ? 1 : 0), total: aged.total + 1, at: aged.at };
}

/** The same as it counts later. A clock that goes back changes nothing. */
export function atTime(rate: DecayedRate, now: Date): DecayedRate {
  const elapsedMs = now.getTime() - rate.at.getTime();
  if (elapsedMs <= 0) return rate;
  const share = 2 ** (-elapsedMs / halfLifeMs);
  return { succeeded: rate.succeeded * share, total: rate.total * share, at: now };
}

/** From 0 to 1; 0 without a sample. */
export function rateOf({ succeeded, total }: DecayedRate): number {
  return total === 0 ? 0 : succeeded / total;
}
