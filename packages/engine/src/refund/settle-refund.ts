import {
  type Absent,
  money,
  type Payment,
  type Refund,
  type RefundReading,
  type RefundVerdict,
  refundTransitions,
  type Succeeded,
  sameMoney,
  toFailure,
  toNotCreatedFailure,
} from '@hangil/core';
import { refundFailed, refundSucceeded } from '@hangil/ledger';
import { type DecisionContext, entryContext, notBefore, outgoingEvent } from '../decision/decision-context.ts';
import { openCase } from '../decision/open-case.ts';
import { withRefunded } from '../payment/find-provider-refund.ts';
import type { ChangeSet } from '../store/change-set.ts';

/** A refund and its payment after some news; the same objects when nothing changed. */
export interface RefundSettlement {
  readonly refund: Refund;
  readonly payment: Payment;
  readonly changes: ChangeSet;
}

/** Folds what a provider says about a refund. Pure; a final refund is never changed. */
export function settleRefund(
  refund: Refund,
  payment: Payment,
  news: RefundVerdict | Exclude<RefundReading, Absent>,
  context: DecisionContext,
): RefundSettlement {
  if (refund.status === 'succeeded' || refund.status === 'failed')
    return { refund, payment, changes: afterTheEnd(refund, news, context) };
  switch (news.kind) {
    case 'succeeded':
      return settleSuccess(refund, payment, news, context);
    case 'pending':
      return refund.status === 'pending'
        ? unchanged(refund, payment)
        : { refund: next(refund, { status: 'pending' }), payment, changes: {} };
    case 'declined':
      return fail(refund, payment, toFailure('refund_declined', news.reason, news.provider), context);
    case 'not_created':
      return fail(refund, payment, toNotCreatedFailure(news.reason, news.provider), context);
    case 'unknown':
      return refund.status === 'unknown'
        ? unchanged(refund, payment)
        : { refund: next(refund, { status: 'unknown' }), payment, changes: {} };
    default:
      return news satisfies never;
  }
}

/** The provider certainly has not made it: the promise is taken back. */
export function settleRefundAbsence(refund: Refund, payment: Payment, context: DecisionContext): RefundSettlement {
  return fail(refund, payment, toFailure('provider_unreachable', 'timed_out'), context);
}

/** The provider made a refund after all that had ended without money. A person decides. */
function afterTheEnd(
  refund: Refund,
  news: RefundVerdict | Exclude<RefundReading, Absent>,
  context: DecisionContext,
): ChangeSet {
  if (refund.status !== 'failed' || news.kind !== 'succeeded') return {};
  const contradiction = 'refund_succeeded_after_its_end';
  const { id, amountMinor, currency, paymentId } = refund;
  const evidence = { contradiction, payment_id: paymentId, provider_refund_id: news.providerTransactionId };
  const subject = { subjectId: id, amountMinor, currency, evidence };
  return { cases: [openCase(refund, { kind: 'contradiction', distinction: contradiction, ...subject }, context)] };
}

function unchanged(refund: Refund, payment: Payment): RefundSettlement {
  return { refund, payment, changes: {} };
}

/** @throws Error for a step the table does not know */
function next(refund: Refund, changed: Partial<Refund>): Refund {
  const status = changed.status ?? refund.status;
  if (status !== refund.status && !refundTransitions[refund.status].includes(status))
    throw new Error(`a refund does not go from ${refund.status} to ${status}`);
  return { ...refund, ...changed, version: refund.version + 1, checks: 0 };
}

function settleSuccess(refund: Refund, payment: Payment, news: Succeeded, context: DecisionContext): RefundSettlement {
  const isOurs = payment.attempts.some(({ reference }) => reference === news.reference);
  if (!isOurs || !sameMoney(news.amount, money(refund.amountMinor, refund.currency)))
    return contradicted(refund, payment, news, context);
  const done = next(refund, {
    status: 'succeeded',
    providerRefundId: news.providerTransactionId,
    succeededAt: notBefore(refund, news.occurredAt),
    failure: null,
  });
  const paid = { ...withRefunded(payment, refund.amountMinor), version: payment.version + 1 };
  return {
    refund: done,
    payment: paid,
    changes: {
      journalEntries: [
        refundSucceeded(entryContext(refund, context, notBefore(refund, news.occurredAt)), entryFacts(refund, payment)),
      ],
      events: [
        outgoingEvent('refund.succeeded', done, { kind: 'refund', value: done }, context),
        outgoingEvent(`payment.${paid.status}`, paid, { kind: 'payment', value: paid }, context),
      ],
    },
  };
}

function fail(
  refund: Refund,
  payment: Payment,
  failure: Refund['failure'],
  context: DecisionContext,
): RefundSettlement {
  const failed = next(refund, { status: 'failed', failure });
  return {
    refund: failed,
    payment: {
      ...payment,
      amountRefundingMinor: payment.amountRefundingMinor - refund.amountMinor,
      version: payment.version + 1,
    },
    changes: {
      journalEntries: [refundFailed(entryContext(refund, context), entryFacts(refund, payment))],
      events: [outgoingEvent('refund.failed', failed, { kind: 'refund', value: failed }, context)],
    },
  };
}

/** Something was given back, but not what we asked for: the promise stands until a person has decided. */
function contradicted(refund: Refund, payment: Payment, news: Succeeded, context: DecisionContext): RefundSettlement {
  const evidence = {
    contradiction: 'refund',
    asked_amount: refund.amountMinor,
    reported_amount: news.amount.amountMinor,
    reported_currency: news.amount.currency,
    reported_reference: news.reference,
    provider_refund_id: news.providerTransactionId,
  };
  const opened = openCase(
    refund,
    {
      kind: 'contradiction',
      distinction: news.providerTransactionId,
      subjectId: refund.id,
      amountMinor: refund.amountMinor,
      currency: refund.currency,
      evidence,
    },
    context,
  );
  const doubtful = refund.status === 'unknown' ? refund : next(refund, { status: 'unknown' });
  return { refund: doubtful, payment, changes: { cases: [opened] } };
}

export function entryFacts(refund: Refund, payment: Payment) {
  return {
    refundId: refund.id,
    paymentId: payment.id,
    channel: { provider: payment.provider, channelId: payment.channelId },
    amount: money(refund.amountMinor, refund.currency),
  };
}
