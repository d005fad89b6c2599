import { createMemoryStore } from '@hangil/engine/memory-store';
import { createBuilders } from '@hangil/store-testkit';
import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { addOutboxGauge } from './outbox-gauge.ts';

it('tells for how long the oldest event has waited for its deliveries to be made', async () => {
  const store = createMemoryStore();
  const build = createBuilders();
  const registry = new Registry();
  let now = build.instant();
  addOutboxGauge(registry, store, { now: () => now });
  const lag = async () => (await registry.getSingleMetric('hangil_outbox_lag_seconds')?.get())?.values[0]?.value;

  expect(await lag()).toBe(0);
  const endpoint = build.buildWebhookEndpoint({ position: 0 });
  const [first, second] = [0, 20_000].map((ms) =>
    build.buildOutgoingEvent(build.buildPayment(), { createdAt: new Date(now.getTime() + ms) }),
  );
  if (first === undefined || second === undefined) throw new Error('two events');
  await store.commit({ webhookEndpoints: [endpoint], events: [first, second] });
  now = new Date(now.getTime() + 50_000);
  expect(await lag()).toBe(50);

  const [{ position = 0 } = {}] = await store.eventsAfter(endpoint, 0, 1);
  await store.commit({ webhookEndpoints: [{ ...endpoint, version: 2, position }] });
  expect(await lag()).toBe(30);
  await store.commit({ webhookEndpoints: [{ ...endpoint, version: 3, position: position + 1 }] });
  expect(await lag()).toBe(0);
});
