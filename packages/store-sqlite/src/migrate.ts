import { readMigrations, StoreOpenError } from '@hangil/store-kit';
import type { Database } from 'better-sqlite3';
import { chainOlderEntries } from './chain-older-entries.ts';

/** What a migration does that SQL cannot, in the same transaction. */
const furtherSteps = new Map<number, (database: Database) => void>([[8, chainOlderEntries]]);

/** Lies beside `src` and beside `dist`. */
const directory = new URL('../migrations/', import.meta.url);

/**
 * Brings the tables to the version of this build, whole or not at all. The version is read inside the write transaction,
 * so two starts cannot both decide to migrate; drizzle's own migrator reads it before BEGIN.
 *
 * @throws StoreOpenError when the file belongs to a newer version or to another program
 */
export function migrate(database: Database, path: string): void {
  const migrations = readMigrations(directory);
  database.exec('BEGIN IMMEDIATE');
  try {
    const current = appliedVersion(database, path);
    const newest = migrations.at(-1)?.version ?? 0;
    if (current > newest) {
      throw new StoreOpenError(
        `${path} was written by a newer version (schema ${current}, this one knows ${newest}): start that version, or restore the backup made before the update.`,
      );
    }
    const record = database.prepare('INSERT INTO schema_migration (version, name) VALUES (?, ?)');
    for (const { version, name, sql } of migrations) {
      if (version <= current) continue;
      database.exec(sql);
      furtherSteps.get(version)?.(database);
      record.run(version, name);
    }
    // Written at every start: BEGIN IMMEDIATE alone does not notice a file that is read-only.
    database.pragma(`user_version = ${newest}`);
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function appliedVersion(database: Database, path: string): number {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  if (tables.includes('schema_migration')) {
    return database.prepare<[], number>('SELECT coalesce(max(version), 0) FROM schema_migration').pluck().get() ?? 0;
  }
  if (tables.length > 0) throw new StoreOpenError(`${path} is the database of another program: name another file.`);
  database.exec(`CREATE TABLE schema_migration (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at INTEGER NOT NULL DEFAULT (unixepoch() * 1000)
  ) STRICT`);
  return 0;
}

/** Version of the tables that this build writes. */
export function newestVersion(): number {
  return readMigrations(directory).at(-1)?.version ?? 0;
}
