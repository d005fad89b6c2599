import { type Attempt, currentAttempt, isOpen, type Payment, type PaymentReading } from '@hangil/core';
import type { DecisionContext } from '../decision/decision-context.ts';
import { absenceProvenAt, afterReading } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { ChangeSet, JobChange } from '../store/change-set.ts';
import { mustLoadOperation, providerOf } from './ask-provider.ts';
import { type Settlement, settlePayment } from './settle-payment.ts';

/**
 * What a reading of a try says that another one has followed, or that lost the payment to an earlier one: only that money moved is
 * news. What it lacks says nothing about the try that counts.
 */
export function settleReadingOfOther(payment: Payment, reading: PaymentReading, context: DecisionContext): Settlement {
  return reading.kind === 'succeeded' ? settlePayment(payment, reading, context) : { payment, changes: {} };
}

/** The other try's operation ends with its payment, once the provider has answered; and a try that was overtaken is looked after. */
export async function afterReadingOfOther(
  dependencies: EngineDependencies,
  other: Attempt,
  payment: Payment,
  settled: Payment,
  reading: PaymentReading,
  context: DecisionContext,
): Promise<Pick<ChangeSet, 'operations' | 'jobs'>> {
  if (isOpen(settled.status)) return {};
  const operation = await mustLoadOperation(dependencies, other.operationId);
  const operations = reading.kind === 'unknown' ? [] : afterReading(operation, reading, true, context.now);
  const jobs =
    settled === payment ? [] : await lookAtOvertaken(dependencies, currentAttempt(payment), settled, context);
  return { operations, jobs };
}

/** The try that counted before may still move money as well: it is asked about when its call can no longer be on its way. */
async function lookAtOvertaken(
  dependencies: EngineDependencies,
  overtaken: Attempt,
  { id }: Payment,
  { now }: DecisionContext,
): Promise<JobChange[]> {
  const operation = await mustLoadOperation(dependencies, overtaken.operationId);
  if (operation.status === 'closed') return [];
  const { manifest } = providerOf(dependencies, overtaken.providerAccountId);
  const dueAt = absenceProvenAt(operation, manifest) ?? operation.leaseUntil ?? now;
  return [{ kind: 'schedule', jobKind: 'recheck_payment', subjectId: id, dueAt: dueAt > now ? dueAt : now }];
}
