import { type BillingKeyPort, type BillingKeyVerdict, type NotCreated, PaymentGatewayError } from '@hangil/core';
import { answerOnce, claimKey, type KeyedRequest } from '../decision/answer-once.ts';
import { afterProviderCall, commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { claim, isBeingSent } from '../decision/operation-changes.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { callUnderClaim, providerOf } from '../payment/ask-provider.ts';
import { failureOf } from '../payment/settle-payment.ts';
import type { IdempotencyChange } from '../store/change-set.ts';
import { applyKeyReading, concludeKeyCall, inquireKey, type KeyCallEnd } from './ask-about-billing-key.ts';
import {
  type BillingKey,
  isBeingIssued,
  keyAtProvider,
  keyPortOf,
  type LoadedBillingKey,
  mustLoadKey,
} from './billing-key.ts';
import type { BillingKeys } from './billing-keys.ts';
import { presentKey } from './issue-billing-key.ts';
import { confirmKeyBegun, confirmKeyCameToNothing, settleBillingKey } from './settle-billing-key.ts';

/** After the shopper came back. Where the window itself makes the key it is only asked for; else it is made now, once. */
export function makeConfirmBillingKey(dependencies: EngineDependencies): BillingKeys['confirm'] {
  return (scope, id, { authorization }, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (keyId) => presentKey(dependencies, keyId),
      async (keyed) => {
        const found = owned(await dependencies.store.document('billing_key', id), scope);
        const port = keyPortOf(dependencies, found);
        const confirm = port.confirm?.bind(port);
        if (confirm !== undefined && authorization !== null) {
          const claimed = await claimConfirm(dependencies, found, keyed);
          if (claimed !== null) return sendConfirm(dependencies, claimed, { confirm, authorization }, keyed);
        }
        const record = recordKeyAnswer(dependencies, keyed);
        const billingKey = owned(await dependencies.store.document('billing_key', id), scope);
        const reading = isBeingIssued(billingKey)
          ? await inquireKey(dependencies, billingKey)
          : { kind: 'unknown' as const, cause: 'already settled', askedAt: dependencies.clock.now() };
        return applyKeyReading(dependencies, billingKey, reading, { idempotency: record });
      },
    );
}

function recordKeyAnswer({ clock }: EngineDependencies, keyed: KeyedRequest<BillingKey> | undefined) {
  return (billingKey: BillingKey): IdempotencyChange | undefined => {
    const response = billingKey.status === 'unknown' ? null : (keyed?.represent(billingKey) ?? null);
    return claimKey(billingKey, keyed, { kind: 'document', id: billingKey.id }, response, clock.now());
  };
}

function claimConfirm(
  dependencies: EngineDependencies,
  found: BillingKey,
  keyed: KeyedRequest<BillingKey> | undefined,
): Promise<LoadedBillingKey | null> {
  const { manifest } = providerOf(dependencies, found.value.providerAccountId);
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const { billingKey, operation: waiting } = await mustLoadKey(dependencies, found.id);
    const canBeConfirmed = billingKey.status === 'requires_action' && !isBeingSent(waiting, context.now);
    if (!canBeConfirmed) return { changes: null, value: null };
    const operation = claim(waiting, manifest, context.now);
    const dueAt = operation.leaseUntil ?? context.now;
    const begun = confirmKeyBegun(billingKey, context);
    const claimed = { ...begun.billingKey, value: { ...begun.billingKey.value, nextCheckAt: dueAt } };
    const changes = merge(begun.changes, {
      documents: [claimed],
      operations: [operation],
      jobs: [{ kind: 'schedule', jobKind: 'watch_billing_key', subjectId: claimed.id, dueAt }],
      idempotency: claimKey(claimed, keyed, { kind: 'document', id: claimed.id }, null, context.now),
    });
    return { changes, value: { billingKey: claimed, operation } };
  });
}

interface Confirmation {
  readonly confirm: NonNullable<BillingKeyPort['confirm']>;
  readonly authorization: string;
}

/** @throws provider_unreachable, provider_refused when nothing was done: the key waits for its window as before */
async function sendConfirm(
  dependencies: EngineDependencies,
  claimed: LoadedBillingKey,
  { confirm, authorization }: Confirmation,
  keyed: KeyedRequest<BillingKey> | undefined,
): Promise<BillingKey> {
  const { billingKey, operation } = claimed;
  const request = { key: keyAtProvider(billingKey), customer: billingKey.value.customer, authorization };
  const verdict: BillingKeyVerdict = await callUnderClaim(dependencies, 'billingKeys.confirm', operation, () =>
    confirm(request, {}),
  );
  const conclude = (end?: KeyCallEnd) => afterProviderCall(concludeKeyCall(dependencies, claimed, verdict, keyed, end));
  if (verdict.kind !== 'not_created') return conclude();
  const after = await conclude({
    settle: (current, context) =>
      current.status === 'pending'
        ? confirmKeyCameToNothing(current, context)
        : settleBillingKey(current, verdict, context),
    keyEnd: 'free',
  });
  if (after.status === 'requires_action') throw nothingWasDone(after, verdict);
  return after;
}

function nothingWasDone({ value }: BillingKey, verdict: NotCreated): PaymentGatewayError {
  const { code, message } = failureOf(verdict);
  return new PaymentGatewayError(code, {
    detail: `${message.en} The billing key was not made.`,
    provider: { name: value.provider, ...verdict.provider },
  });
}

/** Looks at a key that is being made: takes over from a caller that is gone, and asks. What was sent is never sent again. */
export async function runWatchBillingKey(dependencies: EngineDependencies, id: string): Promise<void> {
  const { billingKey, operation } = await mustLoadKey(dependencies, id);
  if (!isBeingIssued(billingKey)) return;
  const now = dependencies.clock.now();
  if (isBeingSent(operation, now)) {
    const dueAt = operation.leaseUntil ?? now;
    await commitDecision(dependencies, async () => ({
      changes: { jobs: [{ kind: 'schedule', jobKind: 'watch_billing_key', subjectId: id, dueAt }] },
      value: undefined,
    }));
    return;
  }
  const callerIsGone = operation.status === 'claimed' && billingKey.status === 'pending';
  await applyKeyReading(dependencies, billingKey, await inquireKey(dependencies, billingKey), {
    countsAsCheck: true,
    callerIsGone,
  });
}
