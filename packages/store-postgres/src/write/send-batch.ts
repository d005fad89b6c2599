import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseError, type Pool } from 'pg';
import { type BatchArguments, toBatchArguments, type Write } from './batch.ts';
import { isAboutContent } from './refusal.ts';

/** Names of the lists that the function takes, in the order of the placeholders. */
const lists = [
  'claimed_keys',
  'completed_keys',
  'released_keys',
  'provider_events',
  'changed_payments',
  'new_payments',
  'changed_refunds',
  'new_refunds',
  'changed_payouts',
  'new_payouts',
  'changed_documents',
  'new_documents',
  'changed_operations',
  'new_operations',
  'deleted_endpoints',
  'changed_endpoints',
  'new_endpoints',
  'changed_deliveries',
  'new_deliveries',
  'opened_cases',
  'resolved_cases',
  'folded_events',
  'finished_jobs',
  'retried_jobs',
  'removed_jobs',
  'scheduled_jobs',
  'books',
  'entries',
  'lines',
  'account_days',
  'closings',
  'events',
] as const;

const call = `SELECT write_batch_1($1, $2, ${lists.map((name, index) => `${name} => $${index + 3}`).join(', ')})`;

/** How often a batch is sent again, and after how long each time: a failover takes some seconds. */
const retryDelaysMs = [5, 20, 100, 300, 600, 1_000, 2_000, 3_000, 4_000];

/** SQLSTATE of what may go well the next time: lost races, a server that stops or starts, a standby that was the primary. */
const worthRetrying = /^(40001|40P01|55P03|57P0[123]|53300|25006|08...)$/;

/**
 * Sends batches one after the other. When the answer to one is lost it is sent again under the same number, and the database knows
 * whether it has it.
 */
export function createBatchSender(pool: Pool): (writes: readonly Write[]) => Promise<void> {
  const writerId = randomUUID();
  let lastNumber = 0;

  async function send(number: number, given: BatchArguments): Promise<void> {
    const client = await pool.connect();
    try {
      const values = [writerId, number, ...lists.map((name) => given[name] ?? null)];
      await client.query({ name: 'write_batch_1', text: call, values });
      client.release();
    } catch (error) {
      client.release(!isAboutContent(error));
      throw error;
    }
  }

  return async (writes) => {
    lastNumber += 1;
    const number = lastNumber;
    const given = toBatchArguments(writes);
    for (const delayMs of retryDelaysMs) {
      try {
        return await send(number, given);
      } catch (error) {
        if (error instanceof DatabaseError && !worthRetrying.test(error.code ?? '')) throw error;
        await wait(delayMs);
      }
    }
    return send(number, given);
  };
}
