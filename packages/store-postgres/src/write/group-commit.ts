import type { CommitResult } from '@hangil/engine';
import type { Pool } from 'pg';
import type { Write } from './batch.ts';
import { conflictOf, isAboutContent } from './refusal.ts';
import { createBatchSender } from './send-batch.ts';

interface Waiting {
  readonly write: Write;
  readonly resolve: (result: CommitResult) => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupCommit {
  /**
   * Writes with whatever else is waiting by then, and resolves when it is durable. What is refused harms nothing else.
   *
   * @throws when the database fails or cannot be reached; then it is not known to be written
   */
  write(write: Write): Promise<CommitResult>;
  /** Resolves when nothing waits and nothing is being written. */
  drained(): Promise<void>;
}

const committed: CommitResult = { kind: 'committed' };

/** Bounds what one transaction holds, not what may wait. */
const writesPerBatch = 200;

/**
 * One transaction at a time; what arrives meanwhile is the next one.
 *
 * @param onBatch - told how many writes shared each transaction that is durable
 */
export function createGroupCommit(pool: Pool, onBatch?: (writes: number) => void): GroupCommit {
  const send = createBatchSender(pool);
  let waiting: Waiting[] = [];
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    // What this turn of the event loop brings is still part of the first batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting.slice(0, writesPerBatch);
      waiting = waiting.slice(writesPerBatch);
      await settle(batch);
    }
    running = null;
  }

  /** Halves a batch that was refused until what is to blame stands alone. */
  async function settle(batch: readonly Waiting[]): Promise<void> {
    try {
      await send(batch.map(({ write }) => write));
      onBatch?.(batch.length);
      for (const { resolve } of batch) resolve(committed);
    } catch (error) {
      const [only] = batch;
      if (!isAboutContent(error)) for (const { reject } of batch) reject(error);
      else if (only !== undefined && batch.length === 1) await refuse(only, error);
      else {
        const middle = Math.ceil(batch.length / 2);
        await settle(batch.slice(0, middle));
        await settle(batch.slice(middle));
      }
    }
  }

  async function refuse({ write, resolve, reject }: Waiting, error: unknown): Promise<void> {
    try {
      const on = write.kind === 'change_set' ? await conflictOf(error, write.changes, pool) : null;
      if (on === null) reject(error);
      else resolve({ kind: 'conflict', on });
    } catch (failure) {
      reject(failure);
    }
  }

  return {
    write: (write) =>
      new Promise((resolve, reject) => {
        waiting.push({ write, resolve, reject });
        running ??= run();
      }),
    drained: async () => {
      await running;
    },
  };
}
