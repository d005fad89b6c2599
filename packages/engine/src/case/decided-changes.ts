import {
  currentAttempt,
  declined,
  isOpen,
  type Money,
  money,
  type Payment,
  type ProviderReference,
  type Succeeded,
} from '@hangil/core';
import { differenceResolved, merchantPending, receivable } from '@hangil/ledger';
import { type DecisionContext, entryContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { concluded } from '../decision/operation-changes.ts';
import type { ResolveCaseInput } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { leaveQuarantine, settlePayment } from '../payment/settle-payment.ts';
import { withWatch } from '../payment/watch-payment.ts';
import { payoutChanges } from '../payout/ask-provider-about-payout.ts';
import { isFinalPayout, settlePayout } from '../payout/settle-payout.ts';
import { refundChanges } from '../refund/send-refund.ts';
import { settleRefund } from '../refund/settle-refund.ts';
import type { ChangeSet } from '../store/change-set.ts';
import type { Operation } from '../store/operation.ts';
import type { Case } from '../store/records.ts';
import type { CaseSubject } from './case-subject.ts';

/** What follows from a decision. A declared outcome is booked exactly as if the provider had told it. */
export async function decidedChanges(
  dependencies: EngineDependencies,
  opened: Case,
  subject: CaseSubject,
  input: ResolveCaseInput,
  context: DecisionContext,
): Promise<ChangeSet> {
  if (input.action === 'acknowledge') return {};
  switch (subject.kind) {
    case 'payment':
      return input.action === 'accept' || input.action === 'reject'
        ? endQuarantine(opened, subject.payment, input, context)
        : declaredPayment(subject, input, context);
    case 'refund':
      return declaredRefund(dependencies, subject, input, context);
    case 'payout':
      return declaredPayout(subject, input, context);
    case 'provider_event':
      return {
        jobs: [{ kind: 'schedule', jobKind: 'fold_provider_event', subjectId: subject.event.id, dueAt: context.now }],
      };
    case 'other':
      return {};
  }
}

/** The money in suspense becomes the merchant's, or is found not to be held for this payment. */
function endQuarantine(
  opened: Case,
  payment: Payment,
  { action, note, decidedBy }: ResolveCaseInput,
  context: DecisionContext,
): ChangeSet {
  const amountMinor = opened.amountMinor ?? 0;
  const left = leaveQuarantine(payment, action === 'accept' ? amountMinor : null, context);
  const watched = withWatch(left.payment, context);
  const channel = { provider: payment.provider, channelId: payment.channelId };
  const event = {
    caseId: opened.id,
    paymentId: payment.id,
    channel,
    signedMinor: amountMinor,
    currency: money(amountMinor, opened.currency ?? payment.currency).currency,
    target: action === 'accept' ? merchantPending(payment.merchantId) : receivable(channel),
    approval: { requestedBy: decidedBy, approvedBy: decidedBy, reason: note },
  };
  const journalEntries = amountMinor > 0 ? [differenceResolved(entryContext(payment, context), event)] : [];
  return merge(left.changes, watched.changes, { payments: [watched.payment], journalEntries });
}

function declaredPayment(
  { payment, operation }: Extract<CaseSubject, { kind: 'payment' }>,
  input: ResolveCaseInput,
  context: DecisionContext,
): ChangeSet {
  const news =
    input.action === 'declare_succeeded'
      ? { ...declaredSuccess(payment, currentAttempt(payment).reference, input, context), returnedMinor: 0 }
      : declined('other');
  const settlement = settlePayment(payment, news, context);
  const watched = withWatch(settlement.payment, context);
  const final = !isOpen(watched.payment.status);
  return merge(settlement.changes, watched.changes, {
    payments: [watched.payment],
    operations: closedBy(operation, input, final, context),
  });
}

async function declaredRefund(
  dependencies: EngineDependencies,
  current: Extract<CaseSubject, { kind: 'refund' }>,
  input: ResolveCaseInput,
  context: DecisionContext,
): Promise<ChangeSet> {
  const { refund, payment, operation } = current;
  const news =
    input.action === 'declare_succeeded'
      ? declaredSuccess(refund, currentAttempt(payment).reference, input, context)
      : declined('other');
  const settlement = settleRefund(refund, payment, news, context);
  const written = await refundChanges(dependencies, current, settlement, context);
  return merge(written.changes, { operations: closedBy(operation, input, true, context) });
}

function declaredPayout(
  current: Extract<CaseSubject, { kind: 'payout' }>,
  input: ResolveCaseInput,
  context: DecisionContext,
): ChangeSet {
  const { payout, refunded, operation } = current;
  const news =
    input.action === 'declare_succeeded'
      ? declaredSuccess(payout, payout.reference, input, context)
      : declined('other');
  const written = payoutChanges(current, settlePayout(payout, refunded, news, context), context);
  return merge(written.changes, {
    operations: closedBy(operation, input, isFinalPayout(written.payout), context),
  });
}

/** The evidence of a person in the form of the provider's own. */
function declaredSuccess(
  { amountMinor, currency }: Money,
  reference: ProviderReference,
  { providerTransactionId }: ResolveCaseInput,
  { now }: DecisionContext,
): Succeeded {
  return {
    kind: 'succeeded',
    amount: money(amountMinor, currency),
    reference,
    providerTransactionId: providerTransactionId ?? '',
    occurredAt: now,
  };
}

function closedBy(
  operation: Operation,
  { action }: ResolveCaseInput,
  final: boolean,
  { now }: DecisionContext,
): Operation[] {
  return operation.status === 'closed' ? [] : [concluded(operation, { kind: action, cause: 'a person' }, final, now)];
}
