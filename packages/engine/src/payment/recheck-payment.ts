import {
  type Attempt,
  atAttempt,
  currentAttempt,
  dayMs,
  hourMs,
  minuteMs,
  type Payment,
  type PaymentId,
  releasesOrderId,
} from '@hangil/core';
import { commit } from '../decision/commit.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { JobChange } from '../store/change-set.ts';
import { applyReading, inquirePayment, mustLoad, mustLoadOperation, providerOf } from './ask-provider.ts';

/** Looks after the end of a payment whose window the shopper may still have open, counted from the end. */
const looksAfterEndMs = [2 * minuteMs, hourMs, dayMs, 3 * dayMs];

/**
 * Looks once more at a payment that nobody waits for: one that ended while its window may still be open, one whose notice came
 * before the provider showed what it was about, one after a refund.
 * @throws Error while the provider does not answer, so that the job is tried again
 */
export async function runRecheckPayment(dependencies: EngineDependencies, id: PaymentId): Promise<void> {
  const payment = await dependencies.store.payment(id);
  if (payment === null) return;
  for (const other of payment.attempts)
    if (other !== currentAttempt(payment)) await lookAtOther(dependencies, id, other);
  const current = await mustLoad(dependencies, id);
  const reading = await inquirePayment(dependencies, current);
  if (reading.kind === 'unknown') throw new Error(`provider does not answer: ${reading.cause}`);
  const asked = await applyReading(dependencies, current, reading);
  const jobs = looksAfterEnd(asked, dependencies.clock.now());
  if (jobs.length > 0) await commit(dependencies, { jobs });
}

/** A try that does not count may have moved money all the same. One that was closed as come to nothing may stay unanswered. */
async function lookAtOther(dependencies: EngineDependencies, id: PaymentId, other: Attempt): Promise<void> {
  const payment = await mustLoad(dependencies, id);
  const operation = await mustLoadOperation(dependencies, other.operationId);
  const reading = await inquirePayment(dependencies, atAttempt(payment, other));
  if (reading.kind === 'unknown' && operation.status !== 'closed')
    throw new Error(`provider does not answer: ${reading.cause}`);
  await applyReading(dependencies, payment, reading, { about: other });
}

/** The next look at a payment that ended without money, if one is left. Charges without a shopper leave no window behind. */
export function looksAfterEnd(payment: Payment, now: Date): JobChange[] {
  const { status, method, canceledAt, failedAt, expiresAt } = payment;
  const endedAt = canceledAt ?? failedAt ?? expiresAt;
  const leavesWindow = method.type !== 'key_in' && method.type !== 'billing_key';
  if (!releasesOrderId(status) || !leavesWindow || endedAt === null) return [];
  const dueMs = looksAfterEndMs.map((afterMs) => endedAt.getTime() + afterMs).find((atMs) => atMs > now.getTime());
  return dueMs === undefined ? [] : [recheck(payment.id, new Date(dueMs))];
}

/** A look when the provider certainly shows what happened by `since`; none when it always does. */
export function lookWhenVisible(dependencies: EngineDependencies, payment: Payment, since: Date): JobChange[] {
  const { inquiry } = providerOf(dependencies, payment.providerAccountId).manifest;
  return inquiry.kind === 'eventual' ? lookAgain(dependencies, payment, since) : [];
}

/** A look as soon as the provider certainly shows what happened by `since`; none when it cannot be asked. */
export function lookAgain(dependencies: EngineDependencies, payment: Payment, since: Date): JobChange[] {
  const { inquiry } = providerOf(dependencies, payment.providerAccountId).manifest;
  if (inquiry.kind === 'none') return [];
  const visibilityDelayMs = inquiry.kind === 'eventual' ? inquiry.visibilityDelayMs : 0;
  return [recheck(payment.id, new Date(since.getTime() + visibilityDelayMs))];
}

function recheck(subjectId: PaymentId, dueAt: Date): JobChange {
  return { kind: 'schedule', jobKind: 'recheck_payment', subjectId, dueAt };
}
