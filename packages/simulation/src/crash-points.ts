import type { Faults } from './faults.ts';
import type { Random } from './random.ts';

/** Every place where the process waits for something outside, before and after. It may die at any of them. */
export const crashPoints = [
  'commit:before',
  'commit:during',
  'commit:after',
  'claim jobs:after',
  'finish job:before',
  'finish job:after',
  'retry job:before',
  'read',
  'start payment:before',
  'start payment:after',
  'inquire payment:after',
  'confirm payment:before',
  'confirm payment:after',
  'cancel payment:after',
  'refund:before',
  'refund:after',
  'inquire refund:after',
  'send payout:before',
  'send payout:after',
  'inquire payout:after',
  'send webhook:before',
  'send webhook:after',
] as const;

/** The engine has looked whether its claim is fresh in the same turn: nothing but death comes between that and the request. */
export const sendingPoints: readonly string[] = [
  'start payment:before',
  'confirm payment:before',
  'refund:before',
  'send payout:before',
];

export type CrashPoint = (typeof crashPoints)[number];

/** How often a point is passed in a run, roughly: the crash is planned for one of these times. */
const timesPassed: Partial<Record<CrashPoint, number>> = {
  'commit:before': 80,
  'commit:during': 80,
  'commit:after': 80,
  'claim jobs:after': 60,
  'finish job:before': 40,
  'finish job:after': 40,
  read: 120,
  'inquire payment:after': 20,
  'send webhook:before': 40,
  'send webhook:after': 40,
};

export interface CrashPlan {
  /** Whether the process is to die here and now. Counts the passing. */
  isTheMoment(point: CrashPoint): boolean;
}

/** A run has up to three crashes, each at the n-th passing of a point. */
export function planCrashes(random: Random, faults: Faults): CrashPlan {
  const planned = new Set<string>();
  for (let left = random.between(0, 3); left > 0; left -= 1) {
    const point = random.pick(crashPoints);
    planned.add(`crash at ${point}#${random.between(1, timesPassed[point] ?? 4)}`);
  }
  const passed = new Map<CrashPoint, number>();
  return {
    isTheMoment(point) {
      const times = (passed.get(point) ?? 0) + 1;
      passed.set(point, times);
      const id = `crash at ${point}#${times}`;
      return planned.has(id) && faults.happensAsPlanned(id);
    },
  };
}
