import type { Store } from '@hangil/engine';
import type { Books } from '@hangil/store-kit';
import { openBooks as openBooksInPostgres, openPostgresStore } from '@hangil/store-postgres';
import { openBooks as openBooksInFile, openSqliteStore } from '@hangil/store-sqlite';
import { type Database, databaseOf } from './configuration/database-url.ts';

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

/** Reads a database beside the gateways that write it. @throws StoreOpenError */
export async function openBooks(database: Database): Promise<Books> {
  return database.kind === 'sqlite' ? openBooksInFile(database.path) : openBooksInPostgres(database.url);
}

/** What a person means who names a database to a command: its URL, or the path of a file. */
export function namedDatabase(name: string): Database {
  return databaseOf(name) ?? { kind: 'sqlite', path: name };
}
