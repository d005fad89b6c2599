import type { Present } from '../decision/answer-once.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Scope } from '../store/records.ts';
import type { Reconciliation } from './reconciliations.ts';

/** How a request about a comparison is repeated: with the comparison as it is now. */
export function presentReconciliation(
  { store }: EngineDependencies,
  scope: Scope,
): (resourceId: string) => Promise<Present<Reconciliation>> {
  return async (resourceId) => ({
    value: owned(await store.document('reconciliation', resourceId), scope),
    running: false,
    cameToNothing: false,
  });
}
