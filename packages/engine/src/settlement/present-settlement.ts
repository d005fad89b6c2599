import type { Present } from '../decision/answer-once.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Scope } from '../store/records.ts';
import type { Settlement } from './settlements.ts';

/** How a request about a settlement is repeated: with the settlement as it is now. */
export function presentSettlement(
  { store }: EngineDependencies,
  scope: Scope,
): (resourceId: string) => Promise<Present<Settlement>> {
  return async (resourceId) => ({
    value: owned(await store.document('settlement', resourceId), scope),
    running: false,
    cameToNothing: false,
  });
}
