import type { Clock } from '@hangil/core';
import type { Backlog, Store } from '@hangil/engine';
import { Gauge, type Registry } from 'prom-client';

/** What waits, read from the store when somebody asks for the metrics. */
export function addBacklogGauges(registry: Registry, store: Pick<Store, 'backlog'>, clock: Clock): void {
  let current: Promise<Backlog> | null = null;
  const registers = [registry];
  /** Both gauges of one answer share one read. */
  const read = () => {
    current ??= store.backlog().finally(() => {
      current = null;
    });
    return current;
  };

  new Gauge({
    name: 'hangil_waiting',
    help: 'What waits: outcomes that are unknown, jobs, events of providers, deliveries to merchants, open cases.',
    labelNames: ['what'],
    registers,
    async collect() {
      for (const [what, { count }] of Object.entries(await read())) this.set({ what }, count);
    },
  });
  new Gauge({
    name: 'hangil_waiting_oldest_age_seconds',
    help: 'For how long the oldest of them has waited; of jobs, how late the first one is. 0 without any.',
    labelNames: ['what'],
    registers,
    async collect() {
      const now = clock.now().getTime();
      for (const [what, { oldestAt }] of Object.entries(await read())) {
        this.set({ what }, oldestAt === null ? 0 : Math.max(0, (now - oldestAt.getTime()) / 1_000));
      }
    },
  });
}
