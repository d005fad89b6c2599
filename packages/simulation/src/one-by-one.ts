import type { Store } from '@hangil/engine';
import type { Scheduler } from './scheduler.ts';

/**
 * A store whose calls come one after the other, each in a turn of its own, however long it really takes. So the order in which a run goes
 * on depends on the order of the calls alone, and two stores that mean the same give the same run.
 *
 * @param isOver - nothing is asked any more and nobody waits for an answer: the process has died
 */
export function oneByOne(store: Store, scheduler: Scheduler, isOver: () => boolean): Store {
  let last: Promise<unknown> = Promise.resolve();

  async function call(method: (...values: unknown[]) => unknown, values: readonly unknown[], before: Promise<unknown>) {
    await before;
    await new Promise((resolve) => setImmediate(resolve));
    return isOver() ? { isOver: true, value: null } : { isOver: false, value: await method(...values) };
  }

  return new Proxy(store, {
    get(target, name: string & keyof Store) {
      const method = target[name] as (...values: unknown[]) => unknown;
      // Long reads are asked for only by the oracle, while nothing else happens.
      if (name === 'close' || name === 'pastPayments' || name.startsWith('every')) return method;
      return async (...values: unknown[]) => {
        const before = last;
        const answer = scheduler.real(() => call(method, values, before));
        last = answer.catch(() => {});
        const { isOver: nobodyWaits, value } = await answer;
        return nobodyWaits ? new Promise(() => {}) : value;
      };
    },
  });
}
