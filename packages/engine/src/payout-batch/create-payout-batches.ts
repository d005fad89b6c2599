import type { EngineDependencies } from '../engine-dependencies.ts';
import { makeCancelBatch, makePauseBatch, makeResumeBatch } from './change-batch.ts';
import { checkFile } from './check-file.ts';
import { makeCreateBatch } from './create-batch.ts';
import type { PayoutBatches } from './payout-batches.ts';
import { mustLoadBatch, showBatch } from './show-batch.ts';

export function createPayoutBatches(dependencies: EngineDependencies): PayoutBatches {
  return {
    check: (scope, file) => checkFile(dependencies, scope, file),
    create: makeCreateBatch(dependencies),
    get: async (scope, id) => showBatch(dependencies, await mustLoadBatch(dependencies, scope, id)),
    pause: makePauseBatch(dependencies),
    resume: makeResumeBatch(dependencies),
    cancel: makeCancelBatch(dependencies),
  };
}
