import type { Store } from '@hangil/engine';
import { openDatabase } from './open-database.ts';
import { createSqliteStore } from './sqlite-store.ts';

export interface SqliteStoreOptions {
  /** A file, made with its directory when it is missing, or `:memory:`. */
  readonly path: string;
}

/**
 * Opens the embedded database, for this process alone, and brings it to the schema of this version.
 *
 * @throws StoreOpenError with one sentence that says what to do
 */
export function openSqliteStore({ path }: SqliteStoreOptions): Store {
  return createSqliteStore(openDatabase(path));
}
