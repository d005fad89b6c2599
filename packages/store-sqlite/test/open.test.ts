import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createBuilders } from '@hangil/store-testkit';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSqliteStore, StoreOpenError } from '../src/index.ts';
import { openDatabase } from '../src/open-database.ts';
import { childCommand, startChild } from './child-process.ts';
import { makeDirectory } from './temporary-directory.ts';

let directory: ReturnType<typeof makeDirectory>;
beforeEach(() => {
  directory = makeDirectory();
});
afterEach(() => directory.remove());

/** Opening fails with one sentence that names the file. */
function expectRefusal(path: string, words: RegExp): void {
  let error: unknown;
  try {
    openSqliteStore({ path });
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(StoreOpenError);
  const message = error instanceof Error ? error.message : '';
  expect(message).toMatch(words);
  expect(message).toContain(path);
  expect(message).not.toContain('\n');
}

function runSql(path: string, sql: string): void {
  const client = new Sqlite(path);
  client.exec(sql);
  client.close();
}

describe('opening a database', () => {
  test('makes the directory and the tables, and opening again changes nothing', async () => {
    const path = directory.file('new/deep/hangil.db');
    const payment = createBuilders().buildPayment();
    const first = openSqliteStore({ path });
    await first.commit({ payments: [payment] });
    await first.close();
    const tables = schemaOf(path);

    const second = openSqliteStore({ path });
    await second.check();
    expect(await second.payment(payment.id)).toEqual(payment);
    await second.close();
    expect(schemaOf(path)).toEqual(tables);
    expect(tables.length).toBeGreaterThan(20);
  });

  function schemaOf(path: string): unknown[] {
    const client = new Sqlite(path, { readonly: true });
    const schema = client.prepare('SELECT * FROM sqlite_schema').all();
    const migrations = client.prepare('SELECT * FROM schema_migration').all();
    client.close();
    expect(migrations).toHaveLength(readdirSync(new URL('../migrations', import.meta.url)).length);
    return [...schema, ...migrations];
  }

  test('keeps what makes commits durable and constraints work', () => {
    const { client, close } = openDatabase(directory.file('hangil.db'));
    const pragma = (name: string) => client.pragma(name, { simple: true });
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('busy_timeout')).toBe(5_000);
    expect(pragma('fullfsync')).toBe(1);
    expect(pragma('recursive_triggers')).toBe(1);
    close();
  });

  test('every table is strict', () => {
    const { client, close } = openDatabase(':memory:');
    const tables = client.prepare("SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite_%'").all();
    expect(tables.length).toBeGreaterThan(10);
    for (const table of tables) expect(table).toMatchObject({ strict: 1 });
    close();
  });
});

describe('a database that is open', () => {
  test('is refused to a second opener in this process, by whatever name, and free after closing', async () => {
    const path = directory.file('hangil.db');
    const other = directory.file('other-name.db');
    const store = openSqliteStore({ path });
    symlinkSync(path, other);
    expectRefusal(path, /in use by another gateway/);
    expect(() => openSqliteStore({ path: other })).toThrow(/in use by another gateway/);
    await store.close();
    await openSqliteStore({ path: other }).close();
  });

  test('is refused while another process has it, and free when that process was killed', async () => {
    const path = directory.file('hangil.db');
    const child = startChild(childCommand('hold-store.ts', path));
    try {
      await once(child.stdout, 'data');
      expectRefusal(path, /in use by another gateway/);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await openSqliteStore({ path }).close();
  });

  test('can still be read by other programs', async () => {
    const path = directory.file('hangil.db');
    const store = openSqliteStore({ path });
    await store.commit({ payments: [createBuilders().buildPayment()] });
    const reader = new Sqlite(path, { readonly: true });
    expect(reader.prepare('SELECT count(*) FROM payment').pluck().get()).toBe(1);
    reader.close();
    await store.close();
  });
});

describe('a database that cannot be used is refused', () => {
  test('when a newer version wrote it', async () => {
    const path = directory.file('hangil.db');
    await openSqliteStore({ path }).close();
    runSql(path, "INSERT INTO schema_migration (version, name) VALUES (9999, 'future')");
    expectRefusal(path, /newer version \(schema 9999/);
    expectRefusal(path, /newer version/);
  });

  test('when it belongs to another program, and is left as it was', () => {
    const path = directory.file('hangil.db');
    runSql(path, 'CREATE TABLE something (id INTEGER)');
    expectRefusal(path, /another program/);
    const client = new Sqlite(path);
    expect(client.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['something']);
    client.close();
  });

  test('when it is no database', () => {
    const path = directory.file('hangil.db');
    writeFileSync(path, 'a text that is long enough to be taken for a header, and is none\n'.repeat(100));
    expectRefusal(path, /not a SQLite database/);
  });

  test('when it is a directory, or below a file', () => {
    const path = directory.file('hangil.db');
    mkdirSync(path);
    expectRefusal(path, /cannot be opened/);
    writeFileSync(directory.file('file'), '');
    expectRefusal(directory.file('file/hangil.db'), /cannot be made/);
  });

  test('when another program is writing to it', async () => {
    const path = directory.file('hangil.db');
    await openSqliteStore({ path }).close();
    const writer = new Sqlite(path);
    writer.exec('BEGIN IMMEDIATE');
    expectRefusal(path, /locked by another program/);
    writer.close();
    await openSqliteStore({ path }).close();
  });

  test('when this user may not write to it, or not reach it', async () => {
    const path = directory.file('hangil.db');
    await openSqliteStore({ path }).close();
    chmodSync(path, 0o444);
    chmodSync(directory.file('.'), 0o777);
    asNobody(() => expectRefusal(path, /read-only/));
    chmodSync(directory.file('.'), 0o700);
    asNobody(() => expectRefusal(path, /cannot be opened/));
  });

  /** The superuser may do everything, so tests that run as one step down for a moment. */
  function asNobody(run: () => void): void {
    const isSuperuser = process.geteuid?.() === 0;
    if (isSuperuser) process.seteuid?.(65_534);
    try {
      run();
    } finally {
      if (isSuperuser) process.seteuid?.(0);
    }
  }

  test('and the lock is let go, so that the next start can try again', async () => {
    const path = directory.file('hangil.db');
    writeFileSync(path, 'no database, but long enough for SQLite to look at it '.repeat(100));
    expectRefusal(path, /not a SQLite database/);
    writeFileSync(path, '');
    await openSqliteStore({ path }).close();
    expect(existsSync(path)).toBe(true);
  });
});
