import { dayMs } from '@hangil/core';
import { expect, it } from 'vitest';
import type { Tracer } from '../src/index.ts';
import { createTestHouse, fresh, refundInput, runJobs } from './test-house.ts';

/** Names work in the order it runs. */
function createCountingTracer() {
  const works: { readonly work: string; readonly facts: object }[] = [];
  let running: string | null = null;
  const tracer: Tracer = {
    current: () => running,
    async run(work, facts, run) {
      works.push({ work, facts });
      running = `work-${works.length}`;
      return run().finally(() => {
        running = null;
      });
    },
  };
  return { tracer, works };
}

it('an event names the work that recorded it, and none where nobody follows', async () => {
  const { tracer } = createCountingTracer();
  const house = createTestHouse();
  const followed = house.again({ tracer });
  const payment = await house.pay();
  const refunded = await tracer.run('request', {}, () =>
    followed.createRefund(house.scope, payment.id, refundInput(40)),
  );
  const [paid] = await house.store.eventsOf(payment.id);
  expect(paid).not.toHaveProperty('traceparent');
  expect(await house.store.eventsOf(fresh(refunded).id)).toMatchObject([{ traceparent: 'work-1' }]);
});

it('a job is work of its own, named with its subject', async () => {
  const { tracer, works } = createCountingTracer();
  const house = createTestHouse();
  const payment = await house.open();
  house.clock.advance(dayMs);
  await runJobs(house.again({ tracer }));
  expect(works).toContainEqual({ work: 'job watch_payment', facts: { subject_id: payment.id } });
});
