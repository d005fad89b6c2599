import { hourMs, minuteMs } from '@hangil/core';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { Scheduler } from './scheduler.ts';

/** Providers that answer nobody for minutes or hours. */
export interface Outages {
  /** Whether this account is silent now; it may fall silent at this moment. */
  isSilent(account: string): boolean;
}

export function createOutages(scheduler: Scheduler, faults: Faults, random: Random): Outages {
  const silentUntilMs = new Map<string, number>();
  return {
    isSilent(account) {
      if (faults.stopped) return false;
      if (faults.happens(`outage of ${account}`, 0.006))
        silentUntilMs.set(account, scheduler.nowMs + random.between(10 * minuteMs, 14 * hourMs));
      return (silentUntilMs.get(account) ?? 0) > scheduler.nowMs;
    },
  };
}
