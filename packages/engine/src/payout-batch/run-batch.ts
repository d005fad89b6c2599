import { minuteMs } from '@hangil/core';
import { commit, commitDecision } from '../decision/commit.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { cancelIfWaiting } from '../payout/approve-and-cancel-payout.ts';
import { sendWhenDue } from '../payout/send-payout.ts';
import { batchIdOf } from './payout-batches.ts';
import { openRows, showBatch } from './show-batch.ts';

/** Payouts of one batch that are at the provider at the same time. */
const rowsAtOnce = 8;

/** A batch whose rows all wait is looked at again after this time at the latest. */
const longestRestMs = 10 * minuteMs;

const rowsPerCancel = 500;

/** Sends the next few rows and plans the run after it, until no row waits. */
export async function runBatch(dependencies: EngineDependencies, id: string): Promise<void> {
  const { store, clock } = dependencies;
  const batch = await store.document('payout_batch', id);
  if (batch?.status === 'canceled') return void (await cancelRows(dependencies, id, rowsPerCancel));
  if (batch?.status !== 'running') return;
  const batchId = batchIdOf(batch);
  const query = { status: 'scheduled', limit: rowsAtOnce } as const;
  const rows = await store.payoutsOfBatch(batchId, { ...query, availableBy: clock.now() });
  const results = await Promise.allSettled(rows.map((row) => sendWhenDue(dependencies, row.id)));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  const [next] = await store.payoutsOfBatch(batchId, { ...query, limit: 1 });
  if (next === undefined) return;
  const now = clock.now().getTime();
  const wantedAt = rows.length > 0 ? now : (next.availableAt?.getTime() ?? now);
  await wake(dependencies, id, new Date(Math.min(wantedAt, now + longestRestMs)));
}

/** Takes back up to `limit` rows that were not sent; plans another round while there are more. */
export async function cancelRows(dependencies: EngineDependencies, id: string, limit: number): Promise<void> {
  const batchId = batchIdOf({ id });
  for (let done = 0; ; ) {
    const waiting = await Promise.all(
      (['scheduled', 'pending_approval'] as const).map((status) =>
        dependencies.store.payoutsOfBatch(batchId, { status, limit: rowsPerCancel }),
      ),
    );
    const rows = waiting.flat();
    if (rows.length === 0) return;
    if (done >= limit) return wake(dependencies, id, dependencies.clock.now());
    await Promise.all(rows.map((row) => cancelIfWaiting(dependencies, row.id)));
    done += rows.length;
  }
}

function wake(dependencies: EngineDependencies, id: string, dueAt: Date): Promise<void> {
  return commit(dependencies, {
    jobs: [{ kind: 'schedule', jobKind: 'run_payout_batch', subjectId: id, dueAt }],
  });
}

/** Writes down that a batch is completed once its last row has ended. */
export function concludeBatch(dependencies: EngineDependencies, id: string): Promise<void> {
  return commitDecision(dependencies, async () => {
    const batch = await dependencies.store.document('payout_batch', id);
    if (batch === null || (batch.status !== 'running' && batch.status !== 'paused')) return nothing;
    const { counts } = await showBatch(dependencies, batch);
    if (openRows(counts) > 0) return nothing;
    const documents = [{ ...batch, version: batch.version + 1, status: 'completed' }];
    return { changes: { documents }, value: undefined };
  });
}

const nothing = { changes: null, value: undefined };
