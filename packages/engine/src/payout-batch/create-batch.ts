import { answerOnce } from '../decision/answer-once.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { checkFile } from './check-file.ts';
import { loadBatch, refusedFile } from './load-batch.ts';
import type { PayoutBatches } from './payout-batches.ts';
import { batchConflict, isBeingLoaded, presentBatch } from './show-batch.ts';

/** Checks the whole file first; one bad row refuses it. What a broken upload left is gone on with when the same file comes again. */
export function makeCreateBatch(dependencies: EngineDependencies): PayoutBatches['create'] {
  return (scope, file, createdBy, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (id) => presentBatch(dependencies, id),
      async (keyed) => {
        const interrupted = await dependencies.store.documentByKey('payout_batch', scope, file.contentHash);
        if (interrupted !== null && isBeingLoaded(interrupted, dependencies.clock.now()))
          throw batchConflict('loading', 'the same file is being loaded by another request');
        const { accepted, rejected, errors } = await checkFile(dependencies, scope, file, interrupted?.id);
        if (rejected > 0) throw refusedFile({ accepted, rejected, errors }, `${rejected} rows are wrong.`);
        if (accepted === 0) throw refusedFile({ accepted, rejected, errors }, 'The file has no rows.');
        return loadBatch(dependencies, { scope, file, total: accepted, createdBy, keyed }, interrupted);
      },
    );
}
