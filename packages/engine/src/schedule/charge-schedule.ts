import { type Attempt, money, type Payment } from '@hangil/core';
import { CommitRefused, commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import type { CreatePaymentInput } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { applyReading, inquirePayment, mustLoad } from '../payment/ask-provider.ts';
import { takePayment } from '../payment/create-payment.ts';
import { newPayment } from '../payment/new-payment.ts';
import { withWatch } from '../payment/watch-payment.ts';
import type { ChangeSet } from '../store/change-set.ts';
import type { Operation } from '../store/operation.ts';
import { changedSchedule, mustLoadSchedule, type Schedule } from './schedule.ts';
import { executing, settleByPayment, withRun } from './settle-schedule.ts';

/** The payment that a schedule asks for. */
function paymentInput({ parentId, value }: Schedule): CreatePaymentInput {
  const { orderId, orderName, amountMinor, currency, taxFreeAmountMinor, customer, metadata, channelId } = value;
  return {
    orderId,
    orderName,
    amount: money(amountMinor, currency),
    taxFreeAmountMinor,
    method: { type: 'billing_key', billingKeyId: parentId ?? '' },
    customer,
    returnUrl: null,
    expiresAt: null,
    channelId,
    metadata,
  };
}

/**
 * Our own clock charges: the schedule ends as a plan in the commit that claims its payment, so it is charged once whoever runs it.
 *
 * @param alongside - what else that commit writes
 * @throws CommitRefused when the schedule has changed meanwhile; what `createPayment` throws when it cannot be charged
 */
export function chargeNow(
  dependencies: EngineDependencies,
  schedule: Schedule,
  alongside: ChangeSet = {},
): Promise<Payment> {
  return takePayment(dependencies, schedule, paymentInput(schedule), undefined, (payment) => {
    const context = decisionContext(dependencies);
    const begun = executing(schedule, payment, context);
    const dueAt = payment.nextCheckAt ?? context.now;
    const waiting = { ...begun.schedule, value: { ...begun.schedule.value, nextCheckAt: dueAt } };
    const jobs = [{ kind: 'schedule', jobKind: 'run_schedule', subjectId: schedule.id, dueAt }] as const;
    return merge(alongside, begun.changes, { documents: [waiting], jobs });
  });
}

/**
 * The provider's clock has charged, or tried to: its intent becomes a payment's, and the payment is asked about as any other. Money
 * that moved is booked whoever has the order id by now.
 */
export async function adoptCharge(dependencies: EngineDependencies, id: string): Promise<Schedule> {
  try {
    await writeAdopted(dependencies, id, false);
  } catch (error) {
    if (!(error instanceof CommitRefused) || error.on !== 'order_id') throw error;
    await writeAdopted(dependencies, id, true);
  }
  return followPayment(dependencies, await mustLoadSchedule(dependencies, id), { asksNow: true });
}

function writeAdopted(dependencies: EngineDependencies, id: string, orderIsTaken: boolean): Promise<void> {
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const schedule = await mustLoadSchedule(dependencies, id);
    const operation = await operationToAdopt(dependencies, schedule);
    if (operation === null) return { changes: null, value: undefined };
    const payment = adoptedPayment(schedule, operation, orderIsTaken, context);
    const watched = withWatch(payment, context);
    const begun = executing(schedule, payment, context);
    const run = withRun(begun.schedule, context);
    // The provider was seen to have it, so "not found" proves nothing.
    const adopted: Operation = {
      ...operation,
      fence: operation.fence + 1,
      kind: 'payment',
      subjectId: payment.id,
      status: 'open',
      outcome: 'pending',
      leaseUntil: null,
    };
    return {
      changes: merge(begun.changes, watched.changes, run.changes, {
        payments: [watched.payment],
        documents: [run.schedule],
        operations: [adopted],
      }),
      value: undefined,
    };
  });
}

/** Null when the intent has become a payment before. */
async function operationToAdopt({ store }: EngineDependencies, { id, value }: Schedule): Promise<Operation | null> {
  const operation = value.operationId === null ? null : await store.operation(value.operationId);
  return operation?.subjectId === id ? operation : null;
}

function adoptedPayment(
  schedule: Schedule,
  operation: Operation,
  orderIsTaken: boolean,
  context: DecisionContext,
): Payment {
  const { merchantId, livemode, value } = schedule;
  const { provider, providerAccountId, channelId, routing } = value;
  const attempt: Attempt = {
    id: context.ids.next('att'),
    operationId: operation.id,
    reference: operation.reference,
    provider,
    providerAccountId,
    channelId,
    status: 'pending',
    failure: null,
    createdAt: context.now,
  };
  const origin = { id: context.ids.next('pay'), merchantId, livemode, attempt, routing, nextCheckAt: null };
  const payment = newPayment(origin, paymentInput(schedule), context);
  return orderIsTaken ? { ...payment, status: 'failed', failedAt: context.now } : payment;
}

/** Ends a schedule as its payment ended; while that is open, looks again when the payment has been looked at. */
export async function followPayment(
  dependencies: EngineDependencies,
  known: Schedule,
  { asksNow = false }: { readonly asksNow?: boolean } = {},
): Promise<Schedule> {
  const paymentId = known.value.paymentIds.at(-1);
  if (paymentId === undefined) return known;
  const found = await mustLoad(dependencies, paymentId);
  if (asksNow) await applyReading(dependencies, found, await inquirePayment(dependencies, found));
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const schedule = await mustLoadSchedule(dependencies, known.id);
    const payment = await mustLoad(dependencies, paymentId);
    if (schedule.value.paymentIds.at(-1) !== paymentId) return { changes: null, value: schedule };
    const settled = settleByPayment(schedule, payment, context);
    if (settled.schedule === schedule && schedule.status !== 'executing') return { changes: null, value: schedule };
    const looked =
      settled.schedule === schedule
        ? changedSchedule(schedule, { checks: schedule.value.checks + (asksNow ? 0 : 1) })
        : settled.schedule;
    const run = withRun(looked, context);
    return { changes: merge(settled.changes, run.changes, { documents: [run.schedule] }), value: run.schedule };
  });
}
