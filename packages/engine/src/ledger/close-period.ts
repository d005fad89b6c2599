import { PaymentGatewayError } from '@hangil/core';
import { answerOnce, claimKey, ownerOf } from '../decision/answer-once.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Bookkeeping, ClosedPeriod } from './bookkeeping.ts';

export function makeClosePeriod({ store, ...others }: EngineDependencies): Bookkeeping['closePeriod'] {
  const dependencies = { store, ...others };
  return (scope, value, idempotent) => {
    const present = async (id: string) => ({
      value: owned(await store.document('period_closing', id), scope),
      running: false,
      cameToNothing: false,
    });
    return answerOnce(dependencies, scope, idempotent, present, async (keyed) => {
      const { now, ids } = decisionContext(dependencies);
      if (value.closedBefore > now)
        throw new PaymentGatewayError('invalid_request', {
          param: 'closed_before',
          detail: 'A period can be closed when it has ended.',
        });
      const document: ClosedPeriod = {
        kind: 'period_closing',
        id: ids.next('pcl'),
        version: 1,
        ...ownerOf(scope),
        key: null,
        parentId: null,
        status: 'closed',
        createdAt: now,
        value,
      };
      const idempotency = claimKey(scope, keyed, { kind: 'document', id: document.id }, null, now);
      const result = await store.commit({
        documents: [document],
        periodClosings: [
          { ...ownerOf(scope), closedBefore: value.closedBefore, closedAt: now, closedBy: value.closedBy },
        ],
        ...(idempotency === undefined ? {} : { idempotency }),
      });
      if (result.kind === 'committed') return document;
      throw new PaymentGatewayError('state_conflict', { detail: 'The book is closed until then already.' });
    });
  };
}
