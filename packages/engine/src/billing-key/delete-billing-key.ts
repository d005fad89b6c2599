import {
  type DeleteBillingKeyRequest,
  type DeleteBillingKeyVerdict,
  type Failure,
  PaymentGatewayError,
  toFailure,
} from '@hangil/core';
import { outcomeIsKnown } from '../case/outcome-is-known.ts';
import { afterProviderCall, commitDecision, wholeRequest } from '../decision/commit.ts';
import { type DecisionContext, decisionContext } from '../decision/decision-context.ts';
import { needsPerson, nextCheckAt } from '../decision/ladder.ts';
import { merge } from '../decision/merge.ts';
import { openCase } from '../decision/open-case.ts';
import { afterReading } from '../decision/operation-changes.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { callProvider, providerOf } from '../payment/ask-provider.ts';
import { liveSchedulesOf } from '../schedule/schedule.ts';
import type { ChangeSet, JobChange } from '../store/change-set.ts';
import {
  type BillingKey,
  type BillingKeyDeletion,
  changedKey,
  keyAtProvider,
  keyPortOf,
  mustLoadKey,
} from './billing-key.ts';
import type { BillingKeys, DeleteBillingKeyInput } from './billing-keys.ts';
import { become } from './settle-billing-key.ts';

/**
 * Ours first: once this is written no charge on the key begins any more. Then the provider is told, and told again until it has
 * forgotten the key or refuses to.
 */
export function makeDeleteBillingKey(dependencies: EngineDependencies): BillingKeys['delete'] {
  return async (scope, id, input) => {
    const deleted = await wholeRequest(
      commitDecision(dependencies, async () => {
        const found = owned(await dependencies.store.document('billing_key', id), scope);
        if (found.status === 'deleted') return { changes: null, value: found };
        await assertDeletable(dependencies, found);
        return markDeleted(dependencies, found, input);
      }),
    );
    return afterProviderCall(pursueDeletion(dependencies, deleted));
  };
}

/** @throws state_conflict while it is being made, when it was never made, and while charges are scheduled on it */
async function assertDeletable(dependencies: EngineDependencies, billingKey: BillingKey): Promise<void> {
  const { status, id } = billingKey;
  if (status === 'pending' || status === 'failed') {
    const detail = status === 'pending' ? 'The billing key is being made.' : 'The billing key was never made.';
    throw new PaymentGatewayError('state_conflict', { detail, extra: { status } });
  }
  const [scheduled] = await liveSchedulesOf(dependencies, billingKey, 1);
  if (scheduled !== undefined) {
    throw new PaymentGatewayError('state_conflict', {
      detail: `Charges are scheduled on this billing key, ${scheduled.id} for one: cancel them first.`,
      extra: { status, billing_key_id: id },
    });
  }
}

async function markDeleted(dependencies: EngineDependencies, found: BillingKey, input: DeleteBillingKeyInput) {
  const context = decisionContext(dependencies);
  const { operation } = await mustLoadKey(dependencies, found.id);
  const { manifest } = providerOf(dependencies, found.value.providerAccountId);
  const deletion: BillingKeyDeletion = { ...input, requestedAt: context.now, atProvider: 'pending', failure: null };
  const dueAt = new Date(context.now.getTime() + manifest.callTimeoutMs);
  const marked = become(found, 'deleted', { deletion, nextAction: null, nextCheckAt: dueAt }, context);
  const subject = { subjectId: found.id };
  const changes = merge(marked.changes, {
    documents: [marked.billingKey],
    operations: afterReading(operation, { kind: 'deleted' }, true, context.now),
    jobs: [
      { kind: 'remove', jobKind: 'watch_billing_key', ...subject },
      { kind: 'schedule', jobKind: 'delete_billing_key', ...subject, dueAt },
    ],
  });
  return { changes, value: marked.billingKey };
}

export async function runDeleteBillingKey(dependencies: EngineDependencies, id: string): Promise<void> {
  const { billingKey } = await mustLoadKey(dependencies, id);
  await pursueDeletion(dependencies, billingKey);
}

/** Tells the provider; safe to repeat, so nothing has to be claimed. */
async function pursueDeletion(dependencies: EngineDependencies, billingKey: BillingKey): Promise<BillingKey> {
  const { deletion } = billingKey.value;
  if (deletion?.atProvider !== 'pending') return billingKey;
  const { reason, requester } = deletion;
  const port = keyPortOf(dependencies, billingKey);
  const request: DeleteBillingKeyRequest = { key: keyAtProvider(billingKey), reason, requester };
  const verdict = await callProvider(dependencies, 'billingKeys.delete', () => port.delete(request, {}));
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const current = (await mustLoadKey(dependencies, billingKey.id)).billingKey;
    if (current.value.deletion?.atProvider !== 'pending') return { changes: null, value: current };
    return settleDeletion(current, current.value.deletion, verdict, context);
  });
}

function settleDeletion(
  billingKey: BillingKey,
  deletion: BillingKeyDeletion,
  verdict: DeleteBillingKeyVerdict,
  context: DecisionContext,
): { readonly changes: ChangeSet; readonly value: BillingKey } {
  const job = { jobKind: 'delete_billing_key', subjectId: billingKey.id } as const;
  if (verdict.kind === 'deleted' || verdict.kind === 'declined') {
    const ended: BillingKeyDeletion =
      verdict.kind === 'deleted'
        ? { ...deletion, atProvider: 'done', failure: null }
        : { ...deletion, atProvider: 'refused', failure: refused(verdict) };
    const value = changedKey(billingKey, { deletion: ended, nextCheckAt: null });
    const jobs: JobChange[] = [{ kind: 'remove', ...job }];
    return { changes: merge({ documents: [value], jobs }, outcomeIsKnown(value, context.now)), value };
  }
  const checks = billingKey.value.checks + 1;
  const dueAt = nextCheckAt('unknown', billingKey.value.checks, context.now);
  const value = changedKey(billingKey, { checks, nextCheckAt: dueAt });
  const evidence = { status: 'deleted', provider: billingKey.value.provider, checks };
  const subject = {
    kind: 'unknown_outcome',
    subjectId: billingKey.id,
    amountMinor: null,
    currency: null,
    evidence,
  } as const;
  const cases = needsPerson('unknown', checks) ? [openCase(billingKey, subject, context)] : [];
  return { changes: { documents: [value], jobs: [{ kind: 'schedule', ...job, dueAt }], cases }, value };
}

function refused({ reason, provider }: Extract<DeleteBillingKeyVerdict, { kind: 'declined' }>): Failure {
  return toFailure('provider_refused', reason, provider);
}
