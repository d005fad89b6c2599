import { isOpen, type Payment } from '@hangil/core';
import type { DecisionContext } from '../decision/decision-context.ts';
import { needsPerson, nextCheckAt, type Waiting } from '../decision/ladder.ts';
import { openCase } from '../decision/open-case.ts';
import type { ChangeSet, JobChange } from '../store/change-set.ts';
import { looksAfterEnd } from './recheck-payment.ts';

const waitingFor: Partial<Record<Payment['status'], Waiting>> = {
  unknown: 'unknown',
  pending: 'processing',
  requires_action: 'shopper',
  awaiting_deposit: 'deposit',
};

/** Plans when the provider is asked next, or ends the asking; opens a case where a person must look. */
export function withWatch(
  payment: Payment,
  context: DecisionContext,
): { readonly payment: Payment; readonly changes: ChangeSet } {
  const subject = { subjectId: payment.id };
  const waiting = waitingFor[payment.status];
  if (waiting === undefined || !isOpen(payment.status)) {
    const jobs: JobChange[] = [{ kind: 'remove', jobKind: 'watch_payment', ...subject }];
    if (payment.expiresAt !== null) jobs.push({ kind: 'remove', jobKind: 'expire_payment', ...subject });
    jobs.push(...looksAfterEnd(payment, context.now));
    return { payment: { ...payment, nextCheckAt: null }, changes: { jobs } };
  }
  const checkAt = nextCheckAt(waiting, payment.checks, context.now);
  const jobs: JobChange[] = [{ kind: 'schedule', jobKind: 'watch_payment', ...subject, dueAt: checkAt }];
  if (payment.expiresAt !== null)
    jobs.push({ kind: 'schedule', jobKind: 'expire_payment', ...subject, dueAt: payment.expiresAt });
  const cases = needsPerson(waiting, payment.checks) ? [unresolved(payment, context)] : [];
  return { payment: { ...payment, nextCheckAt: checkAt }, changes: { jobs, cases } };
}

function unresolved(payment: Payment, context: DecisionContext) {
  const { id, amountMinor, currency, status, provider, providerPaymentId, checks } = payment;
  const evidence = { status, provider, provider_payment_id: providerPaymentId, checks };
  return openCase(payment, { kind: 'unknown_outcome', subjectId: id, amountMinor, currency, evidence }, context);
}
