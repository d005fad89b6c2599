import { hourMs } from '@hangil/core';
import { commit } from '../decision/commit.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';

/** A batch is one short write among others; the pause lets those go first, and removal still outruns what can expire. */
const batchMax = 500;
const pauseMs = 50;

/** Removes a batch of Idempotency-Keys that have expired, and comes back: soon while there are more, else in an hour. */
export async function removeExpiredKeys(dependencies: EngineDependencies): Promise<void> {
  const now = dependencies.clock.now();
  const removed = await dependencies.store.removeExpiredIdempotencyRecords({ now, limit: batchMax });
  await scheduleRemoval(dependencies, new Date(now.getTime() + (removed === batchMax ? pauseMs : hourMs)));
}

/** There is one such job. */
export function scheduleRemoval(dependencies: EngineDependencies, dueAt: Date): Promise<void> {
  const job = { kind: 'schedule', jobKind: 'remove_expired_keys', subjectId: 'all', dueAt } as const;
  return commit(dependencies, { jobs: [job] });
}
