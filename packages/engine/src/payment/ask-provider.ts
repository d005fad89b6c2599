import {
  type Absent,
  type Attempt,
  currentAttempt,
  isOpen,
  money,
  type NotCreated,
  notCreated,
  type OperationId,
  type Payment,
  type PaymentAtProvider,
  type PaymentId,
  type PaymentProvider,
  type PaymentReading,
  unknown,
} from '@hangil/core';
import { outcomeIsKnown } from '../case/outcome-is-known.ts';
import { commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { absenceProvenAt, afterReading, concluded, mayStillSend } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { type HealthEvidence, noteCallEnd } from '../routing/health/note-call-end.ts';
import type { IdempotencyChange } from '../store/change-set.ts';
import type { Operation } from '../store/operation.ts';
import { afterReadingOfOther, settleReadingOfOther } from './reading-of-other.ts';
import {
  confirmCameToNothing,
  outcomeInDoubt,
  type Settlement,
  settleAbsence,
  settlePayment,
} from './settle-payment.ts';
import { withWatch } from './watch-payment.ts';

/** The provider of a payment. @throws Error when the configuration no longer names its account: an operator's mistake */
export function providerOf({ directory }: EngineDependencies, account: Payment['providerAccountId']): PaymentProvider {
  const provider = directory.provider(account);
  if (provider === null) throw new Error(`provider account ${account} is not configured`);
  return provider;
}

/** Runs a provider call; an adapter that throws has broken its contract, and nobody knows what happened. */
export async function callProvider<Verdict>(
  { log }: EngineDependencies,
  what: string,
  call: () => Promise<Verdict>,
): Promise<Verdict | ReturnType<typeof unknown>> {
  try {
    return await call();
  } catch (error) {
    log('error', 'adapter threw instead of giving a verdict', {
      call: what,
      error: error instanceof Error ? error.name : 'unknown',
    });
    return unknown('adapter failed');
  }
}

/** Calls the provider for a claimed operation; a claim that is too old is not sent, and nothing has happened. */
export async function callUnderClaim<Verdict extends HealthEvidence>(
  dependencies: EngineDependencies,
  what: string,
  operation: Operation,
  call: () => Promise<Verdict>,
): Promise<Verdict | ReturnType<typeof unknown> | NotCreated> {
  const begunAt = dependencies.clock.now();
  if (!mayStillSend(operation, begunAt)) return notCreated('timed_out');
  dependencies.routing.health.callBegun(operation, begunAt);
  const verdict = await callProvider(dependencies, what, call);
  await noteCallEnd(dependencies, operation, verdict, begunAt);
  return verdict;
}

export function atProvider(payment: Payment, providerPaymentId: string | null): PaymentAtProvider {
  return {
    channelId: payment.channelId,
    reference: currentAttempt(payment).reference,
    providerPaymentId,
    methodType: payment.method.type,
    amount: money(payment.amountMinor, payment.currency),
    pg: payment.pg?.name ?? null,
  };
}

/** A reading with the time of the question: "not found" says nothing about what happened after it was asked. */
export type Asked<Reading> = Reading & { readonly askedAt: Date };

/** Asks a provider, and notes when. */
export async function ask<Reading extends { readonly kind: string }>(
  dependencies: EngineDependencies,
  what: string,
  call: () => Promise<Reading>,
): Promise<Asked<Reading | ReturnType<typeof unknown>>> {
  const askedAt = dependencies.clock.now();
  return { ...(await callProvider(dependencies, what, call)), askedAt };
}

/** Reads what the provider knows, by our reference or by an id somebody claims to be ours. */
export function inquirePayment(
  dependencies: EngineDependencies,
  payment: Payment,
  providerPaymentId: string | null = null,
): Promise<Asked<PaymentReading>> {
  const provider = providerOf(dependencies, payment.providerAccountId);
  return ask(dependencies, 'payments.inquire', () =>
    provider.payments.inquire(atProvider(payment, providerPaymentId), {}),
  );
}

export interface ReadingOptions {
  /** A planned check: without news the next one is planned one step later. */
  readonly countsAsCheck?: boolean;
  /** The call that was to bring the outcome will not: without news the outcome is unknown. */
  readonly callerIsGone?: boolean;
  /** The shopper has come back, so a silent provider means that the outcome is not known. */
  readonly silenceIsUnknown?: boolean;
  /** The try that was asked about; the one that counts when left out. */
  readonly about?: Attempt;
  readonly idempotency?: (payment: Payment) => IdempotencyChange | undefined;
}

/**
 * Folds a reading into a payment, and commits.
 * @param known - the payment as it was when the provider was asked; when it has changed since, it is loaded again
 */
export function applyReading(
  dependencies: EngineDependencies,
  known: Payment,
  reading: Asked<PaymentReading>,
  options: ReadingOptions = {},
): Promise<Payment> {
  const { about = currentAttempt(known) } = options;
  return commitDecision(dependencies, async (round) => {
    const context = decisionContext(dependencies);
    const payment = round === 0 ? known : await mustLoad(dependencies, known.id);
    if (currentAttempt(payment).reference !== about.reference) {
      const settlement = settleReadingOfOther(payment, reading, context);
      const planned = planNextCheck(payment, settlement, {}, context);
      const after = await afterReadingOfOther(dependencies, about, payment, settlement.payment, reading, context);
      const idempotency = options.idempotency?.(planned.payment);
      return { changes: merge(settlement.changes, planned.changes, after, { idempotency }), value: planned.payment };
    }
    const operation = await mustLoadOperation(dependencies, currentAttempt(payment).operationId);
    const settlement = settleReading(dependencies, payment, operation, reading, options, context);
    const planned = planNextCheck(payment, settlement, options, context);
    const idempotency = options.idempotency?.(planned.payment);
    const operations = confirmIsOpen(dependencies, payment, operation)
      ? afterReadingOfConfirm(operation, planned.payment, reading, context.now)
      : afterReading(operation, reading, !isOpen(planned.payment.status), context.now);
    const nothing =
      planned.payment === payment &&
      settlement.changes.cases === undefined &&
      idempotency === undefined &&
      operations.length === 0;
    if (nothing) return { changes: null, value: await mustLoad(dependencies, known.id) };
    const settled = isOpen(payment.status) && !isOpen(planned.payment.status);
    return {
      changes: merge(settlement.changes, planned.changes, settled ? outcomeIsKnown(payment, context.now) : {}, {
        operations,
        idempotency,
      }),
      value: planned.payment,
    };
  });
}

function settleReading(
  dependencies: EngineDependencies,
  payment: Payment,
  operation: Operation,
  reading: Asked<PaymentReading>,
  { silenceIsUnknown = false, callerIsGone = false }: ReadingOptions,
  context: DecisionContext,
): Settlement {
  const known = settleAnswer(dependencies, payment, operation, reading, context);
  if (known.payment !== payment) return known;
  if (callerIsGone && payment.status === 'pending') return settlePayment(payment, unknown('lease ran out'), context);
  const inDoubt = silenceIsUnknown && reading.kind === 'unknown' && payment.status === 'requires_action';
  return inDoubt ? outcomeInDoubt(payment, context) : known;
}

function settleAnswer(
  dependencies: EngineDependencies,
  payment: Payment,
  operation: Operation,
  reading: Asked<PaymentReading>,
  context: DecisionContext,
): Settlement {
  if (reading.kind === 'absent') return settleNotFound(dependencies, payment, operation, reading.askedAt, context);
  const waitsForShopper = reading.kind === 'pending' && reading.waitsFor === 'shopper';
  if (waitsForShopper && confirmIsOpen(dependencies, payment, operation)) {
    return provesNothingWasDone(dependencies, payment, operation, reading.askedAt)
      ? confirmCameToNothing(payment, context)
      : { payment, changes: {} };
  }
  return settleKnown(payment, reading, context);
}

/**
 * A confirm that moves money was sent and has no outcome yet. The shopper was shown something, so the provider had answered
 * `pending` before; the claim of the confirm has wiped that out.
 */
function confirmIsOpen(dependencies: EngineDependencies, payment: Payment, { outcome }: Operation): boolean {
  const { status, nextAction, providerAccountId } = payment;
  const confirms = providerOf(dependencies, providerAccountId).payments.confirm !== undefined;
  return confirms && (status === 'pending' || status === 'unknown') && nextAction !== null && outcome !== 'pending';
}

function settleKnown(payment: Payment, reading: Exclude<PaymentReading, Absent>, context: DecisionContext): Settlement {
  return reading.kind === 'unknown' ? { payment, changes: {} } : settlePayment(payment, reading, context);
}

/** Not found is no news while the shopper has not begun, or while the request may still be on its way. */
function settleNotFound(
  dependencies: EngineDependencies,
  payment: Payment,
  operation: Operation,
  askedAt: Date,
  context: DecisionContext,
): Settlement {
  if (payment.status !== 'unknown' && payment.status !== 'pending') return { payment, changes: {} };
  if (operation.outcome === 'pending') {
    return payment.nextAction === null
      ? { payment, changes: {} }
      : settlePayment(payment, { kind: 'pending', waitsFor: 'shopper', nextAction: payment.nextAction }, context);
  }
  return provesNothingWasDone(dependencies, payment, operation, askedAt)
    ? settleAbsence(payment, context)
    : { payment, changes: {} };
}

/** Whether an answer to a question of this time that shows no trace of the call is proof that it did nothing. */
function provesNothingWasDone(
  dependencies: EngineDependencies,
  payment: Payment,
  operation: Operation,
  askedAt: Date,
): boolean {
  const provenAt = absenceProvenAt(operation, providerOf(dependencies, payment.providerAccountId).manifest);
  return provenAt !== null && provenAt <= askedAt;
}

function planNextCheck(
  payment: Payment,
  settlement: Settlement,
  { countsAsCheck = false }: ReadingOptions,
  context: DecisionContext,
) {
  if (settlement.payment !== payment) {
    const watched = withWatch(settlement.payment, context);
    return { payment: watched.payment, changes: merge({ payments: [watched.payment] }, watched.changes) };
  }
  if (!countsAsCheck || !isOpen(payment.status)) return { payment, changes: {} };
  const watched = withWatch({ ...payment, version: payment.version + 1, checks: payment.checks + 1 }, context);
  return { payment: watched.payment, changes: merge({ payments: [watched.payment] }, watched.changes) };
}

/**
 * While a confirm is open, "waits for the shopper" does not show that the provider has got it. Once that is proven to have come to
 * nothing, the operation waits again with its payment.
 */
function afterReadingOfConfirm(
  operation: Operation,
  payment: Payment,
  reading: PaymentReading,
  now: Date,
): Operation[] {
  if (payment.status === 'requires_action') return [concluded(operation, reading, false, now)];
  const showsNothing = reading.kind === 'pending' && reading.waitsFor === 'shopper';
  return afterReading(operation, showsNothing ? unknown('no trace yet') : reading, !isOpen(payment.status), now);
}

export async function mustLoad({ store }: EngineDependencies, id: PaymentId): Promise<Payment> {
  const payment = await store.payment(id);
  if (payment === null) throw new Error(`payment ${id} is gone`);
  return payment;
}

export async function mustLoadOperation({ store }: EngineDependencies, id: OperationId): Promise<Operation> {
  const operation = await store.operation(id);
  if (operation === null) throw new Error(`operation ${id} is gone`);
  return operation;
}
