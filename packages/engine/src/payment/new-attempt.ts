import type { Attempt, PaymentId } from '@hangil/core';
import { ownerOf } from '../decision/answer-once.ts';
import type { DecisionContext } from '../decision/decision-context.ts';
import { newOperation } from '../decision/operation-changes.ts';
import type { Channel } from '../directory.ts';
import type { JobChange } from '../store/change-set.ts';
import type { Operation } from '../store/operation.ts';
import type { Scope } from '../store/records.ts';

/** One try at a channel: its intent with a reference of its own, and the watch that takes over should we be gone. */
export function newAttempt(
  scope: Scope,
  paymentId: PaymentId,
  { id: channelId, providerAccountId, provider }: Channel,
  context: DecisionContext,
): { readonly attempt: Attempt; readonly operation: Operation; readonly watch: JobChange } {
  const operation = newOperation(
    {
      ...ownerOf(scope),
      providerAccountId,
      channelId,
      id: context.ids.next('op'),
      kind: 'payment',
      subjectId: paymentId,
    },
    provider,
    'claimed',
    context,
  );
  const attempt: Attempt = {
    id: context.ids.next('att'),
    operationId: operation.id,
    reference: operation.reference,
    provider: provider.id,
    providerAccountId,
    channelId,
    status: 'pending',
    failure: null,
    createdAt: context.now,
  };
  const dueAt = operation.leaseUntil ?? context.now;
  return { attempt, operation, watch: { kind: 'schedule', jobKind: 'watch_payment', subjectId: paymentId, dueAt } };
}
