import { answerOnce, claimKey } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { IdempotentRequest } from '../idempotency.ts';
import type { Scope } from '../store/records.ts';
import type { PayoutBatch, PayoutBatches } from './payout-batches.ts';
import { cancelRows } from './run-batch.ts';
import { batchConflict, mustLoadBatch, presentBatch, showBatch } from './show-batch.ts';

/** Rows that a cancel takes back before it answers; the job takes the rest. */
const rowsPerAnswer = 5_000;

export function makePauseBatch(dependencies: EngineDependencies): PayoutBatches['pause'] {
  return (scope, id, idempotent) => change(dependencies, scope, id, ['running'], 'paused', idempotent);
}

export function makeResumeBatch(dependencies: EngineDependencies): PayoutBatches['resume'] {
  return (scope, id, idempotent) => change(dependencies, scope, id, ['paused'], 'running', idempotent);
}

export function makeCancelBatch(dependencies: EngineDependencies): PayoutBatches['cancel'] {
  return async (scope, id, idempotent) => {
    const from = ['loading', 'running', 'paused'];
    const answer = await change(dependencies, scope, id, from, 'canceled', idempotent);
    if (answer.kind === 'replay') return answer;
    await cancelRows(dependencies, answer.value.id, rowsPerAnswer);
    return { kind: 'value', value: await showBatch(dependencies, await mustLoadBatch(dependencies, scope, id)) };
  };
}

/** Only the state changes here; the job that is woken does what follows from it. */
function change(
  dependencies: EngineDependencies,
  scope: Scope,
  id: string,
  from: readonly string[],
  status: string,
  idempotent: IdempotentRequest<PayoutBatch> | undefined,
) {
  return answerOnce(
    dependencies,
    scope,
    idempotent,
    (batchId) => presentBatch(dependencies, batchId),
    (keyed) =>
      commitDecision(dependencies, async () => {
        const current = await mustLoadBatch(dependencies, scope, id);
        const shown = await showBatch(dependencies, current);
        if (!from.includes(shown.status)) throw batchConflict(shown.status, `it cannot become ${status}`);
        const batch = { ...current, status, version: current.version + 1, key: null };
        const now = dependencies.clock.now();
        return {
          changes: {
            documents: [batch],
            jobs: [{ kind: 'schedule', jobKind: 'run_payout_batch', subjectId: batch.id, dueAt: now }],
            idempotency: claimKey(scope, keyed, { kind: 'document', id: batch.id }, null, now),
          },
          value: { ...batch, counts: shown.counts },
        };
      }),
  );
}
