import { randomFillSync } from 'node:crypto';
import type { Clock, IdSource } from '@hangil/core';
import { monotonicFactory } from 'ulid';

/** Identifiers and request ids from one source: they sort by time of making, also within one millisecond. */
export interface UlidIds extends IdSource {
  nextRequestId(): string;
}

export function createUlidIds(clock: Clock): UlidIds {
  const ulid = monotonicFactory(pooledChance());
  const tail = () => ulid(clock.now().getTime()).toLowerCase();
  const ids: IdSource = { next: (prefix) => `${prefix}_${tail()}` as ReturnType<typeof ids.next<typeof prefix>> };
  return { ...ids, nextRequestId: () => `req_${tail()}` };
}

/**
 * Numbers from 0 to below 1 out of the system's cryptographic source, drawn a few thousand at a time: the library asks once
 * for every character, and a draw from the system costs more than the rest of an id.
 */
function pooledChance(): () => number {
  const pool = new Uint32Array(4096);
  let next = pool.length;
  return () => {
    if (next === pool.length) {
      randomFillSync(pool);
      next = 0;
    }
    const value = pool[next] ?? 0;
    next += 1;
    return value / 2 ** 32;
  };
}
