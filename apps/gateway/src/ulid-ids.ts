import type { Clock, IdSource } from '@hangil/core';
import { monotonicFactory } from 'ulid';

/** Identifiers and request ids from one source: they sort by time of making, also within one millisecond. */
export interface UlidIds extends IdSource {
  nextRequestId(): string;
}

/** Chance comes from the system's cryptographic source. */
export function createUlidIds(clock: Clock): UlidIds {
  const ulid = monotonicFactory();
  const tail = () => ulid(clock.now().getTime()).toLowerCase();
  const ids: IdSource = { next: (prefix) => `${prefix}_${tail()}` as ReturnType<typeof ids.next<typeof prefix>> };
  return { ...ids, nextRequestId: () => `req_${tail()}` };
}
