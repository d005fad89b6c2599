import type { ChangeSet, CommitConflict, Store } from '@hangil/engine';
import type { JournalEntry, RecordedEntry } from '@hangil/ledger';
import { expect } from 'vitest';
import type { Builders } from '../builders.ts';

/** What the tests of the suite use. Both are fresh in every test, so they are read inside the test, not before. */
export interface SuiteContext {
  readonly store: Store;
  readonly build: Builders;
}

export async function commitAll(store: Store, ...changeSets: readonly ChangeSet[]): Promise<void> {
  for (const changes of changeSets) expect(await store.commit(changes)).toEqual({ kind: 'committed' });
}

export async function expectConflict(store: Store, changes: ChangeSet, on: CommitConflict): Promise<void> {
  expect(await store.commit(changes)).toEqual({ kind: 'conflict', on });
}

export async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const collected: Value[] = [];
  for await (const value of values) collected.push(value);
  return collected;
}

/** The newest page, larger than anything a test writes. */
export const everything = { limit: 1_000, cursor: null };

/** Entries as they were written, without their place in the chain. */
export function withoutLinks(entries: readonly RecordedEntry[]): JournalEntry[] {
  return entries.map(({ link, ...entry }) => entry);
}
