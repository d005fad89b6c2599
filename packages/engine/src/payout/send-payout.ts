import type { Payout, PayoutId, PayoutRequest, PayoutVerdict } from '@hangil/core';
import { money } from '@hangil/core';
import { endKey } from '../decision/answer-once.ts';
import { afterProviderCall, commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { afterCall, claim } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { IdempotentRequest } from '../idempotency.ts';
import { callUnderClaim, providerOf } from '../payment/ask-provider.ts';
import type { ChangeSet, IdempotencyChange } from '../store/change-set.ts';
import { hasEnded, type LoadedPayout, mustLoadPayout, payoutChanges, payoutPort } from './ask-provider-about-payout.ts';
import { claimElsewhere } from './fail-over.ts';
import { opensAt } from './payout-opening.ts';
import { become, type PayoutSettlement, settlePayout } from './settle-payout.ts';

export function sendRequest(payout: Payout): PayoutRequest {
  const { channelId, reference, amountMinor, currency, destination, customer } = payout;
  return { channelId, reference, amount: money(amountMinor, currency), destination, customer };
}

/** Sends a payout under the claim that was committed for it, and commits what came of it. */
export async function sendClaimed(
  dependencies: EngineDependencies,
  claimed: LoadedPayout,
  idempotent?: IdempotentRequest<Payout>,
): Promise<Payout> {
  for (let current = claimed; ; ) {
    const { payout, operation } = current;
    const port = payoutPort(dependencies, payout);
    const verdict = await callUnderClaim(dependencies, 'payouts.send', operation, () =>
      port.send(sendRequest(payout), {}),
    );
    const next = await afterProviderCall(claimElsewhere(dependencies, current, verdict));
    if (next === null) return afterProviderCall(concludeSend(dependencies, current, verdict, idempotent));
    current = next;
  }
}

/** Sends a payout whose time has come; one that meanwhile was sent, canceled or has to wait longer is left to that. */
export async function sendWhenDue(dependencies: EngineDependencies, id: PayoutId): Promise<void> {
  const claimed = await commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const current = await mustLoadPayout(dependencies, id);
    if (!isDue(current.payout, context) || (await isHeldBack(dependencies, current.payout)))
      return { changes: null, value: null };
    return claimToSend(dependencies, current, context);
  });
  if (claimed !== null) await sendClaimed(dependencies, claimed);
}

function isDue({ status, availableAt }: Payout, { now }: DecisionContext): boolean {
  return status === 'scheduled' && (availableAt === null || availableAt <= now);
}

/** The batch of a row was paused or canceled meanwhile. */
async function isHeldBack({ store }: EngineDependencies, { batchId }: Payout): Promise<boolean> {
  return batchId !== null && (await store.document('payout_batch', batchId))?.status !== 'running';
}

/**
 * What takes a waiting payout to the provider: the claim, or, while the provider is closed, the next opening.
 * @returns the claim to send under; null = it waits
 */
export function claimToSend(
  dependencies: EngineDependencies,
  current: LoadedPayout,
  context: DecisionContext,
  changed: Partial<Payout> = {},
): { readonly changes: ChangeSet; readonly value: LoadedPayout | null; readonly payout: Payout } {
  const { payout, operation, refunded } = current;
  const channels = dependencies.directory.merchant(payout.merchantId)?.channels ?? [];
  const availableAt = opensAt(channels.find(({ id }) => id === payout.channelId) ?? {}, context.now);
  if (availableAt !== null) {
    const waiting = become(payout, { ...changed, status: 'scheduled', availableAt }, context);
    const written = payoutChanges(current, { payout: waiting.payout, refunded, changes: waiting.changes }, context);
    return { ...written, value: null };
  }
  const { manifest } = providerOf(dependencies, payout.providerAccountId);
  const claimed = claim(operation, manifest, context.now);
  const sending = become(payout, { ...changed, status: 'processing', availableAt: null, failure: null }, context);
  const next = { ...sending.payout, nextCheckAt: claimed.leaseUntil };
  const dueAt = claimed.leaseUntil ?? context.now;
  return {
    payout: next,
    changes: merge(sending.changes, {
      payouts: [next],
      operations: [claimed],
      jobs: [{ kind: 'schedule', jobKind: 'watch_payout', subjectId: payout.id, dueAt }],
    }),
    value: { payout: next, operation: claimed, refunded },
  };
}

/** Second commit: what came of the call. Doubts of a caller whose claim was taken over are dropped. */
function concludeSend(
  dependencies: EngineDependencies,
  claimed: LoadedPayout,
  verdict: PayoutVerdict,
  idempotent: IdempotentRequest<Payout> | undefined,
): Promise<Payout> {
  return commitDecision(dependencies, async (round) => {
    const context = decisionContext(dependencies);
    const current = round === 0 ? claimed : await mustLoadPayout(dependencies, claimed.payout.id);
    const { payout, refunded, operation } = current;
    const holdsClaim = operation.fence === claimed.operation.fence;
    const doubtful = verdict.kind === 'unknown' || verdict.kind === 'not_created';
    const unchanged: PayoutSettlement = { payout, refunded, changes: {} };
    const settlement = !holdsClaim && doubtful ? unchanged : settlePayout(payout, refunded, verdict, context);
    const written = payoutChanges(current, settlement, context);
    const ended = hasEnded(operation, written.payout);
    const operations = afterCall(operation, claimed.operation.fence, verdict, ended, context.now);
    const idempotency = endOfKey(written.payout, idempotent);
    return { changes: merge(written.changes, { operations, idempotency }), value: written.payout };
  });
}

function endOfKey(payout: Payout, idempotent: IdempotentRequest<Payout> | undefined): IdempotencyChange | undefined {
  const code = payout.failure?.code;
  const frozen = payout.status !== 'unknown' && code !== 'provider_unreachable' && code !== 'provider_refused';
  return endKey(idempotent, payout, frozen ? 'keep_answer' : 'show_present_truth');
}
