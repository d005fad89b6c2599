import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { StoreOpenError } from '@hangil/store-kit';
import Sqlite, { type Database } from 'better-sqlite3';
import { lockDatabase } from './database-lock.ts';
import { migrate } from './migrate.ts';
import { toStoreOpenError } from './store-open-error.ts';

export interface OpenDatabase {
  readonly client: Database;
  /** Lets go of the file and of its lock. */
  close(): void;
}

/** SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode when a reset of the WAL meets another connection's write. */
const oldestVersion = [3, 51, 3] as const;

/**
 * Opens, checks and migrates a database.
 *
 * @throws StoreOpenError with one sentence that says what to do
 */
export function openDatabase(path: string): OpenDatabase {
  if (path === ':memory:') return openInMemory();
  try {
    return openFile(path);
  } catch (error) {
    throw toStoreOpenError(path, error);
  }
}

/** @param image - a database as it was serialized; empty when left out */
export function openInMemory(image?: Uint8Array): OpenDatabase {
  const client = new Sqlite(image === undefined ? ':memory:' : Buffer.from(image));
  prepare(client, ':memory:', 'memory');
  return { client, close: () => void client.close() };
}

function openFile(path: string): OpenDatabase {
  const file = locate(path);
  const lock = lockDatabase(file);
  let client: Database | undefined;
  try {
    client = new Sqlite(file, { timeout: 5_000 });
    prepare(client, file, 'wal');
  } catch (error) {
    client?.close();
    lock.release();
    throw error;
  }
  const opened = client;
  return {
    client: opened,
    close: () => {
      opened.close();
      lock.release();
    },
  };
}

/** One name for one file, so that two ways to it meet at the same lock. */
function locate(path: string): string {
  const absolute = resolve(path);
  mkdirSync(dirname(absolute), { recursive: true });
  return existsSync(absolute) ? realpathSync(absolute) : join(realpathSync(dirname(absolute)), basename(absolute));
}

function prepare(client: Database, path: string, journalMode: 'wal' | 'memory'): void {
  assertVersion(client);
  setPragma(client, 'journal_mode', journalMode, journalMode);
  setPragma(client, 'synchronous', 'FULL', 2);
  setPragma(client, 'fullfsync', 'ON', 1);
  setPragma(client, 'checkpoint_fullfsync', 'ON', 1);
  setPragma(client, 'foreign_keys', 'ON', 1);
  // REPLACE fires the delete triggers of the journal only with this.
  setPragma(client, 'recursive_triggers', 'ON', 1);
  setPragma(client, 'cache_size', '-65536', -65536);
  setPragma(client, 'temp_store', 'MEMORY', 2);
  migrate(client, path);
}

/** A pragma that SQLite does not know or cannot set is ignored silently, so each is read back. */
function setPragma(client: Database, name: string, value: string, expected: string | number): void {
  client.pragma(`${name} = ${value}`);
  const actual = client.pragma(name, { simple: true });
  if (actual !== expected) {
    throw new StoreOpenError(`SQLite does not keep ${name} = ${value} here (it says ${actual}): use a local disk.`);
  }
}

function assertVersion(client: Database): void {
  const version = client.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '';
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor, oldestPatch] = oldestVersion;
  const number = (major * 1_000 + minor) * 1_000 + patch;
  if (number < (oldestMajor * 1_000 + oldestMinor) * 1_000 + oldestPatch) {
    throw new StoreOpenError(`SQLite ${version} can lose data; ${oldestVersion.join('.')} or newer is needed.`);
  }
}
