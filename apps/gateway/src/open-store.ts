import type { Store } from '@hangil/engine';
import { openPostgresStore } from '@hangil/store-postgres';
import { openSqliteStore } from '@hangil/store-sqlite';
import type { Database } from './configuration/database-url.ts';

/**
 * Opens the store that a database URL leads to.
 *
 * @param onBatch - told how many writes shared each transaction that is durable
 * @throws StoreOpenError with one sentence that says what to do
 */
export async function openStore(database: Database, onBatch?: (writes: number) => void): Promise<Store> {
  return database.kind === 'sqlite'
    ? openSqliteStore({ path: database.path, onBatch })
    : openPostgresStore({ url: database.url, onBatch });
}
