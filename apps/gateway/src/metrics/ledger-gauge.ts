import { type Clock, minuteMs } from '@hangil/core';
import type { Scope, Store } from '@hangil/engine';
import { Gauge, type Registry } from 'prom-client';
import { imbalances } from '../imbalance.ts';

/** Totals grow with accounts and days, so that a Prometheus that asks often does not make them be added up each time. */
const readEveryMs = minuteMs;

/** By how much debits and credits differ; anything but 0 is an emergency. */
export function addLedgerGauge(
  registry: Registry,
  store: Pick<Store, 'accountTotals'>,
  books: readonly Scope[],
  clock: Clock,
): void {
  let readAt = Number.NEGATIVE_INFINITY;
  new Gauge({
    name: 'hangil_ledger_imbalance_minor',
    help: 'By how much debits and credits differ, over all books, in minor units; always 0.',
    labelNames: ['currency'],
    registers: [registry],
    async collect() {
      const now = clock.now().getTime();
      if (now - readAt < readEveryMs) return;
      readAt = now;
      for (const [currency, minor] of await imbalances(store, books)) this.set({ currency }, minor);
    },
  });
}
