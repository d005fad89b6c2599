import { money, type Payment, type Refund, refundableMinor, type SucceededPayment } from '@hangil/core';
import { refundFound } from '@hangil/ledger';
import { type DecisionContext, entryContext, outgoingEvent } from '../decision/decision-context.ts';
import { openCase } from '../decision/open-case.ts';
import type { ChangeSet } from '../store/change-set.ts';

/**
 * Books what was given back in the provider's own console: everything the provider returned beyond our own refunds there, the
 * ones under way included. More than is left of the payment is shown to a person instead.
 */
export function findProviderRefund(
  payment: Payment,
  news: SucceededPayment,
  context: DecisionContext,
): { readonly payment: Payment; readonly changes: ChangeSet } {
  const { amountRefundedMinor, amountRefundingMinor, amountByPayoutsMinor } = payment;
  const surplusMinor = news.returnedMinor - (amountRefundedMinor + amountRefundingMinor - amountByPayoutsMinor);
  if (surplusMinor <= 0) return { payment, changes: {} };
  if (surplusMinor > refundableMinor(payment))
    return { payment, changes: { cases: [overReturned(payment, news, context)] } };

  const refund = foundRefund(payment, surplusMinor, news, context);
  const next = withRefunded(
    { ...payment, amountRefundingMinor: amountRefundingMinor + surplusMinor, version: payment.version + 1 },
    surplusMinor,
  );
  const entry = refundFound(entryContext(payment, context), {
    refundId: refund.id,
    paymentId: payment.id,
    channel: { provider: payment.provider, channelId: payment.channelId },
    amount: money(surplusMinor, payment.currency),
  });
  return {
    payment: next,
    changes: {
      refunds: [refund],
      journalEntries: [entry],
      events: [
        outgoingEvent('refund.succeeded', refund, { kind: 'refund', value: refund }, context),
        outgoingEvent(`payment.${next.status}`, next, { kind: 'payment', value: next }, context),
      ],
    },
  };
}

/** A promised amount has been given back: the promise is kept and the payment's status says how much is gone. */
export function withRefunded(payment: Payment, amountMinor: number): Payment {
  const amountRefundedMinor = payment.amountRefundedMinor + amountMinor;
  const everything = amountRefundedMinor === payment.amountPaidMinor;
  return {
    ...payment,
    amountRefundingMinor: payment.amountRefundingMinor - amountMinor,
    amountRefundedMinor,
    status: everything ? 'refunded' : 'partially_refunded',
  };
}

/** A refund that others made. */
export function foundRefund(
  payment: Payment,
  amountMinor: number,
  news: Pick<SucceededPayment, 'returnedMinor'>,
  { now, ids }: DecisionContext,
): Refund {
  return {
    id: ids.next('rfnd'),
    version: 1,
    merchantId: payment.merchantId,
    livemode: payment.livemode,
    paymentId: payment.id,
    status: 'succeeded',
    amountMinor,
    taxFreeAmountMinor: 0,
    currency: payment.currency,
    reason: null,
    requester: 'provider',
    refundAccount: null,
    operationId: null,
    returnedBeforeMinor: news.returnedMinor - amountMinor,
    providerRefundId: null,
    failure: null,
    checks: 0,
    createdAt: now,
    succeededAt: now,
    nextCheckAt: null,
  };
}

function overReturned(payment: Payment, news: SucceededPayment, context: DecisionContext) {
  const evidence = {
    contradiction: 'returned_more_than_paid',
    paid: payment.amountPaidMinor,
    returned: news.returnedMinor,
  };
  const { amountMinor, currency } = news.amount;
  return openCase(
    payment,
    {
      kind: 'contradiction',
      distinction: 'returned_more_than_paid',
      subjectId: payment.id,
      amountMinor,
      currency,
      evidence,
    },
    context,
  );
}
