import { secondMs } from '@hangil/core';
import type { ChangeSet, Store } from '@hangil/engine';
import type { CrashPlan, CrashPoint } from './crash-points.ts';
import type { Life } from './life.ts';
import type { Medium } from './medium.ts';
import type { World } from './world.ts';

/** What is read within one turn, and what belongs to the loops and not to the use cases. */
const untouched = new Set(['nextJobDueAt', 'everyJournalEntry', 'everyPayment', 'check', 'close']);

const pointsOf: Readonly<Record<string, readonly [before: CrashPoint | null, after: CrashPoint | null]>> = {
  claimJobs: [null, 'claim jobs:after'],
  finishJob: ['finish job:before', 'finish job:after'],
  retryJob: ['retry job:before', null],
};

interface SimulatedStoreSettings {
  readonly world: World;
  readonly real: Store;
  readonly medium: Medium;
  readonly crashes: CrashPlan;
  readonly life: Pick<Life, 'pass' | 'die' | 'death'>;
  readonly onCommitted: () => void;
  /** The next look of a loop that looks every second finds what a failed write had left. */
  readonly onFailed: () => void;
}

/** The real store, with waits and crash points around every call, and a disk that is sometimes full. */
export function createSimulatedStore(settings: SimulatedStoreSettings): Store {
  const { world, real, medium, crashes, life, onCommitted, onFailed } = settings;
  const { scheduler, faults } = world;
  const mayInterleave = world.random('reads', scheduler.steps);

  async function commit(changes: ChangeSet) {
    await life.pass('commit:before');
    if (faults.happens('disk full', 0.004)) {
      world.mark('disk full');
      scheduler.after(secondMs, onFailed);
      throw new Error('database or disk is full');
    }
    const sizeBefore = medium.size();
    const result = await scheduler.real(() => real.commit(changes));
    if (crashes.isTheMoment('commit:during')) {
      life.die('commit:during', sizeBefore);
      await life.death;
    }
    onCommitted();
    await life.pass('commit:after');
    return result;
  }

  async function write(name: string, call: () => Promise<unknown>): Promise<unknown> {
    const [before, after] = pointsOf[name] ?? [null, null];
    if (before !== null) await life.pass(before);
    const result = await scheduler.real(call);
    if (after !== null) await life.pass(after);
    return result;
  }

  /** Most reads are answered at once, some let others go first. */
  async function read(call: () => Promise<unknown>): Promise<unknown> {
    if (mayInterleave.chance(0.25)) await life.pass('read');
    return call();
  }

  return new Proxy(real, {
    get(target, name: string & keyof Store) {
      if (name === 'commit') return commit;
      const method = target[name] as (...values: unknown[]) => Promise<unknown>;
      if (untouched.has(name)) return method;
      if (name in pointsOf) return (...values: unknown[]) => write(name, () => method(...values));
      return (...values: unknown[]) => read(() => method(...values));
    },
  });
}
