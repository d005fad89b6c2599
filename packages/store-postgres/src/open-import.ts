import { type DatabaseImport, type MovedRow, type RowKey, StoreOpenError } from '@hangil/store-kit/opening';
import type { Pool, PoolClient } from 'pg';
import { type Connections, connect, describeUrl } from './connect.ts';
import { createBooks } from './create-books.ts';
import { migrate } from './migrate.ts';
import { placeOf, toStoreOpenError } from './store-open-error.ts';

/**
 * Opens an empty database to fill it, or one whose filling was broken off. Until it is released no gateway starts on it.
 *
 * @param source - fingerprint of what is moved
 * @throws StoreOpenError when it holds anything else
 */
export async function openImport(url: string, source: string): Promise<DatabaseImport> {
  let connections: Connections | undefined;
  try {
    connections = connect({ url, readConnections: 2 });
    await begin(connections.writing, describeUrl(url), source);
    return createImport(connections);
  } catch (error) {
    await connections?.close();
    throw toStoreOpenError(placeOf(url), error);
  }
}

/** One row for each table that is being filled, and one for the source; there only while a database is not whole. */
const progressTable = `CREATE TABLE database_move (
  table_name text PRIMARY KEY,
  last_key json NOT NULL
)`;
const sourceRow = 'source';

async function begin(pool: Pool, place: string, source: string): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ begun: boolean }>("SELECT to_regclass('database_move') IS NOT NULL AS begun");
    if (rows[0]?.begun === true) return await assertSource(client, place, source);
    await migrate(client, place);
    const { rows: found } = await client.query<{ used: boolean }>(`SELECT EXISTS (SELECT FROM payment)
      OR EXISTS (SELECT FROM payout) OR EXISTS (SELECT FROM document) OR EXISTS (SELECT FROM book)
      OR EXISTS (SELECT FROM operation) OR EXISTS (SELECT FROM provider_event) OR EXISTS (SELECT FROM webhook_endpoint)
      OR EXISTS (SELECT FROM idempotency_record) OR EXISTS (SELECT FROM review_case) AS used`);
    if (found[0]?.used === true)
      throw new StoreOpenError(`${place} is in use: name an empty database, because two cannot be made one.`);
    await client.query('BEGIN');
    await client.query(progressTable);
    // A gateway that looked in makes jobs that recur; the moved database has its own.
    await client.query('DELETE FROM job');
    await client.query('INSERT INTO database_move VALUES ($1, $2)', [sourceRow, JSON.stringify(source)]);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

async function assertSource(client: PoolClient, place: string, source: string): Promise<void> {
  if ((await readKey(client, sourceRow)) !== source)
    throw new StoreOpenError(
      `${place} was half filled from another state of the file: empty it (DROP SCHEMA public CASCADE; CREATE SCHEMA public) and begin again.`,
    );
}

async function readKey(client: Pool | PoolClient, name: string): Promise<unknown> {
  const { rows } = await client.query('SELECT last_key FROM database_move WHERE table_name = $1', [name]);
  return rows[0]?.last_key ?? null;
}

function createImport({ reading, writing, close }: Connections): DatabaseImport {
  const columnsOf = new Map<string, Promise<readonly string[]>>();
  const columns = (table: string) => {
    const known = columnsOf.get(table) ?? readColumns(reading, table);
    columnsOf.set(table, known);
    return known;
  };
  return {
    books: createBooks(reading, async () => {}),
    lastKey: async (table) => (await readKey(writing, table)) as RowKey | null,
    write: async (table, rows, last) => insert(writing, table, await columns(table), rows, last),
    count: async (table) => {
      const { rows } = await reading.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
      return Number(rows[0]?.count);
    },
    complete: async () => {
      await writing.query(endsOfBooks);
      await writing.query("SELECT setval('job_revision', greatest(1, (SELECT max(revision) FROM job)))");
      await writing.query('ANALYZE');
    },
    release: async () => {
      await writing.query('DROP TABLE database_move');
    },
    close,
  };
}

async function readColumns(pool: Pool, table: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ column_name: string }>(
    'SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1',
    [table],
  );
  return rows.map(({ column_name }) => column_name);
}

async function insert(
  pool: Pool,
  table: string,
  columns: readonly string[],
  rows: readonly MovedRow[],
  last: RowKey,
): Promise<void> {
  const given = Object.keys(rows[0] ?? {});
  const unknown = given.filter((name) => !columns.includes(name));
  if (unknown.length > 0) throw new Error(`${table} has no column ${unknown.join(', ')} in PostgreSQL`);
  const names = given.join(', ');
  await pool.query(
    `WITH written AS (
      INSERT INTO ${table} (${names}) SELECT ${names} FROM json_populate_recordset(NULL::${table}, $1))
    INSERT INTO database_move VALUES ($2, $3) ON CONFLICT (table_name) DO UPDATE SET last_key = excluded.last_key`,
    [JSON.stringify(rows), table, JSON.stringify(last)],
  );
}

const endsOfBooks = `INSERT INTO book (merchant_id, livemode, entry_number, recorded_at_us, hash, event_position, closed_before)
  SELECT owner.merchant_id, owner.livemode, coalesce(entry.number, 0), coalesce(entry.recorded_at_us, 0),
    coalesce(entry.hash, repeat('0', 64)), coalesce(event.position, 0), closing.closed_before
  FROM (
    SELECT merchant_id, livemode FROM journal_entry UNION SELECT merchant_id, livemode FROM outgoing_event
    UNION SELECT merchant_id, livemode FROM period_closing) AS owner
  LEFT JOIN LATERAL (
    SELECT number, recorded_at_us, hash FROM journal_entry
    WHERE merchant_id = owner.merchant_id AND livemode = owner.livemode ORDER BY number DESC LIMIT 1) AS entry ON true
  LEFT JOIN LATERAL (
    SELECT position FROM outgoing_event
    WHERE merchant_id = owner.merchant_id AND livemode = owner.livemode ORDER BY position DESC LIMIT 1) AS event ON true
  LEFT JOIN LATERAL (
    SELECT max(closed_before) AS closed_before FROM period_closing
    WHERE merchant_id = owner.merchant_id AND livemode = owner.livemode) AS closing ON true
  ON CONFLICT (merchant_id, livemode) DO UPDATE SET entry_number = excluded.entry_number,
    recorded_at_us = excluded.recorded_at_us, hash = excluded.hash, event_position = excluded.event_position,
    closed_before = excluded.closed_before`;
