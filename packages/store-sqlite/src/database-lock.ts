import { StoreOpenError } from '@hangil/store-kit';
import Sqlite from 'better-sqlite3';

export interface DatabaseLock {
  release(): void;
}

/**
 * Keeps every other gateway away from a database file, while other programs may still read it. The lock is a transaction
 * held open on an empty database beside it: the operating system drops it when the process ends, however it ends.
 * The file stays, because removing it would let two openers lock two files of one name.
 *
 * @throws StoreOpenError when it is held, in this process or another
 */
export function lockDatabase(path: string): DatabaseLock {
  const holder = new Sqlite(`${path}.lock`, { timeout: 0 });
  try {
    holder.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    holder.close();
    if (!(error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY'))) throw error;
    throw new StoreOpenError(
      `${path} is in use by another gateway: stop that one first, or name another file for this one.`,
      { cause: error },
    );
  }
  return { release: () => void holder.close() };
}
