import { PaymentGatewayError, type Payout } from '@hangil/core';
import { answerOnce, claimKey, type KeyedRequest } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { concluded } from '../decision/operation-changes.ts';
import { owned } from '../decision/owned.ts';
import type { Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { IdempotencyChange } from '../store/change-set.ts';
import { mustLoadPayout, payoutChanges } from './ask-provider-about-payout.ts';
import { presentPayout } from './create-payout.ts';
import { claimToSend, sendClaimed } from './send-payout.ts';
import { become, cancelPayout } from './settle-payout.ts';
import { isWaiting } from './watch-payout.ts';

/** Agreed to with another key than it was asked with, a payout goes its way: sent, or scheduled, or to its place in the batch. */
export function makeApprovePayout(dependencies: EngineDependencies): Engine['approvePayout'] {
  return (scope, id, approvedBy, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (payoutId) => presentPayout(dependencies, payoutId),
      async (keyed) => {
        owned(await dependencies.store.payout(id), scope);
        const approved = await commitDecision(dependencies, async () => {
          const context = decisionContext(dependencies);
          const current = await mustLoadPayout(dependencies, id);
          assertMayApprove(current.payout, approvedBy);
          const approval = { approvedBy, approvedAt: context.now };
          const next =
            current.payout.batchId === null
              ? claimToSend(dependencies, current, context, approval)
              : { ...payoutChanges(current, takesItsTurn(current.payout), context), value: null };
          const response = next.value === null ? (keyed?.represent(next.payout) ?? null) : null;
          const idempotency = keyOf(next.payout, keyed, response, context.now);
          return { changes: merge(next.changes, { idempotency }), value: { payout: next.payout, claimed: next.value } };

          function takesItsTurn(payout: Payout) {
            const waiting = become(payout, { ...approval, status: 'scheduled' }, context);
            return { ...waiting, refunded: current.refunded };
          }
        });
        return approved.claimed === null ? approved.payout : sendClaimed(dependencies, approved.claimed, idempotent);
      },
    );
}

function assertMayApprove({ status, createdBy }: Payout, approvedBy: string | null): void {
  if (status !== 'pending_approval') throw stateConflict(status, 'it does not wait for approval');
  if (createdBy !== null && createdBy === approvedBy) throw new PaymentGatewayError('second_key_required');
}

/** Takes a payout back that has not been sent. */
export function makeCancelPayout(dependencies: EngineDependencies): Engine['cancelPayout'] {
  return (scope, id, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (payoutId) => presentPayout(dependencies, payoutId),
      async (keyed) => {
        const { status } = owned(await dependencies.store.payout(id), scope);
        const canceled = await cancelIfWaiting(dependencies, id, (payout, now) =>
          keyOf(payout, keyed, keyed?.represent(payout) ?? null, now),
        );
        if (canceled === null) throw stateConflict(status, 'it has left, and what was sent cannot be taken back');
        return canceled;
      },
    );
}

/** @returns the canceled payout, or null when it no longer waits */
export function cancelIfWaiting(
  dependencies: EngineDependencies,
  id: Payout['id'],
  idempotency?: (payout: Payout, now: Date) => IdempotencyChange | undefined,
): Promise<Payout | null> {
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const current = await mustLoadPayout(dependencies, id);
    if (!isWaiting(current.payout)) return { changes: null, value: null };
    const written = payoutChanges(current, cancelPayout(current.payout, current.refunded, context), context);
    const operations = [concluded(current.operation, { kind: 'canceled' }, true, context.now)];
    const answer = idempotency?.(written.payout, context.now);
    return { changes: merge(written.changes, { operations, idempotency: answer }), value: written.payout };
  });
}

function keyOf(
  payout: Payout,
  keyed: KeyedRequest<Payout> | undefined,
  ...rest: [Parameters<typeof claimKey>[3], Date]
) {
  return claimKey(payout, keyed, { kind: 'payout', id: payout.id }, ...rest);
}

function stateConflict(status: Payout['status'], why: string): PaymentGatewayError {
  return new PaymentGatewayError('state_conflict', { detail: `The payout is ${status}: ${why}.`, extra: { status } });
}
