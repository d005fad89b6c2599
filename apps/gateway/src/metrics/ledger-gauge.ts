import { setImmediate } from 'node:timers/promises';
import { type Clock, minuteMs } from '@hangil/core';
import type { Scope, Store } from '@hangil/engine';
import { Gauge, type Registry } from 'prom-client';
import { imbalances } from '../imbalance.ts';

/** Totals grow with accounts and days, so that a Prometheus that asks often does not make them be added up each time. */
const readEveryMs = minuteMs;
/** Of many books a part is looked at each time, so that requests do not wait for all of them. */
const workMsMax = 200;

/** By how much debits and credits differ; anything but 0 is an emergency. */
export function addLedgerGauge(
  registry: Registry,
  store: Pick<Store, 'accountTotals'>,
  books: readonly Scope[],
  clock: Clock,
): void {
  const found = new Map<number, ReadonlyMap<string, number>>();
  let next = 0;
  let readAt = Number.NEGATIVE_INFINITY;

  async function lookOn(): Promise<void> {
    const startedAt = performance.now();
    for (let looked = 0; looked < books.length && performance.now() - startedAt < workMsMax; looked += 1) {
      const book = books[next];
      if (book !== undefined) found.set(next, await imbalances(store, [book]));
      next = (next + 1) % books.length;
      await setImmediate();
    }
  }

  new Gauge({
    name: 'hangil_ledger_imbalance_minor',
    help: 'By how much debits and credits differ, over all books, in minor units; always 0.',
    labelNames: ['currency'],
    registers: [registry],
    async collect() {
      const now = clock.now().getTime();
      if (now - readAt < readEveryMs) return;
      readAt = now;
      await lookOn();
      const sums = new Map<string, number>();
      for (const [currency, minor] of [...found.values()].flatMap((each) => [...each]))
        sums.set(currency, (sums.get(currency) ?? 0) + minor);
      for (const [currency, minor] of sums) this.set({ currency }, minor);
    },
  });
}
