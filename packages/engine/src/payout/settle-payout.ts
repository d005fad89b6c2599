import {
  type Absent,
  type Failure,
  money,
  type Payment,
  type Payout,
  type PayoutReading,
  type PayoutVerdict,
  type ProviderWords,
  payoutTransitions,
  type Returned,
  type Succeeded,
  sameMoney,
  toFailure,
  toNotCreatedFailure,
} from '@hangil/core';
import {
  type JournalEntry,
  payoutCanceled,
  payoutFailed,
  payoutPaid,
  payoutReturned,
  payoutSent,
} from '@hangil/ledger';
import { type DecisionContext, entryContext, notBefore, outgoingEvent } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { openCase } from '../decision/open-case.ts';
import { withRefunded } from '../payment/find-provider-refund.ts';
import type { ChangeSet } from '../store/change-set.ts';
import { awaitBalance } from './await-balance.ts';

/** A payout after some news, with the payment whose money it gives back, if any. The same objects when nothing changed. */
export interface PayoutSettlement {
  readonly payout: Payout;
  readonly refunded: Payment | null;
  readonly changes: ChangeSet;
}

/** Folds what a provider says about a payout. Pure; a final payout is never changed, an unknown one never given up. */
export function settlePayout(
  payout: Payout,
  refunded: Payment | null,
  news: PayoutNews,
  context: DecisionContext,
): PayoutSettlement {
  if (news.kind === 'returned' && cameBack(payout)) return settleReturn(payout, refunded, news, context);
  if (isFinalPayout(payout)) return { payout, refunded, changes: afterTheEnd(payout, news, context) };
  switch (news.kind) {
    case 'succeeded':
      return settleSuccess(payout, refunded, news, context);
    case 'pending':
      return inTransit(
        payout,
        refunded,
        { status: 'processing', providerPayoutId: news.providerTransactionId ?? payout.providerPayoutId },
        context,
      );
    case 'unknown':
      return inTransit(payout, refunded, { status: 'unknown' }, context);
    case 'declined':
      if (news.reason === 'provider_balance') return awaitBalance(payout, refunded, news, context);
      return fail(payout, refunded, toFailure('payout_declined', news.reason, news.provider), context);
    case 'returned':
      return fail(payout, refunded, toFailure('payout_returned', 'other', news.provider), context);
    case 'not_created':
      if (news.reason === 'provider_balance') return awaitBalance(payout, refunded, news, context);
      return fail(payout, refunded, toNotCreatedFailure(news.reason, news.provider), context);
    default:
      return news satisfies never;
  }
}

/** The provider certainly has not got it: the money never left. */
export function settlePayoutAbsence(
  payout: Payout,
  refunded: Payment | null,
  context: DecisionContext,
): PayoutSettlement {
  if (isFinalPayout(payout)) return { payout, refunded, changes: {} };
  return fail(payout, refunded, toFailure('provider_unreachable', 'timed_out'), context);
}

export function isFinalPayout({ status }: Payout): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'canceled';
}

type PayoutNews = PayoutVerdict | Exclude<PayoutReading, Absent>;

/** What gave a payment back is left to a person: its money is with nobody the payment knows. */
function cameBack({ status, refundsPaymentId }: Payout): boolean {
  return status === 'succeeded' && refundsPaymentId === null;
}

/** The payee's bank sent the money back: it is in the provider's hands again and the merchant's to use. */
function settleReturn(
  payout: Payout,
  refunded: Payment | null,
  news: Returned,
  context: DecisionContext,
): PayoutSettlement {
  return { refunded, ...payoutReturns(payout, news.provider, context) };
}

/** A payout that was paid has failed, and its money is back. */
export function payoutReturns(payout: Payout, provider: ProviderWords, context: DecisionContext) {
  const failure = toFailure('payout_returned', 'other', provider);
  const returned = become(payout, { status: 'failed', failure, failedAt: context.now }, context);
  const journalEntries = [payoutReturned(entryContext(payout, context), entryFacts(payout))];
  return { payout: returned.payout, changes: merge(returned.changes, { journalEntries }) };
}

/** The provider says the opposite of how a payout ended: money left after all, or came back. A person decides. */
function afterTheEnd(payout: Payout, news: PayoutNews, context: DecisionContext): ChangeSet {
  const wasReturned = payout.failure?.code === 'payout_returned';
  const leftAfterAll = payout.status !== 'succeeded' && !wasReturned && news.kind === 'succeeded';
  const paidTwice = payout.status === 'succeeded' && news.kind === 'succeeded' && news.reference !== payout.reference;
  const declinedAfterwards = payout.status === 'succeeded' && (news.kind === 'declined' || news.kind === 'returned');
  if (!leftAfterAll && !declinedAfterwards && !paidTwice) return {};
  const contradiction = leftAfterAll ? 'payout_succeeded_after_its_end' : `payout_${news.kind}_after_success`;
  const { id, amountMinor, currency, status } = payout;
  const evidence = { contradiction, status, provider_payout_id: news.providerTransactionId ?? null };
  const subject = { subjectId: id, amountMinor, currency, evidence };
  return { cases: [openCase(payout, { kind: 'contradiction', distinction: contradiction, ...subject }, context)] };
}

function settleSuccess(
  payout: Payout,
  refunded: Payment | null,
  news: Succeeded,
  context: DecisionContext,
): PayoutSettlement {
  const asked = money(payout.amountMinor, payout.currency);
  if (news.reference !== payout.reference || !sameMoney(news.amount, asked))
    return contradicted(payout, refunded, news, context);
  const paid = become(
    payout,
    {
      status: 'succeeded',
      providerPayoutId: news.providerTransactionId,
      inTransit: false,
      failure: null,
      availableAt: null,
      succeededAt: notBefore(payout, news.occurredAt),
    },
    context,
  );
  const back =
    refunded === null ? null : { ...withRefunded(refunded, payout.amountMinor), version: refunded.version + 1 };
  const told =
    back === null ? [] : [outgoingEvent(`payment.${back.status}`, back, { kind: 'payment', value: back }, context)];
  const journalEntries = [
    ...sentEntry(payout, context),
    payoutPaid(entryContext(payout, context, notBefore(payout, news.occurredAt)), entryFacts(payout)),
  ];
  return { payout: paid.payout, refunded: back, changes: merge(paid.changes, { journalEntries, events: told }) };
}

function inTransit(
  payout: Payout,
  refunded: Payment | null,
  changed: Partial<Payout>,
  context: DecisionContext,
): PayoutSettlement {
  const tellsId = (changed.providerPayoutId ?? payout.providerPayoutId) !== payout.providerPayoutId;
  if (payout.inTransit && changed.status === payout.status && !tellsId) return { payout, refunded, changes: {} };
  const moved = become(payout, { ...changed, inTransit: true, availableAt: null, failure: null }, context);
  return {
    payout: moved.payout,
    refunded,
    changes: merge(moved.changes, { journalEntries: sentEntry(payout, context) }),
  };
}

function fail(payout: Payout, refunded: Payment | null, failure: Failure, context: DecisionContext): PayoutSettlement {
  return end(payout, refunded, { status: 'failed', failure, failedAt: context.now }, context);
}

/** Taken back before it was sent. */
export function cancelPayout(payout: Payout, refunded: Payment | null, context: DecisionContext): PayoutSettlement {
  return end(payout, refunded, { status: 'canceled' }, context);
}

/** It ended without money, so what was booked goes back to where it came from. */
function end(
  payout: Payout,
  refunded: Payment | null,
  changed: Partial<Payout>,
  context: DecisionContext,
): PayoutSettlement {
  const ended = become(payout, { ...changed, inTransit: false, availableAt: null }, context);
  const booking = payout.inTransit ? payoutFailed : payoutCanceled;
  return {
    payout: ended.payout,
    refunded: refunded === null ? null : releasePromise(refunded, payout.amountMinor),
    changes: merge(ended.changes, { journalEntries: [booking(entryContext(payout, context), entryFacts(payout))] }),
  };
}

/** Money left, but not as we asked: the payout stays unknown until a person has decided. */
function contradicted(
  payout: Payout,
  refunded: Payment | null,
  news: Succeeded,
  context: DecisionContext,
): PayoutSettlement {
  const doubtful = inTransit(payout, refunded, { status: 'unknown' }, context);
  const evidence = {
    contradiction: 'payout',
    asked_amount: payout.amountMinor,
    reported_amount: news.amount.amountMinor,
    reported_currency: news.amount.currency,
    reported_reference: news.reference,
    provider_payout_id: news.providerTransactionId,
  };
  const { id, amountMinor, currency } = payout;
  const opened = openCase(
    payout,
    { kind: 'contradiction', distinction: news.providerTransactionId, subjectId: id, amountMinor, currency, evidence },
    context,
  );
  return { ...doubtful, changes: merge(doubtful.changes, { cases: [opened] }) };
}

function releasePromise(payment: Payment, amountMinor: number): Payment {
  return {
    ...payment,
    amountRefundingMinor: payment.amountRefundingMinor - amountMinor,
    amountByPayoutsMinor: payment.amountByPayoutsMinor - amountMinor,
    version: payment.version + 1,
  };
}

export function become(
  payout: Payout,
  changed: Partial<Payout>,
  context: DecisionContext,
): { readonly payout: Payout; readonly changes: ChangeSet } {
  const status = changed.status ?? payout.status;
  if (status !== payout.status && !payoutTransitions[payout.status].includes(status))
    throw new Error(`a payout does not go from ${payout.status} to ${status}`);
  const next: Payout = { ...payout, ...changed, version: payout.version + 1, checks: 0 };
  const tells = next.status !== payout.status;
  return {
    payout: next,
    changes: tells
      ? { events: [outgoingEvent(`payout.${next.status}`, next, { kind: 'payout', value: next }, context)] }
      : {},
  };
}

function sentEntry(payout: Payout, context: DecisionContext): JournalEntry[] {
  return payout.inTransit ? [] : [payoutSent(entryContext(payout, context), entryFacts(payout))];
}

export function entryFacts(payout: Payout) {
  const { id, provider, amountMinor, currency, refundsPaymentId } = payout;
  return { payoutId: id, provider, amount: money(amountMinor, currency), refundsPaymentId };
}
