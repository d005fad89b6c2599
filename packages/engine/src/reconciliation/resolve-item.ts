import { PaymentGatewayError } from '@hangil/core';
import { answerOnce, claimKey } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { presentReconciliation } from './present-reconciliation.ts';
import type { Reconciliations } from './reconciliations.ts';

export function makeResolveItem(dependencies: EngineDependencies): Reconciliations['resolve'] {
  const { store } = dependencies;
  return (scope, id, note, idempotent) => {
    const present = async (resourceId: string) => ({
      value: owned(await store.document('reconciliation_item', resourceId), scope),
      running: false,
      cameToNothing: false,
    });
    return answerOnce(dependencies, scope, idempotent, present, (keyed) =>
      commitDecision(dependencies, async () => {
        const { now } = decisionContext(dependencies);
        const item = owned(await store.document('reconciliation_item', id), scope);
        const parent = owned(await store.document('reconciliation', item.parentId ?? ''), scope);
        if (parent.status === 'locked')
          throw new PaymentGatewayError('state_conflict', { detail: 'The reconciliation is locked.' });
        if (item.status === 'resolved')
          throw new PaymentGatewayError('state_conflict', { detail: 'The item is resolved already.' });
        const resolution = { note, resolvedAt: now };
        const value = { ...item, version: item.version + 1, status: 'resolved', value: { ...item.value, resolution } };
        const openItems = parent.value.openItems - 1;
        const documents = [value, { ...parent, version: parent.version + 1, value: { ...parent.value, openItems } }];
        const idempotency = claimKey(scope, keyed, { kind: 'document', id }, null, now);
        return { changes: { documents, ...(idempotency === undefined ? {} : { idempotency }) }, value };
      }),
    );
  };
}

export function makeLockReconciliation(dependencies: EngineDependencies): Reconciliations['lock'] {
  return (scope, id, idempotent) =>
    answerOnce(dependencies, scope, idempotent, presentReconciliation(dependencies, scope), (keyed) =>
      commitDecision(dependencies, async () => {
        const { now } = decisionContext(dependencies);
        const current = owned(await dependencies.store.document('reconciliation', id), scope);
        if (current.status === 'locked') return { changes: null, value: current };
        if (current.value.openItems > 0) {
          throw new PaymentGatewayError('state_conflict', {
            detail: `${current.value.openItems} items are open: resolve them first.`,
          });
        }
        const value = { ...current, version: current.version + 1, status: 'locked' };
        const idempotency = claimKey(scope, keyed, { kind: 'document', id }, null, now);
        return { changes: { documents: [value], ...(idempotency === undefined ? {} : { idempotency }) }, value };
      }),
    );
}
