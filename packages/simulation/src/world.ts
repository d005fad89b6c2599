import { createFaults, type FaultId, type Faults } from './faults.ts';
import { createOutages, type Outages } from './outages.ts';
import { createRandom, type Random } from './random.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import type { SometimesName } from './sometimes.ts';

/** What a run may be narrowed to, so that a failure can be told with as little as possible. Absent = everything. */
export interface Narrowing {
  /** Numbers of the scripts that are played. */
  readonly scripts?: ReadonlySet<number>;
  readonly faults?: ReadonlySet<FaultId>;
}

/** Everything the parts of one run share. */
export interface World {
  readonly seed: number;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly outages: Outages;
  /** Chance for one purpose; equal names give equal numbers. */
  random(...name: readonly (string | number)[]): Random;
  /** A line for people who read what happened. */
  tell(line: string): void;
  readonly story: readonly string[];
  /** A state that is worth reaching was reached. */
  mark(name: SometimesName): void;
  readonly marks: ReadonlySet<SometimesName>;
  /** A promise was broken while the run went on. */
  breach(what: string): void;
  readonly breaches: readonly string[];
}

/** Any instant will do; this one is a weekday. */
export const startMs = Date.parse('2026-11-24T01:00:00Z');

export function createWorld(seed: number, narrowing: Narrowing): World {
  const scheduler = createScheduler(startMs, createRandom(seed, 'order'));
  const faults = createFaults(seed, narrowing.faults);
  const story: string[] = [];
  const marks = new Set<SometimesName>();
  const breaches: string[] = [];
  return {
    seed,
    scheduler,
    faults,
    outages: createOutages(scheduler, faults, createRandom(seed, 'outages')),
    random: (...name) => createRandom(seed, ...name),
    tell: (line) => void story.push(`${clockText(scheduler.nowMs)} ${line}`),
    story,
    mark: (name) => void marks.add(name),
    marks,
    breach: (what) => void breaches.push(what),
    breaches,
  };
}

/** Time since the start: `+2d03:04:05.678`. */
function clockText(nowMs: number): string {
  const sinceStartMs = nowMs - startMs;
  const days = Math.floor(sinceStartMs / 86_400_000);
  return `+${days}d${new Date(sinceStartMs).toISOString().slice(11, 23)}`;
}
