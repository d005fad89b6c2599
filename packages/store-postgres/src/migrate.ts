import { readMigrations, StoreOpenError } from '@hangil/store-kit';
import type { ClientBase } from 'pg';

/** Lies beside `src` and beside `dist`. */
const directory = new URL('../migrations/', import.meta.url);

/** Any number that no other program uses on the same database. */
const lockKey = 7_308_604_897;

/**
 * Brings the tables to the version of this build, whole or not at all. Of several gateways that start at once one migrates and the
 * others wait for it; when there is nothing to do, nothing is locked and no right to make tables is needed.
 *
 * @param place - names the database in messages
 * @throws StoreOpenError when the database belongs to a newer version or to another program
 */
export async function migrate(client: ClientBase, place: string): Promise<void> {
  const migrations = readMigrations(directory);
  const newest = migrations.at(-1)?.version ?? 0;
  if ((await appliedVersion(client, place, newest)) === newest) return;
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
    const current = await appliedVersion(client, place, newest);
    if (current === 0) await client.query(historyTable);
    for (const { version, name, sql } of migrations) {
      if (version <= current) continue;
      await client.query(sql);
      await client.query('INSERT INTO schema_migration (version, name) VALUES ($1, $2)', [version, name]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

const historyTable = `CREATE TABLE schema_migration (
  version integer PRIMARY KEY,
  name text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
)`;

/** @throws StoreOpenError when the tables are not those of this build */
export async function assertNewest(client: ClientBase, place: string): Promise<void> {
  const newest = readMigrations(directory).at(-1)?.version ?? 0;
  const version = await appliedVersion(client, place, newest);
  if (version !== newest)
    throw new StoreOpenError(
      `${place} has schema ${version}, this version reads ${newest}: start the gateway once to bring it up, or use its version.`,
    );
}

async function appliedVersion(client: ClientBase, place: string, newest: number): Promise<number> {
  const { rows } = await client.query<{ known: boolean; moving: boolean; tables: number }>(
    `SELECT to_regclass('schema_migration') IS NOT NULL AS known, to_regclass('database_move') IS NOT NULL AS moving,
      (SELECT count(*)::int FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')) AS tables`,
  );
  const { known, moving, tables } = rows[0] ?? { known: false, moving: false, tables: 0 };
  if (moving)
    throw new StoreOpenError(
      `${place} is only half filled: run hangil migrate-database again, which goes on where it stopped.`,
    );
  if (!known && tables > 0)
    throw new StoreOpenError(`${place} holds the tables of another program: name an empty database or schema.`);
  if (!known) return 0;
  const applied = await client.query<{ version: number }>('SELECT max(version) AS version FROM schema_migration');
  const version = applied.rows[0]?.version ?? 0;
  if (version > newest)
    throw new StoreOpenError(
      `${place} was written by a newer version (schema ${version}, this one knows ${newest}): start that version, or restore the backup made before the update.`,
    );
  return version;
}
