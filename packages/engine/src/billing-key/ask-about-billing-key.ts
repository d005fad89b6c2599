import { type BillingKeyReading, type BillingKeyVerdict, unknown } from '@hangil/core';
import { endKey, type KeyEnd } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { absenceProvenAt, afterCall, afterReading } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { IdempotentRequest } from '../idempotency.ts';
import { type Asked, ask, providerOf } from '../payment/ask-provider.ts';
import type { IdempotencyChange } from '../store/change-set.ts';
import type { Operation } from '../store/operation.ts';
import {
  type BillingKey,
  changedKey,
  isBeingIssued,
  keyAtProvider,
  keyPortOf,
  type LoadedBillingKey,
  mustLoadKey,
} from './billing-key.ts';
import {
  giveUpOnWindow,
  isLeft,
  type KeySettlement,
  settleBillingKey,
  settleKeyAbsence,
  withKeyWatch,
} from './settle-billing-key.ts';

/** Asks the provider about a key by our name of it. */
export function inquireKey(
  dependencies: EngineDependencies,
  billingKey: BillingKey,
): Promise<Asked<BillingKeyReading>> {
  const port = keyPortOf(dependencies, billingKey);
  return ask(dependencies, 'billingKeys.inquire', async () =>
    port.inquire === undefined ? unknown('cannot be asked for') : port.inquire(keyAtProvider(billingKey), {}),
  );
}

export interface KeyReadingOptions {
  /** A planned look: without news the next one is planned one step later. */
  readonly countsAsCheck?: boolean;
  /** The call that was to bring the outcome will not. */
  readonly callerIsGone?: boolean;
  readonly idempotency?: (billingKey: BillingKey) => IdempotencyChange | undefined;
}

/** Folds a reading into a key, and commits. */
export function applyKeyReading(
  dependencies: EngineDependencies,
  known: BillingKey,
  reading: Asked<BillingKeyReading>,
  options: KeyReadingOptions = {},
): Promise<BillingKey> {
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const { billingKey, operation } = await mustLoadKey(dependencies, known.id);
    const settled = settleReading(dependencies, { billingKey, operation }, reading, options, context);
    const planned = planNextLook(billingKey, settled, options, context);
    const idempotency = options.idempotency?.(planned.billingKey);
    const operations = afterReading(operation, reading, !isBeingIssued(planned.billingKey), context.now);
    const nothing =
      planned.billingKey === billingKey &&
      settled.changes.cases === undefined &&
      idempotency === undefined &&
      operations.length === 0;
    if (nothing) return { changes: null, value: billingKey };
    const documents = planned.billingKey === billingKey ? [] : [planned.billingKey];
    return {
      changes: merge(settled.changes, planned.changes, { documents, operations, idempotency }),
      value: planned.billingKey,
    };
  });
}

function settleReading(
  dependencies: EngineDependencies,
  { billingKey, operation }: LoadedBillingKey,
  reading: Asked<BillingKeyReading>,
  { callerIsGone = false }: KeyReadingOptions,
  context: DecisionContext,
): KeySettlement {
  const settled =
    reading.kind === 'absent'
      ? settleNotFound(dependencies, { billingKey, operation }, reading.askedAt, context)
      : settleBillingKey(billingKey, reading, context);
  const changed = settled.billingKey !== billingKey;
  return callerIsGone && !changed ? settleBillingKey(billingKey, unknown('lease ran out'), context) : settled;
}

/** Not found is no news while the window is open; otherwise it proves something once the call cannot be on its way any more. */
function settleNotFound(
  dependencies: EngineDependencies,
  { billingKey, operation }: LoadedBillingKey,
  askedAt: Date,
  context: DecisionContext,
): KeySettlement {
  const isOpen = billingKey.status === 'pending' || billingKey.status === 'unknown';
  return isOpen && provesAbsence(dependencies, billingKey, operation, askedAt)
    ? settleKeyAbsence(billingKey, context)
    : { billingKey, changes: {} };
}

function provesAbsence(
  dependencies: EngineDependencies,
  { value }: BillingKey,
  operation: Operation,
  askedAt: Date,
): boolean {
  const provenAt = absenceProvenAt(operation, providerOf(dependencies, value.providerAccountId).manifest);
  return provenAt !== null && provenAt <= askedAt;
}

function planNextLook(
  before: BillingKey,
  { billingKey }: KeySettlement,
  { countsAsCheck = false }: KeyReadingOptions,
  context: DecisionContext,
): KeySettlement {
  if (billingKey !== before) return withKeyWatch(billingKey, context);
  if (!countsAsCheck || !isBeingIssued(before)) return { billingKey: before, changes: {} };
  const looked = changedKey(before, { checks: before.value.checks + 1 });
  if (!isLeft(looked)) return withKeyWatch(looked, context);
  const given = giveUpOnWindow(before, context);
  const watched = withKeyWatch(given.billingKey, context);
  return { billingKey: watched.billingKey, changes: merge(given.changes, watched.changes) };
}

/** What is particular to a call; an issue has nothing of it. */
export interface KeyCallEnd {
  readonly settle?: (billingKey: BillingKey, context: DecisionContext) => KeySettlement;
  readonly keyEnd?: KeyEnd;
}

/** Second commit: what came of the call. Doubts of a caller whose claim was taken over are dropped. */
export function concludeKeyCall(
  dependencies: EngineDependencies,
  claimed: LoadedBillingKey,
  verdict: BillingKeyVerdict,
  idempotent: IdempotentRequest<BillingKey> | undefined,
  { settle = (billingKey, context) => settleBillingKey(billingKey, verdict, context), keyEnd }: KeyCallEnd = {},
): Promise<BillingKey> {
  return commitDecision(dependencies, async (round) => {
    const context = decisionContext(dependencies);
    const { billingKey, operation } = round === 0 ? claimed : await mustLoadKey(dependencies, claimed.billingKey.id);
    const holdsClaim = operation.fence === claimed.operation.fence;
    const doubtful = verdict.kind === 'unknown' || verdict.kind === 'not_created';
    const settled = !holdsClaim && doubtful ? { billingKey, changes: {} } : settle(billingKey, context);
    const moved = settled.billingKey === billingKey ? changedKey(billingKey, {}) : settled.billingKey;
    const watched = withKeyWatch(moved, context);
    const final = !isBeingIssued(watched.billingKey);
    return {
      changes: merge(settled.changes, watched.changes, {
        documents: [watched.billingKey],
        operations: afterCall(operation, claimed.operation.fence, verdict, final, context.now),
        idempotency: endKey(idempotent, watched.billingKey, keyEnd ?? keyEndOf(watched.billingKey)),
      }),
      value: watched.billingKey,
    };
  });
}

/** An unknown outcome is never frozen, and a request after which nothing exists may be made again under its key. */
export function keyEndOf({ status, value: { failure } }: BillingKey): KeyEnd {
  if (status === 'unknown') return 'show_present_truth';
  return status === 'failed' && failure !== null && failure.code !== 'payment_declined' ? 'free' : 'keep_answer';
}
