import { dayMs, hourMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { type IdempotencyRecord, idempotencyRetentionDays } from '../src/index.ts';
import { createTestHouse, runJobs, type TestHouse } from './test-house.ts';

const retentionMs = idempotencyRetentionDays * dayMs;

async function claimKeys({ store, scope, clock }: TestHouse, count: number): Promise<void> {
  const createdAt = clock.now();
  for (let number = 0; number < count; number += 1) {
    const record: IdempotencyRecord = {
      ...scope,
      key: `key-${number}`,
      fingerprint: 'f',
      resource: { kind: 'payment', id: `pay_${number}` },
      response: { status: 201, body: '{}' },
      createdAt,
      expiresAt: new Date(createdAt.getTime() + retentionMs),
    };
    await store.commit({ idempotency: { kind: 'claim', record } });
  }
}

async function keysLeft({ store, scope }: TestHouse, count: number): Promise<number> {
  const keys = Array.from({ length: count }, (_, number) => store.idempotencyRecord(scope, `key-${number}`));
  return (await Promise.all(keys)).filter((record) => record !== null).length;
}

describe('Idempotency-Keys that have expired', () => {
  it('are removed within an hour, and not before', async () => {
    const house = createTestHouse();
    await house.engine.scheduleRecurringJobs();
    await house.settle();
    await claimKeys(house, 3);
    await house.pass(retentionMs - 1);
    expect(await keysLeft(house, 3)).toBe(3);
    await house.pass(hourMs);
    expect(await keysLeft(house, 3)).toBe(0);
  });

  it('are removed in batches, each a job of its own, until none is left', async () => {
    const house = createTestHouse();
    await claimKeys(house, 1_001);
    house.clock.advance(retentionMs);
    await house.engine.scheduleRecurringJobs();
    const left: number[] = [];
    for (let batch = 0; batch < 3; batch += 1) {
      expect(await runJobs(house.engine)).toBe(1);
      left.push(await keysLeft(house, 1_001));
      expect(await runJobs(house.engine)).toBe(0);
      house.clock.advance(50);
    }
    expect(left).toEqual([501, 1, 0]);
    expect(await house.store.nextJobDueAt()).toEqual(new Date(house.clock.now().getTime() - 50 + hourMs));
  });

  it('are looked for by one job, however often the gateway starts', async () => {
    const house = createTestHouse();
    for (let start = 0; start < 3; start += 1) await house.engine.scheduleRecurringJobs();
    expect((await house.store.backlog()).jobs.count).toBe(1);
    expect(await runJobs(house.engine)).toBe(1);
    expect((await house.store.backlog()).jobs.count).toBe(1);
  });
});
