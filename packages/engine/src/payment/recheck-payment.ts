import { dayMs, hourMs, minuteMs, type Payment, type PaymentId, releasesOrderId } from '@hangil/core';
import { commit } from '../decision/commit.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { JobChange } from '../store/change-set.ts';
import { applyReading, inquirePayment, providerOf } from './ask-provider.ts';

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
  const reading = await inquirePayment(dependencies, payment);
  if (reading.kind === 'unknown') throw new Error(`provider does not answer: ${reading.cause}`);
  const asked = await applyReading(dependencies, payment, reading);
  const jobs = looksAfterEnd(asked, dependencies.clock.now());
  if (jobs.length > 0) await commit(dependencies, { jobs });
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
