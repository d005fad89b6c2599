import { createServer } from 'node:net';
import { createTestDatabase, startPrivateServer, type TestDatabase } from '@hangil/postgres-testkit';
import { createBuilders } from '@hangil/store-testkit';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPostgresStore, StoreOpenError } from '../src/index.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

async function run(url: string, ...statements: readonly string[]): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const rows: unknown[] = [];
  try {
    for (const statement of statements) rows.push(...(await client.query(statement)).rows);
    return rows;
  } finally {
    await client.end();
  }
}

/** The sentence with which opening fails. */
async function sentenceOf(url: string): Promise<string> {
  const error = await openPostgresStore({ url }).then(
    (store) => store.close(),
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(StoreOpenError);
  return error.message;
}

function changed(change: (url: URL) => unknown): string {
  const url = new URL(database.url);
  url.password = 'CANARY';
  change(url);
  return url.href;
}

const setting = (text: string) => (url: URL) => url.searchParams.set('options', `-c ${text}`);

describe('a database that cannot be used', () => {
  test.each<[string, (url: URL) => unknown, RegExp]>([
    ['that does not exist', (url) => Object.assign(url, { pathname: '/nowhere' }), /nowhere does not exist: create/],
    ['whose user is unknown', (url) => Object.assign(url, { username: 'stranger' }), /refuses this user: check/],
    ['whose host has no address', (url) => Object.assign(url, { host: 'nowhere.invalid' }), /is not found: check/],
    ['that is read-only', setting('default_transaction_read_only=on'), /is read-only .*: let/],
    ['that forgets commits', setting('synchronous_commit=off'), /synchronous_commit = off\): switch it on/],
  ])('%s is told in one sentence without the password', async (_words, change, expected) => {
    const sentence = await sentenceOf(changed(change));
    expect(sentence).toMatch(expected);
    expect(sentence).toMatch(/^PostgreSQL at [^\n]+\.$/);
    expect(sentence).not.toContain('CANARY');
  });

  test('that nobody answers for', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => {
      taken.listen(0, '127.0.0.1', resolve);
    });
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((resolve) => taken.close(resolve));
    expect(await sentenceOf(changed((url) => Object.assign(url, { port: String(port) })))).toMatch(/does not answer/);
  });

  test('whose user has another password', async () => {
    const name = `user_${new URL(database.url).pathname.slice(-8)}`;
    await run(database.serverUrl, `CREATE ROLE ${name} LOGIN PASSWORD 'right'`);
    expect(await sentenceOf(changed((url) => Object.assign(url, { username: name })))).toMatch(/refuses this user/);
    await run(database.serverUrl, `DROP ROLE ${name}`);
  });

  test('whose user may not make tables', async () => {
    const name = `user_${new URL(database.url).pathname.slice(-8)}`;
    await run(database.serverUrl, `CREATE ROLE ${name} LOGIN PASSWORD 'right'`);
    await run(database.url, 'REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    const url = changed((each) => Object.assign(each, { username: name, password: 'right' }));
    expect(await sentenceOf(url)).toMatch(/does not give this user the rights it needs .*migrate as the owner/);
    await run(database.serverUrl, `DROP ROLE ${name}`);
  });

  test('that holds the tables of another program', async () => {
    await run(database.url, 'CREATE TABLE customers (id int)');
    expect(await sentenceOf(database.url)).toMatch(/holds the tables of another program: name an empty/);
    expect(await run(database.url, 'SELECT tablename FROM pg_tables WHERE schemaname = current_schema()')).toEqual([
      { tablename: 'customers' },
    ]);
  });

  test('that a newer version has written', async () => {
    await (await openPostgresStore({ url: database.url })).close();
    await run(database.url, "INSERT INTO schema_migration (version, name) VALUES (9999, 'future')");
    expect(await sentenceOf(database.url)).toMatch(/was written by a newer version \(schema 9999/);
  });

  test('on a server that does not sync', async () => {
    const server = await startPrivateServer({ fsync: 'off' });
    expect(await sentenceOf(server.url)).toMatch(/fsync = off\): switch it on/);
    await server.stop();
  });
});

describe('migrations', () => {
  test('are applied once when several gateways start at the same time', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => openPostgresStore({ url: database.url })));
    const build = createBuilders();
    const results = await Promise.all(stores.map((store) => store.commit({ payments: [build.buildPayment()] })));
    expect(results).toEqual(Array.from({ length: 4 }, () => ({ kind: 'committed' })));
    await Promise.all(stores.map((store) => store.close()));
    const versions = await run(database.url, 'SELECT version FROM schema_migration ORDER BY version');
    expect(versions).toEqual([{ version: 1 }, { version: 2 }]);
  });

  test('that fail leave nothing behind', async () => {
    await run(database.url, "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'");
    expect(await sentenceOf(database.url)).toMatch(/cannot be used .*refuse_change/);
    expect(await run(database.url, 'SELECT FROM pg_tables WHERE schemaname = current_schema()')).toEqual([]);
  });

  test('need no right to make tables when there are none to make', async () => {
    await (await openPostgresStore({ url: database.url })).close();
    const name = `user_${new URL(database.url).pathname.slice(-8)}`;
    await run(database.serverUrl, `CREATE ROLE ${name} LOGIN PASSWORD 'right'`);
    await run(
      database.url,
      'REVOKE CREATE ON SCHEMA public FROM PUBLIC',
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name}`,
      `REVOKE UPDATE, DELETE ON journal_entry, journal_line, period_closing FROM ${name}`,
      `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${name}`,
    );
    const url = changed((each) => Object.assign(each, { username: name, password: 'right' }));
    const store = await openPostgresStore({ url });
    expect(await store.commit({ journalEntries: [createBuilders().buildJournalEntry()] })).toEqual({
      kind: 'committed',
    });
    await store.close();
    await expect(run(url, 'DELETE FROM journal_line')).rejects.toThrow(/permission denied/);
    await run(database.url, `DROP OWNED BY ${name}`);
    await run(database.serverUrl, `DROP ROLE ${name}`);
  });
});
