import type { Clock } from '@hangil/core';
import type { Store } from '@hangil/engine';
import { Gauge, type Registry } from 'prom-client';

/** For how long an event has not been given to an endpoint: rises when nothing delivers any more. */
export function addOutboxGauge(
  registry: Registry,
  store: Pick<Store, 'webhookEndpointsBehind' | 'eventsAfter'>,
  clock: Clock,
): void {
  async function oldestWaitingAt(): Promise<number | null> {
    const behind = await store.webhookEndpointsBehind();
    const firsts = await Promise.all(behind.map((endpoint) => store.eventsAfter(endpoint, endpoint.position, 1)));
    const instants = firsts.flat().map(({ event }) => event.createdAt.getTime());
    return instants.length === 0 ? null : Math.min(...instants);
  }

  new Gauge({
    name: 'hangil_outbox_lag_seconds',
    help: 'Age of the oldest event for which no delivery was made yet. 0 without any.',
    registers: [registry],
    async collect() {
      const oldestAt = await oldestWaitingAt();
      this.set(oldestAt === null ? 0 : Math.max(0, (clock.now().getTime() - oldestAt) / 1_000));
    },
  });
}
