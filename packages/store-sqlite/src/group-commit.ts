import Sqlite, { type Database } from 'better-sqlite3';

interface Write {
  readonly run: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What many writes of a transaction add to and is written once, at its end. */
export interface TransactionEnding {
  /** A write begins. */
  mark(): void;
  /** The write that began last is undone. */
  undo(): void;
  /** Writes what was added, as the last part of the transaction. */
  write(): void;
  /** The transaction is undone. */
  reset(): void;
}

const noEnding: TransactionEnding = { mark: () => {}, undo: () => {}, write: () => {}, reset: () => {} };

export interface GroupCommit {
  /**
   * Runs a write in the next transaction, with whatever else is written in this turn of the event loop and the next, and
   * resolves when it is on disk. A write that throws is undone alone, and its error comes back.
   *
   * @throws when the transaction fails; then none of its writes is known to be on disk
   */
  write<Result>(run: () => Result): Promise<Result>;
  /** Writes at once what is waiting. */
  flush(): void;
  /**
   * The disk failed or the file is damaged, and nothing is written any more: whether an earlier write is still there
   * is certain only after the file was opened anew.
   */
  readonly failure: Error | null;
}

/**
 * One transaction, and so one sync to disk, for all writes of two turns of the event loop. Under load the second turn
 * gathers as many writes again for the same sync; without load a turn takes no time.
 *
 * @param onBatch - told how many writes shared each transaction that reached the disk
 */
export function createGroupCommit(
  client: Database,
  ending: TransactionEnding = noEnding,
  onBatch?: (writes: number) => void,
): GroupCommit {
  const begin = client.prepare('BEGIN IMMEDIATE');
  const commit = client.prepare('COMMIT');
  const rollback = client.prepare('ROLLBACK');
  const savepoint = client.prepare('SAVEPOINT one_write');
  const release = client.prepare('RELEASE one_write');
  const undo = client.prepare('ROLLBACK TO one_write');
  let waiting: Write[] = [];
  let failure: Error | null = null;

  /** @returns how to tell the caller, once the transaction is on disk */
  function attempt({ run, resolve, reject }: Write): () => void {
    savepoint.run();
    ending.mark();
    try {
      run();
      release.run();
      return resolve;
    } catch (error) {
      // SQLite itself ends the transaction when the disk is full, for example.
      if (!client.inTransaction || isDamage(error)) throw error;
      undo.run();
      release.run();
      ending.undo();
      return () => reject(error);
    }
  }

  function runAlone({ run, resolve }: Write): () => void {
    run();
    return resolve;
  }

  function flush(): void {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      if (failure !== null) throw failure;
      begin.run();
      const answers = batch.map(batch.length === 1 ? runAlone : attempt);
      ending.write();
      commit.run();
      onBatch?.(batch.length);
      for (const answer of answers) answer();
    } catch (error) {
      if (isDamage(error)) failure = error;
      if (client.inTransaction) rollback.run();
      ending.reset();
      for (const { reject } of batch) reject(error);
    }
  }

  return {
    write: (run) =>
      new Promise((resolve, reject) => {
        let result: ReturnType<typeof run>;
        if (waiting.length === 0) setImmediate(() => setImmediate(flush));
        waiting.push({
          run: () => {
            result = run();
          },
          resolve: () => resolve(result),
          reject,
        });
      }),
    flush,
    get failure() {
      return failure;
    },
  };
}

function isDamage(error: unknown): error is Error {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(IOERR|CORRUPT|NOTADB)/.test(error.code);
}
