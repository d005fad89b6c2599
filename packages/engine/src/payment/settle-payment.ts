import {
  type Absent,
  type Attempt,
  atAttempt,
  canFollow,
  currentAttempt,
  type Declined,
  type Failure,
  hasBeenPaid,
  isOpen,
  money,
  type NextAction,
  type NotCreated,
  type Payment,
  type PaymentReading,
  type PaymentStatus,
  type PaymentVerdict,
  type PendingPayment,
  type SucceededPayment,
  sameMoney,
  toFailure,
  toNotCreatedFailure,
} from '@hangil/core';
import {
  depositExpected,
  depositNoLongerExpected,
  depositReceived,
  type JournalEntry,
  paymentContradicted,
  paymentSold,
} from '@hangil/ledger';
import { type DecisionContext, entryContext, notBefore, outgoingEvent } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { openCase } from '../decision/open-case.ts';
import type { ChangeSet } from '../store/change-set.ts';
import { withFurtherDeposits } from './find-further-deposits.ts';
import { findProviderRefund } from './find-provider-refund.ts';

/** A payment after some news, with what the news changes beside it. `payment` is the same object when nothing changed. */
export interface Settlement {
  readonly payment: Payment;
  readonly changes: ChangeSet;
}

/**
 * Folds what a provider says into a payment. Pure. Any order and any number of copies of the same news ends in the same
 * state with the same entries: money that was seen stays seen, an ending is not undone by older news, and of several open
 * states the one nearest to the shopper's money wins.
 *
 * An `absent` reading is not decided here: whether it proves anything depends on the call, see `settleAbsence`.
 */
export function settlePayment(
  payment: Payment,
  news: PaymentVerdict | Exclude<PaymentReading, Absent>,
  context: DecisionContext,
): Settlement {
  switch (news.kind) {
    case 'succeeded':
      return settleSuccess(payment, news, context);
    case 'pending':
      return settlePending(payment, news, context);
    case 'declined':
    case 'not_created':
      return isOpen(payment.status) ? settleFailure(payment, failureOf(news), context) : unchanged(payment);
    case 'unknown':
      return payment.status === 'pending' ? become(payment, { status: 'unknown' }, context) : unchanged(payment);
    default:
      return news satisfies never;
  }
}

/** The provider certainly has nothing: the payment never came about. */
export function settleAbsence(payment: Payment, context: DecisionContext): Settlement {
  if (!isOpen(payment.status)) return unchanged(payment);
  return settleFailure(payment, toFailure('provider_unreachable', 'timed_out'), context);
}

/** The shopper came back and the provider is silent: he may have paid. */
export function outcomeInDoubt(payment: Payment, context: DecisionContext): Settlement {
  return become(payment, { status: 'unknown' }, context);
}

/** The provider is being told to move the money: until that has an outcome nothing else may end or confirm the payment. */
export function confirmBegun(payment: Payment, context: DecisionContext): Settlement {
  return become(payment, { status: 'pending' }, context);
}

/** A confirm certainly did nothing: what the shopper was shown still stands, and it may be confirmed again. */
export function confirmCameToNothing(payment: Payment, context: DecisionContext): Settlement {
  return become(payment, { status: 'requires_action' }, context);
}

/**
 * A person has decided about money that came otherwise than asked: it is taken as it came, or is not held for this payment.
 *
 * @param acceptedMinor - what is taken; null when nothing is
 */
export function leaveQuarantine(payment: Payment, acceptedMinor: number | null, context: DecisionContext): Settlement {
  return acceptedMinor === null
    ? become(
        payment,
        { status: 'failed', failure: toFailure('payment_declined', 'other'), failedAt: context.now },
        context,
      )
    : become(payment, { status: 'paid', amountPaidMinor: acceptedMinor, paidAt: context.now }, context);
}

/** Ended before money moved: revoked, given up, or its time passed. */
export function endWithoutMoney(
  payment: Payment,
  status: 'canceled' | 'expired',
  context: DecisionContext,
): Settlement {
  const ended = become(
    payment,
    {
      status,
      nextAction: null,
      depositExpected: false,
      ...(status === 'canceled' ? { canceledAt: context.now } : { expiresAt: payment.expiresAt ?? context.now }),
    },
    context,
  );
  return {
    payment: ended.payment,
    changes: merge(ended.changes, { journalEntries: releasedExpectation(payment, context) }),
  };
}

function unchanged(payment: Payment): Settlement {
  return { payment, changes: {} };
}

function settleSuccess(payment: Payment, news: SucceededPayment, context: DecisionContext): Settlement {
  if (payment.status === 'quarantined') {
    return payment.providerPaymentId === news.providerTransactionId
      ? unchanged(payment)
      : settled(payment, 'second_charge', news, context);
  }
  const contradiction = contradictionOf(payment, news);
  const isAllBack = news.returnedMinor >= news.amount.amountMinor;
  if (contradiction !== null && isAllBack && payment.status === 'failed') return unchanged(payment);
  if (hasBeenPaid(payment.status)) {
    return contradiction === null
      ? withFurtherDeposits(payment, findProviderRefund(payment, news, context), news, context)
      : settled(payment, contradiction, news, context);
  }
  const paidBy = payment.attempts.find(({ reference }) => reference === news.reference);
  if (paidBy !== undefined && paidBy !== currentAttempt(payment)) return moneyElsewhere(payment, paidBy, news, context);
  return settleFirstMoney(payment, contradiction, news, context);
}

/** Money of a try that another one had followed: the payment is where its money is, and expects nothing at the other channel. */
function moneyElsewhere(
  payment: Payment,
  paidBy: Attempt,
  news: SucceededPayment,
  context: DecisionContext,
): Settlement {
  const journalEntries = releasedExpectation(payment, context);
  const moved = { ...atAttempt(payment, paidBy), depositExpected: false };
  const settlement = settleFirstMoney(moved, contradictionOf(payment, news), news, context);
  return { payment: settlement.payment, changes: merge({ journalEntries }, settlement.changes) };
}

function settleFirstMoney(
  payment: Payment,
  contradiction: string | null,
  news: SucceededPayment,
  context: DecisionContext,
): Settlement {
  if (contradiction !== null) return quarantine(payment, contradiction, news, context);
  const paid = become(
    payment,
    {
      ...factsOf(payment, news),
      status: 'paid',
      amountPaidMinor: payment.amountMinor,
      providerPaymentId: news.providerTransactionId,
      nextAction: null,
      failure: null,
      depositExpected: false,
      paidAt: notBefore(payment, news.occurredAt),
    },
    context,
  );
  const booking = payment.depositExpected ? depositReceived : paymentSold;
  const entry = booking(entryContext(payment, context, notBefore(payment, news.occurredAt)), saleOf(payment));
  // Paid and given back before we heard of it: still one version, told by the one event that shows both.
  const beforeRefund = { ...paid.payment, version: payment.version };
  const found = findProviderRefund(beforeRefund, news, context);
  const whole =
    found.payment === beforeRefund
      ? { payment: paid.payment, changes: merge(paid.changes, { journalEntries: [entry] }, found.changes) }
      : { payment: found.payment, changes: merge({ journalEntries: [entry] }, found.changes) };
  return withFurtherDeposits(payment, whole, news, context);
}

/** Why the provider's facts are not about this payment, or null. */
function contradictionOf(
  payment: Payment,
  { amount, reference, providerTransactionId }: SucceededPayment,
): string | null {
  if (!payment.attempts.some((attempt) => attempt.reference === reference)) return 'reference';
  if (amount.currency !== payment.currency) return 'currency';
  const expectedMinor = hasBeenPaid(payment.status) ? payment.amountPaidMinor : payment.amountMinor;
  if (!sameMoney(amount, money(expectedMinor, payment.currency))) return 'amount';
  const isAnother =
    payment.providerPaymentId !== providerTransactionId || currentAttempt(payment).reference !== reference;
  if (hasBeenPaid(payment.status) && isAnother) return 'second_charge';
  return null;
}

/** A paid payment stays paid; the contradiction is shown to a person. */
function settled(
  payment: Payment,
  contradiction: string,
  news: SucceededPayment,
  context: DecisionContext,
): Settlement {
  return { payment, changes: { cases: [contradictionCase(payment, contradiction, news, context)] } };
}

function quarantine(
  payment: Payment,
  contradiction: string,
  news: SucceededPayment,
  context: DecisionContext,
): Settlement {
  const opened = contradictionCase(payment, contradiction, news, context, `v${payment.version}`);
  const held = become(
    payment,
    {
      ...factsOf(payment, news),
      status: 'quarantined',
      providerPaymentId: news.providerTransactionId,
      nextAction: null,
      depositExpected: false,
    },
    context,
  );
  const journalEntries = [...releasedExpectation(payment, context)];
  if (news.amount.amountMinor > 0) {
    const event = { ...saleOf(payment), amount: news.amount, caseId: opened.id };
    journalEntries.push(
      paymentContradicted(entryContext(payment, context, notBefore(payment, news.occurredAt)), event),
    );
  }
  return { payment: held.payment, changes: merge(held.changes, { cases: [opened], journalEntries }) };
}

/** @param occasion - tells cases about the same report apart; left out, a second one is none */
function contradictionCase(
  payment: Payment,
  contradiction: string,
  news: SucceededPayment,
  context: DecisionContext,
  occasion?: string,
) {
  const evidence = {
    contradiction,
    asked_amount: payment.amountMinor,
    asked_currency: payment.currency,
    reported_amount: news.amount.amountMinor,
    reported_currency: news.amount.currency,
    reported_reference: news.reference,
    provider_payment_id: news.providerTransactionId,
  };
  const { amountMinor, currency } = news.amount;
  const distinction = [contradiction, news.providerTransactionId, occasion]
    .filter((part) => part !== undefined)
    .join(':');
  return openCase(
    payment,
    { kind: 'contradiction', distinction, subjectId: payment.id, amountMinor, currency, evidence },
    context,
  );
}

/** Open states by nearness to money; news never leads away from it. */
const rank: Partial<Record<PaymentStatus, number>> = {
  unknown: 0,
  pending: 1,
  requires_action: 2,
  awaiting_deposit: 3,
};
const statusFor = { provider: 'pending', shopper: 'requires_action', deposit: 'awaiting_deposit' } as const;

function settlePending(payment: Payment, news: PendingPayment, context: DecisionContext): Settlement {
  const status = statusFor[news.waitsFor];
  if (!isOpen(payment.status) || (rank[status] ?? 0) < (rank[payment.status] ?? 0)) return unchanged(payment);
  const nextAction =
    news.nextAction ?? (status === payment.status || payment.status === 'unknown' ? payment.nextAction : null);
  const expectsDeposit = status === 'awaiting_deposit' && !payment.depositExpected;
  const dueAt = news.nextAction?.type === 'display_virtual_account' ? news.nextAction.dueAt : null;
  // An account whose answer was lost is only ever reported without its due date; it ends all the same.
  const expiresAt =
    dueAt ?? payment.expiresAt ?? (status === 'awaiting_deposit' ? (payment.method.dueAt ?? null) : null);
  if (status === payment.status && !expectsDeposit && asksTheSame(nextAction, payment.nextAction))
    return unchanged(payment);
  const waiting = become(
    payment,
    {
      ...factsOf(payment, news),
      status,
      nextAction,
      expiresAt,
      providerPaymentId: news.providerTransactionId ?? payment.providerPaymentId,
      depositExpected: payment.depositExpected || expectsDeposit,
    },
    context,
  );
  const journalEntries = expectsDeposit ? [depositExpected(entryContext(payment, context), saleOf(payment))] : [];
  return { payment: waiting.payment, changes: merge(waiting.changes, { journalEntries }) };
}

/** A deadline is counted from when it was first told; hearing the same again does not move it. */
function asksTheSame(left: NextAction | null, right: NextAction | null): boolean {
  return JSON.stringify({ ...left, deadlineAt: null }) === JSON.stringify({ ...right, deadlineAt: null });
}

function settleFailure(payment: Payment, failure: Failure, context: DecisionContext): Settlement {
  const failed = become(
    payment,
    {
      status: 'failed',
      failure,
      nextAction: null,
      depositExpected: false,
      failedAt: context.now,
    },
    context,
  );
  return {
    payment: failed.payment,
    changes: merge(failed.changes, { journalEntries: releasedExpectation(payment, context) }),
  };
}

export function failureOf({ kind, reason, provider }: Declined | NotCreated): Failure {
  return kind === 'declined' ? toFailure('payment_declined', reason, provider) : toNotCreatedFailure(reason, provider);
}

function releasedExpectation(payment: Payment, context: DecisionContext): JournalEntry[] {
  return payment.depositExpected ? [depositNoLongerExpected(entryContext(payment, context), saleOf(payment))] : [];
}

/** A new version of the payment, with the event its new status makes. @throws Error for a step the table does not know */
function become(payment: Payment, changed: Partial<Payment>, context: DecisionContext): Settlement {
  const status = changed.status ?? payment.status;
  if (status !== payment.status && !canFollow(payment.status, status))
    throw new Error(`a payment does not go from ${payment.status} to ${status}`);
  const attempts = withCurrentAttempt(payment, attemptStatus[status], changed.failure ?? null);
  const next: Payment = { ...payment, ...changed, attempts, version: payment.version + 1, checks: 0 };
  const event = outgoingEvent(`payment.${next.status}`, next, { kind: 'payment', value: next }, context);
  const tells = next.status !== payment.status || next.nextAction !== payment.nextAction;
  return { payment: next, changes: tells && next.status !== 'pending' ? { events: [event] } : {} };
}

/** What the try that counts amounts to while the payment is in a state. */
const attemptStatus: Readonly<Record<PaymentStatus, Attempt['status']>> = {
  pending: 'pending',
  requires_action: 'pending',
  awaiting_deposit: 'pending',
  unknown: 'unknown',
  quarantined: 'unknown',
  paid: 'succeeded',
  partially_refunded: 'succeeded',
  refunded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
  expired: 'failed',
};

function withCurrentAttempt(payment: Payment, status: Attempt['status'], failure: Failure | null): Attempt[] {
  const current = currentAttempt(payment);
  return payment.attempts.map((attempt) => (attempt === current ? { ...attempt, status, failure } : attempt));
}

function factsOf(
  payment: Payment,
  { details, pg }: { readonly details?: Payment['method']['details']; readonly pg?: Payment['pg'] },
): Partial<Payment> {
  return {
    ...(details === undefined
      ? {}
      : { method: { ...payment.method, details: { ...payment.method.details, ...details } } }),
    ...(pg === undefined ? {} : { pg }),
  };
}

function saleOf(payment: Payment) {
  return {
    paymentId: payment.id,
    channel: { provider: payment.provider, channelId: payment.channelId },
    amount: money(payment.amountMinor, payment.currency),
  };
}
