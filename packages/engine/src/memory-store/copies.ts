import type { Scope } from '../store/records.ts';
import type { Page, PageRequest } from '../store/store.ts';

/*
 * What goes out is a copy, so that no caller can change what is stored.
 */

export function copyOf<Value>(stored: Value | undefined): Value | null {
  return stored === undefined ? null : structuredClone(stored);
}

export async function* copyEach<Value>(stored: Iterable<Value>): AsyncGenerator<Value> {
  for (const value of stored) yield structuredClone(value);
}

export function oldestFirst<Value extends { readonly id: string }>(stored: readonly Value[]): Value[] {
  return structuredClone(stored.toSorted(byId));
}

/** Newest first, after the cursor. */
export function pageOf<Value extends { readonly id: string }>(
  stored: readonly Value[],
  { limit, cursor }: PageRequest,
): Page<Value> {
  const matching = stored.filter(({ id }) => cursor === null || id < cursor).sort((left, right) => byId(right, left));
  return { items: structuredClone(matching.slice(0, limit)), hasMore: matching.length > limit };
}

/** Identifiers sort by time of making. */
export function byId(left: { readonly id: string }, right: { readonly id: string }): number {
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}

export function isInBook(value: Scope, { merchantId, livemode }: Scope): boolean {
  return value.merchantId === merchantId && value.livemode === livemode;
}

/** An absent filter does not restrict. */
export function isAsked(value: string | null, filter: string | undefined): boolean {
  return filter === undefined || value === filter;
}
