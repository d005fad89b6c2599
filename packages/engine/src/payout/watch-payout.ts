import type { Payout } from '@hangil/core';
import type { DecisionContext } from '../decision/decision-context.ts';
import { needsPerson, nextCheckAt } from '../decision/ladder.ts';
import { openCase } from '../decision/open-case.ts';
import type { ChangeSet, JobChange } from '../store/change-set.ts';
import { isFinalPayout } from './settle-payout.ts';

/** Plans what happens next to a payout by itself: the provider is asked, it is sent, or nothing. */
export function withPayoutWatch(
  payout: Payout,
  context: DecisionContext,
): { readonly payout: Payout; readonly changes: ChangeSet } {
  const job = { jobKind: 'watch_payout', subjectId: payout.id } as const;
  if (isFinalPayout(payout) || isWaiting(payout)) {
    const jobs: JobChange[] = [{ kind: 'remove', ...job }, ...nextSending(payout, context)];
    return { payout: { ...payout, nextCheckAt: null }, changes: { jobs } };
  }
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

/** Nothing of it is at the provider as far as we know: it waits for approval, for opening hours or for its turn. */
export function isWaiting({ status }: Payout): boolean {
  return status === 'pending_approval' || status === 'scheduled';
}

/** Who sends a payout that waits: its own job, or the run of its batch. The end of a row may be the end of its batch. */
export function nextSending({ id, status, batchId, availableAt }: Payout, { now }: DecisionContext): JobChange[] {
  if (batchId === null) {
    const job = { jobKind: 'send_payout', subjectId: id } as const;
    return [
      status === 'scheduled' ? { kind: 'schedule', ...job, dueAt: availableAt ?? now } : { kind: 'remove', ...job },
    ];
  }
  if (status === 'pending_approval') return [];
  const jobKind = status === 'scheduled' ? 'run_payout_batch' : 'conclude_payout_batch';
  return [{ kind: 'schedule', jobKind, subjectId: batchId, dueAt: now }];
}

function unresolved(payout: Payout, context: DecisionContext) {
  const { id, amountMinor, currency, status, provider, merchantReference, checks } = payout;
  const evidence = { status, provider, reference: merchantReference, checks };
  return openCase(payout, { kind: 'unknown_outcome', subjectId: id, amountMinor, currency, evidence }, context);
}
