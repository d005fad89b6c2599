import type { Payout, PayoutId } from '@hangil/core';
import { answerOnce, claimKey, type KeyedRequest } from '../decision/answer-once.ts';
import { commit } from '../decision/commit.ts';
import { isBeingSent } from '../decision/operation-changes.ts';
import { owned } from '../decision/owned.ts';
import type { Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { applyPayoutReading, inquirePayout, mustLoadPayout } from './ask-provider-about-payout.ts';
import { presentPayout } from './create-payout.ts';
import { isFinalPayout } from './settle-payout.ts';
import { isWaiting } from './watch-payout.ts';

export function makeSyncPayout(dependencies: EngineDependencies): Engine['syncPayout'] {
  return (scope, id, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (payoutId) => presentPayout(dependencies, payoutId),
      async (keyed) => {
        const payout = owned(await dependencies.store.payout(id), scope);
        const reading =
          isFinalPayout(payout) || isWaiting(payout)
            ? ({ kind: 'unknown', cause: 'nothing to ask', askedAt: dependencies.clock.now() } as const)
            : await inquirePayout(dependencies, payout);
        return applyPayoutReading(dependencies, id, reading, { idempotency: recordAnswer(dependencies, keyed) });
      },
    );
}

function recordAnswer({ clock }: EngineDependencies, idempotent: KeyedRequest<Payout> | undefined) {
  return (payout: Payout) => {
    const response = payout.status === 'unknown' ? null : (idempotent?.represent(payout) ?? null);
    return claimKey(payout, idempotent, { kind: 'payout', id: payout.id }, response, clock.now());
  };
}

/** Looks at a payout that is not final; what was sent is asked about, never sent again. */
export async function runWatchPayout(dependencies: EngineDependencies, id: PayoutId): Promise<void> {
  const { payout, operation } = await mustLoadPayout(dependencies, id);
  if (isFinalPayout(payout) || isWaiting(payout)) return;
  if (isBeingSent(operation, dependencies.clock.now())) {
    const dueAt = operation.leaseUntil ?? dependencies.clock.now();
    await commit(dependencies, { jobs: [{ kind: 'schedule', jobKind: 'watch_payout', subjectId: id, dueAt }] });
    return;
  }
  await applyPayoutReading(dependencies, id, await inquirePayout(dependencies, payout), { countsAsCheck: true });
}
