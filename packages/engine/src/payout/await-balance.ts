import {
  type Declined,
  minuteMs,
  type NotCreated,
  type OperationId,
  type Payment,
  type Payout,
  providerReference,
  toFailure,
} from '@hangil/core';
import { ownerOf } from '../decision/answer-once.ts';
import type { DecisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { openCase } from '../decision/open-case.ts';
import { queuedOperation } from '../decision/operation-changes.ts';
import type { ChangeSet } from '../store/change-set.ts';
import { become, type PayoutSettlement } from './settle-payout.ts';

/** Pause before a payout is tried again that the provider had no money for. */
const balanceRetryMs = 30 * minuteMs;

/**
 * The provider holds too little of the merchant's money. The payout waits, a person is told, and it is tried again: under the same
 * reference when the request was refused before anything existed, under a new one when the provider has ended the first as declined.
 */
export function awaitBalance(
  payout: Payout,
  refunded: Payment | null,
  news: Declined | NotCreated,
  context: DecisionContext,
): PayoutSettlement {
  if (payout.status === 'scheduled') return { payout, refunded, changes: {} };
  const next = news.kind === 'declined' ? newTry(payout, context) : { payout: {}, changes: {} };
  const waiting = become(
    payout,
    {
      ...next.payout,
      status: 'scheduled',
      failure: toFailure('payout_declined', 'provider_balance', news.provider),
      availableAt: new Date(context.now.getTime() + balanceRetryMs),
    },
    context,
  );
  const cases = [lacksBalance(payout, context)];
  return { payout: waiting.payout, refunded, changes: merge(waiting.changes, next.changes, { cases }) };
}

function newTry(
  payout: Payout,
  context: DecisionContext,
): { readonly payout: Partial<Payout>; readonly changes: ChangeSet } {
  const id: OperationId = context.ids.next('op');
  const { providerAccountId, channelId } = payout;
  const intent = {
    ...ownerOf(payout),
    id,
    kind: 'payout',
    subjectId: payout.id,
    providerAccountId,
    channelId,
  } as const;
  return {
    payout: { operationId: id, reference: providerReference(id), providerPayoutId: null },
    changes: { operations: [queuedOperation(intent, context)] },
  };
}

/** One for a provider account and day, however many payouts wait. */
function lacksBalance(payout: Payout, context: DecisionContext) {
  const { amountMinor, currency, provider, providerAccountId } = payout;
  const distinction = `${providerAccountId}:${context.now.toISOString().slice(0, 10)}`;
  const evidence = { provider, provider_account_id: providerAccountId, payout_id: payout.id };
  const subject = { kind: 'provider_balance', subjectId: null, amountMinor, currency, evidence } as const;
  return openCase(payout, { ...subject, distinction }, context);
}
