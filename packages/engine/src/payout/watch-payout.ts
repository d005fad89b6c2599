import type { Payout } from '@hangil/core';
import type { DecisionContext } from '../decision/decision-context.ts';
import { needsPerson, nextCheckAt } from '../decision/ladder.ts';
import { openCase } from '../decision/open-case.ts';
import type { ChangeSet } from '../store/change-set.ts';
import { isFinalPayout } from './settle-payout.ts';

/** Plans when the provider is asked about a payout next, or ends the asking. */
export function withPayoutWatch(
  payout: Payout,
  context: DecisionContext,
): { readonly payout: Payout; readonly changes: ChangeSet } {
  const job = { jobKind: 'watch_payout', subjectId: payout.id } as const;
  if (isFinalPayout(payout))
    return { payout: { ...payout, nextCheckAt: null }, changes: { jobs: [{ kind: 'remove', ...job }] } };
  const waiting = payout.status === 'unknown' ? 'unknown' : 'processing';
  const checkAt = nextCheckAt(waiting, payout.checks, context.now);
  const cases = needsPerson(waiting, payout.checks) ? [unresolved(payout, context)] : [];
  return {
    payout: { ...payout, nextCheckAt: checkAt },
    changes: {
      jobs: [{ kind: 'schedule', ...job, dueAt: checkAt }],
      cases,
    },
  };
}

function unresolved(payout: Payout, context: DecisionContext) {
  const { id, amountMinor, currency, status, provider, merchantReference, checks } = payout;
  const evidence = { status, provider, reference: merchantReference, checks };
  return openCase(payout, { kind: 'unknown_outcome', subjectId: id, amountMinor, currency, evidence }, context);
}
