import { minuteMs } from '@hangil/core';
import { answerOnce, type Present } from '../decision/answer-once.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { confirmVerification } from './confirm-verification.ts';
import { deleteVerification } from './delete-verification.ts';
import type { IdentityVerification, IdentityVerifications } from './identity-verifications.ts';
import { requestVerification } from './request-verification.ts';

/** Longer than any provider call. */
const requestTakesAtMostMs = minuteMs;

export function createIdentityVerifications(dependencies: EngineDependencies): IdentityVerifications {
  const present = async (id: string): Promise<Present<IdentityVerification>> => {
    const value = await dependencies.store.document('identity_verification', id);
    if (value === null) throw new Error(`identity verification ${id} is gone`);
    const ageMs = dependencies.clock.now().getTime() - value.createdAt.getTime();
    return { value, running: value.status === 'pending' && ageMs < requestTakesAtMostMs, cameToNothing: false };
  };
  return {
    request: (scope, input, idempotent) =>
      answerOnce(dependencies, scope, idempotent, present, (keyed) =>
        requestVerification(dependencies, scope, input, keyed),
      ),
    confirm: (scope, id, input, idempotent) =>
      answerOnce(dependencies, scope, idempotent, present, (keyed) =>
        confirmVerification(dependencies, scope, id, input, keyed),
      ),
    delete: (scope, id) => deleteVerification(dependencies, scope, id),
  };
}
