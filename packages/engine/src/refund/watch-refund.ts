import type { Refund } from '@hangil/core';
import type { DecisionContext } from '../decision/decision-context.ts';
import { needsPerson, nextCheckAt } from '../decision/ladder.ts';
import { openCase } from '../decision/open-case.ts';
import type { ChangeSet } from '../store/change-set.ts';

/** Plans when the provider is asked about a refund next, or ends the asking. */
export function withRefundWatch(
  refund: Refund,
  context: DecisionContext,
): { readonly refund: Refund; readonly changes: ChangeSet } {
  const job = { jobKind: 'watch_refund', subjectId: refund.id } as const;
  if (refund.status === 'succeeded' || refund.status === 'failed') {
    return { refund: { ...refund, nextCheckAt: null }, changes: { jobs: [{ kind: 'remove', ...job }] } };
  }
  const waiting = refund.status === 'unknown' ? 'unknown' : 'processing';
  const checkAt = nextCheckAt(waiting, refund.checks, context.now);
  const cases = needsPerson(waiting, refund.checks) ? [unresolved(refund, context)] : [];
  return {
    refund: { ...refund, nextCheckAt: checkAt },
    changes: {
      jobs: [{ kind: 'schedule', ...job, dueAt: checkAt }],
      cases,
    },
  };
}

function unresolved(refund: Refund, context: DecisionContext) {
  const { id, amountMinor, currency, status, paymentId, checks } = refund;
  return openCase(
    refund,
    {
      kind: 'unknown_outcome',
      subjectId: id,
      amountMinor,
      currency,
      evidence: { status, payment_id: paymentId, checks },
    },
    context,
  );
}
