import { copyFileSync, existsSync, mkdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '@hangil/engine';
import { openSqliteStore, openStoreInMemory } from '@hangil/store-sqlite';
import type { Random } from './random.ts';

/** Where the database of a run lives. */
export interface Medium {
  /** Opens what the last crash left; empty at first. */
  open(): Store;
  /** How much is written; grows with every write. Only meaningful for a file. */
  size(): number;
  /**
   * The process dies: keeps what the disk holds.
   *
   * @param tornFrom - size before the write that was under way, whose end may be missing from any byte on
   */
  crash(tornFrom: number | null, random: Random): void;
}

export function createMemoryMedium(): Medium {
  let image: Uint8Array | undefined;
  let current: ReturnType<typeof openStoreInMemory> | undefined;
  return {
    open() {
      current = openStoreInMemory(image);
      return current.store;
    },
    size: () => 0,
    crash() {
      image = current?.image();
    },
  };
}

/** A file with a write-ahead log, whose last write is torn when the power fails. Every life has a copy of its own. */
export function createFileMedium(directory: string): Medium {
  let life = 0;
  mkdirSync(directory, { recursive: true });
  const path = () => join(directory, `life-${life}.db`);
  const size = () => (existsSync(`${path()}-wal`) ? statSync(`${path()}-wal`).size : 0);
  return {
    open: () => openSqliteStore({ path: path() }),
    size,
    crash(tornFrom, random) {
      const from = path();
      const walSize = size();
      life += 1;
      copyFileSync(from, path());
      if (walSize === 0) return;
      copyFileSync(`${from}-wal`, `${path()}-wal`);
      if (tornFrom !== null && tornFrom < walSize) truncateSync(`${path()}-wal`, random.between(tornFrom, walSize));
    },
  };
}
