import type { Store } from '@hangil/engine';
import { openDatabase, openInMemory } from './open-database.ts';
import { createSqliteStore } from './sqlite-store.ts';

export interface SqliteStoreOptions {
  /** A file, made with its directory when it is missing, or `:memory:`. */
  readonly path: string;
  /** Told how many writes shared each transaction that reached the disk. */
  readonly onBatch?: (writes: number) => void;
}

/**
 * Opens the embedded database, for this process alone, and brings it to the schema of this version.
 *
 * @throws StoreOpenError with one sentence that says what to do
 */
export function openSqliteStore({ path, onBatch }: SqliteStoreOptions): Store {
  return createSqliteStore(openDatabase(path), onBatch);
}

export interface StoreInMemory {
  readonly store: Store;
  /** What a file would hold now: every commit and nothing else. */
  image(): Uint8Array;
}

/**
 * The same store without a file, for tests and simulations.
 *
 * @param image - what it holds at first; empty when left out
 */
export function openStoreInMemory(image?: Uint8Array): StoreInMemory {
  const opened = openInMemory(image);
  return { store: createSqliteStore(opened), image: () => opened.client.serialize() };
}
