import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

export interface TestDatabase {
  readonly url: string;
  /** The server's own database, for whoever makes roles or stops sessions. */
  readonly serverUrl: string;
  /** Runs statements as the owner of everything. */
  query(text: string): Promise<void>;
  /** Removes every row, also where triggers keep them, but not what migrations were applied. */
  clear(): Promise<void>;
  drop(): Promise<void>;
}

/** An empty database on the server of this run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = await urlOfServer();
  const name = `hangil_test_${randomUUID().replaceAll('-', '')}`;
  await query(serverUrl, `CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    serverUrl,
    query: (text) => query(url.href, text),
    clear: () => query(url.href, clearing),
    drop: () => query(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

const clearing = `
  SET session_replication_role = replica;
  DO $$
  DECLARE name text;
  BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'schema_migration' LOOP
      EXECUTE format('DELETE FROM %I', name);
    END LOOP;
  END $$`;

async function query(connectionString: string, text: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** Given, or asked of the one who starts a server for the whole run. */
async function urlOfServer(): Promise<string> {
  const { HANGIL_TEST_POSTGRES_URL: given, HANGIL_TEST_POSTGRES_STARTER: starter } = process.env;
  if (given !== undefined && given !== '') return given;
  if (starter === undefined)
    throw new Error('Set HANGIL_TEST_POSTGRES_URL, or run this with the vitest.config.ts of the root.');
  const answer = await fetch(starter);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}
