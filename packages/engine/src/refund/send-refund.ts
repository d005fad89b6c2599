import {
  minuteMs,
  money,
  type Payment,
  type Refund,
  type RefundId,
  type RefundReading,
  type RefundRequest,
  type RefundVerdict,
} from '@hangil/core';
import { outcomeIsKnown } from '../case/outcome-is-known.ts';
import { endKey, type KeyEnd } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { absenceProvenAt, afterCall, afterReading, isBeingSent } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { IdempotentRequest } from '../idempotency.ts';
import {
  type Asked,
  ask,
  atProvider,
  callUnderClaim,
  mustLoad,
  mustLoadOperation,
  providerOf,
} from '../payment/ask-provider.ts';
import { lookAgain } from '../payment/recheck-payment.ts';
import type { ChangeSet, JobChange } from '../store/change-set.ts';
import type { Operation } from '../store/operation.ts';
import { type RefundSettlement, settleRefund, settleRefundAbsence } from './settle-refund.ts';
import { withRefundWatch } from './watch-refund.ts';

/** Refunds of one payment go to the provider one after the other. The end of one wakes the next; this is for a wake-up that was lost. */
export const queueCheckMs = 5 * minuteMs;

export interface ClaimedRefund {
  readonly refund: Refund;
  readonly payment: Payment;
  readonly operation: Operation;
}

/** Calls the provider for a claimed refund and commits what came of it. */
export async function sendRefund(
  dependencies: EngineDependencies,
  claimed: ClaimedRefund,
  idempotent?: IdempotentRequest<Refund>,
): Promise<Refund> {
  const { refund, payment, operation } = claimed;
  const port = refundPort(dependencies, payment);
  const request = refundRequest(refund, payment, operation);
  const verdict = await callUnderClaim(dependencies, 'refunds.refund', operation, () => port.refund(request, {}));
  return conclude(dependencies, claimed, verdict, idempotent);
}

/** Asks whether a refund was made, and settles it. */
export async function inquireRefund(dependencies: EngineDependencies, id: RefundId): Promise<void> {
  const { refund, payment, operation } = await mustLoadRefund(dependencies, id);
  const port = refundPort(dependencies, payment);
  const reading = await ask(dependencies, 'refunds.inquire', () =>
    port.inquire(refundRequest(refund, payment, operation), {}),
  );
  await applyRefundReading(dependencies, id, reading);
}

function refundPort(dependencies: EngineDependencies, payment: Payment) {
  const { refunds } = providerOf(dependencies, payment.providerAccountId);
  if (refunds === undefined) throw new Error(`provider account ${payment.providerAccountId} makes no refunds`);
  return refunds;
}

export function refundRequest(refund: Refund, payment: Payment, operation: Operation): RefundRequest {
  return {
    payment: atProvider(payment, payment.providerPaymentId),
    reference: operation.reference,
    amount: money(refund.amountMinor, refund.currency),
    taxFreeAmountMinor: refund.taxFreeAmountMinor,
    returnedBeforeMinor: refund.returnedBeforeMinor ?? 0,
    reason: refund.reason,
    requester: refund.requester,
    refundAccount: refund.refundAccount,
    providerOptions: refund.providerOptions ?? {},
  };
}

function conclude(
  dependencies: EngineDependencies,
  claimed: ClaimedRefund,
  verdict: RefundVerdict,
  idempotent: IdempotentRequest<Refund> | undefined,
): Promise<Refund> {
  return commitDecision(dependencies, async (round) => {
    const context = decisionContext(dependencies);
    const current = round === 0 ? claimed : await mustLoadRefund(dependencies, claimed.refund.id);
    const holdsClaim = current.operation.fence === claimed.operation.fence;
    const doubtful = verdict.kind === 'unknown' || verdict.kind === 'not_created';
    const unchanged: RefundSettlement = { refund: current.refund, payment: current.payment, changes: {} };
    const settlement =
      !holdsClaim && doubtful ? unchanged : settleRefund(current.refund, current.payment, verdict, context);
    const committed = await refundChanges(dependencies, current, settlement, context);
    const operations = afterCall(
      current.operation,
      claimed.operation.fence,
      verdict,
      isFinal(committed.refund),
      context.now,
    );
    const idempotency = endKey(idempotent, committed.refund, keyEndOf(committed.refund));
    return { changes: merge(committed.changes, { operations, idempotency }), value: committed.refund };
  });
}

async function applyRefundReading(
  dependencies: EngineDependencies,
  id: RefundId,
  reading: Asked<RefundReading>,
): Promise<void> {
  await commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const current = await mustLoadRefund(dependencies, id);
    if (isFinal(current.refund)) return { changes: null, value: undefined };
    const settlement = readingSettlement(dependencies, current, reading, context);
    const checked =
      settlement.refund === current.refund
        ? { ...settlement, refund: { ...current.refund, checks: current.refund.checks + 1 } }
        : settlement;
    const committed = await refundChanges(dependencies, current, checked, context);
    const final = isFinal(committed.refund);
    const operations = afterReading(current.operation, reading, final, context.now);
    const known = final ? outcomeIsKnown(current.refund, context.now) : {};
    return { changes: merge(committed.changes, known, { operations }), value: undefined };
  });
}

function readingSettlement(
  dependencies: EngineDependencies,
  { refund, payment, operation }: ClaimedRefund,
  reading: Asked<RefundReading>,
  context: ReturnType<typeof decisionContext>,
): RefundSettlement {
  const unchanged: RefundSettlement = { refund, payment, changes: {} };
  const callerIsGone = operation.status === 'claimed' && !isBeingSent(operation, context.now);
  if (reading.kind === 'unknown') return callerIsGone ? settleRefund(refund, payment, reading, context) : unchanged;
  if (reading.kind !== 'absent') return settleRefund(refund, payment, reading, context);
  if (operation.outcome === 'pending') return unchanged;
  const provenAt = absenceProvenAt(operation, providerOf(dependencies, payment.providerAccountId).manifest);
  if (provenAt !== null && provenAt <= reading.askedAt) return settleRefundAbsence(refund, payment, context);
  return callerIsGone ? settleRefund(refund, payment, { kind: 'unknown', cause: 'lease ran out' }, context) : unchanged;
}

/** Adds versions, the watch, and the turn of the next waiting refund of this payment. */
export async function refundChanges(
  dependencies: EngineDependencies,
  current: ClaimedRefund,
  settlement: RefundSettlement,
  context: ReturnType<typeof decisionContext>,
): Promise<{ readonly refund: Refund; readonly changes: ChangeSet }> {
  const moved = { ...settlement.refund, version: current.refund.version + 1 };
  const watched = withRefundWatch(moved, context);
  const payments = settlement.payment === current.payment ? [] : [settlement.payment];
  const others = isFinal(moved) ? await dependencies.store.refundsOf(current.payment.id) : [];
  const waiting = others.some(({ id, status }) => id !== moved.id && status === 'pending');
  // What was given back in the provider's console meanwhile could not be told from ours before.
  const jobs: JobChange[] = isFinal(moved) ? lookAgain(dependencies, current.payment, context.now) : [];
  if (waiting)
    jobs.push({ kind: 'schedule', jobKind: 'send_refund', subjectId: current.payment.id, dueAt: context.now });
  return {
    refund: watched.refund,
    changes: merge(settlement.changes, watched.changes, { refunds: [watched.refund], payments, jobs }),
  };
}

export async function mustLoadRefund(dependencies: EngineDependencies, id: RefundId): Promise<ClaimedRefund> {
  const refund = await dependencies.store.refund(id);
  if (refund === null || refund.operationId === null) throw new Error(`refund ${id} was never sent`);
  const payment = await mustLoad(dependencies, refund.paymentId);
  return { refund, payment, operation: await mustLoadOperation(dependencies, refund.operationId) };
}

function isFinal({ status }: Refund): boolean {
  return status === 'succeeded' || status === 'failed';
}

/** An unknown outcome is never frozen, and a refund that came to nothing may be made again under its key. */
export function keyEndOf({ status, failure }: Refund): KeyEnd {
  if (status === 'unknown') return 'show_present_truth';
  return status === 'failed' && failure !== null && failure.code !== 'refund_declined' ? 'free' : 'keep_answer';
}
