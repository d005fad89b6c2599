import {
  isOpen,
  PaymentGatewayError,
  type ScheduleChangeVerdict,
  type ScheduleReading,
  toNotCreatedFailure,
} from '@hangil/core';
import { usableBillingKey } from '../billing-key/billing-key-to-charge.ts';
import { answerOnce, claimKey, endKey, type KeyedRequest, ownerOf, type Present } from '../decision/answer-once.ts';
import { afterProviderCall, CommitRefused, commit, commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { isBeingSent } from '../decision/operation-changes.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { IdempotentRequest } from '../idempotency.ts';
import { applyReading, inquirePayment, mustLoad } from '../payment/ask-provider.ts';
import type { Scope } from '../store/records.ts';
import { chargeNow, followPayment } from './charge-schedule.ts';
import { claimedForHandOver, handOver } from './create-schedules.ts';
import { assertNoPaymentHolds, assertNotReserved, orderIdConflict } from './reservation.ts';
import { lookAtProvider, pursueWish } from './run-schedule.ts';
import { changedSchedule, liveSchedulesOf, mustLoadSchedule, type Schedule, type ScheduleWish } from './schedule.ts';
import type { ScheduleSet, Schedules } from './schedules.ts';
import { become, canceled, withRun } from './settle-schedule.ts';

export function makeCancelSchedule(dependencies: EngineDependencies): Schedules['cancel'] {
  return (scope, id, idempotent) =>
    changing(dependencies, scope, id, idempotent, (schedule) => cancel(dependencies, schedule));
}

export function makeMoveSchedule(dependencies: EngineDependencies): Schedules['move'] {
  return (scope, id, { scheduledAt }, idempotent) =>
    changing(dependencies, scope, id, idempotent, (schedule) =>
      schedule.status === 'failed'
        ? renew(dependencies, schedule, scheduledAt)
        : wishFor(dependencies, schedule, { kind: 'move', at: dependencies.clock.now(), scheduledAt }),
    );
}

/** Changes one schedule, and keeps the answer under the caller's key once it is known. */
function changing(
  dependencies: EngineDependencies,
  scope: Scope,
  id: string,
  idempotent: IdempotentRequest<Schedule> | undefined,
  change: (schedule: Schedule) => Promise<Schedule>,
) {
  return answerOnce(
    dependencies,
    scope,
    idempotent,
    (scheduleId) => presentSchedule(dependencies, scheduleId),
    async (keyed) => {
      const found = owned(await dependencies.store.document('schedule', id), scope);
      const changed = await change(found);
      const isKnown = changed.status !== 'unknown' && changed.value.wish === null;
      await recordAnswer(dependencies, changed, isKnown, keyed);
      return changed;
    },
  );
}

async function recordAnswer(
  dependencies: EngineDependencies,
  value: Schedule,
  isKnown: boolean,
  keyed: KeyedRequest<Schedule> | undefined,
): Promise<void> {
  const response = isKnown ? (keyed?.represent(value) ?? null) : null;
  const link = { kind: 'document', id: value.id } as const;
  const idempotency = claimKey(ownerOf(value), keyed, link, response, dependencies.clock.now());
  if (idempotency !== undefined) await commit(dependencies, { idempotency });
}

async function presentSchedule(dependencies: EngineDependencies, id: string): Promise<Present<Schedule>> {
  const value = await mustLoadSchedule(dependencies, id);
  const paymentId = value.value.paymentIds.at(-1);
  const operations = paymentId === undefined ? [] : await dependencies.store.operationsOf(paymentId);
  const running =
    value.status === 'executing' && operations.some((each) => isBeingSent(each, dependencies.clock.now()));
  return { value, running, cameToNothing: false };
}

async function cancel(dependencies: EngineDependencies, schedule: Schedule): Promise<Schedule> {
  if (schedule.status === 'canceled') return schedule;
  return wishFor(dependencies, schedule, { kind: 'cancel', at: dependencies.clock.now() });
}

/** What our own clock drives is changed at once; a provider is told, and what it has not confirmed stays a wish. */
async function wishFor(dependencies: EngineDependencies, found: Schedule, wish: ScheduleWish): Promise<Schedule> {
  const wished = await commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const schedule = await mustLoadSchedule(dependencies, found.id);
    assertChangeable(schedule, wish);
    const next = schedule.value.driver === 'gateway' ? changedByUs(schedule, wish, context) : withWish(schedule, wish);
    const run = withRun(next.schedule, context);
    return { changes: merge(next.changes, run.changes, { documents: [run.schedule] }), value: run.schedule };
  });
  return wished.value.wish === null ? wished : afterProviderCall(fulfil(dependencies, wished));
}

function changedByUs(schedule: Schedule, wish: ScheduleWish, context: ReturnType<typeof decisionContext>) {
  return wish.kind === 'cancel'
    ? canceled(schedule, context)
    : become(schedule, 'scheduled', { scheduledAt: wish.scheduledAt }, context);
}

function withWish(schedule: Schedule, wish: ScheduleWish) {
  return { schedule: changedSchedule(schedule, { wish, checks: 0 }), changes: {} };
}

/** @throws state_conflict */
function assertChangeable({ status, value: { wish } }: Schedule, asked: ScheduleWish): void {
  const isStill = status === 'scheduled' || status === 'unknown';
  const isBeingCanceled = wish?.kind === 'cancel' && asked.kind === 'move';
  if (isStill && !isBeingCanceled) return;
  const detail = isBeingCanceled ? 'The schedule is being canceled.' : `The schedule is ${status}.`;
  throw new PaymentGatewayError('state_conflict', { detail, extra: { status } });
}

async function fulfil(dependencies: EngineDependencies, wished: Schedule): Promise<Schedule> {
  const verdict = await pursueWish(dependencies, wished);
  if (verdict.kind === 'changed') return mustLoadSchedule(dependencies, wished.id);
  const reading = await lookAtProvider(dependencies, wished.id);
  const schedule = await mustLoadSchedule(dependencies, wished.id);
  return refusesFor(verdict, reading) && schedule.value.wish !== null
    ? dropWish(dependencies, schedule, verdict)
    : schedule;
}

/** It said no or was never reached, and the schedule stands as before: nothing has changed and nothing will. */
function refusesFor(
  verdict: ScheduleChangeVerdict,
  reading: ScheduleReading,
): verdict is Extract<ScheduleChangeVerdict, { kind: 'declined' | 'not_created' }> {
  if (verdict.kind === 'not_created') return true;
  return verdict.kind === 'declined' && reading.kind === 'scheduled';
}

async function dropWish(
  dependencies: EngineDependencies,
  { id, value }: Schedule,
  { reason, provider }: Extract<ScheduleChangeVerdict, { kind: 'declined' | 'not_created' }>,
): Promise<never> {
  await commitDecision(dependencies, async () => {
    const current = await mustLoadSchedule(dependencies, id);
    const run = withRun(changedSchedule(current, { wish: null }), decisionContext(dependencies));
    return { changes: merge(run.changes, { documents: [run.schedule] }), value: undefined };
  });
  throw new PaymentGatewayError(toNotCreatedFailure(reason, provider).code, {
    detail: 'The schedule stands as it was.',
    provider: { name: value.provider, ...provider },
  });
}

export function makeCancelAllSchedules(dependencies: EngineDependencies): Schedules['cancelAll'] {
  return (scope, billingKeyId, idempotent) =>
    answerOnce<ScheduleSet>(
      dependencies,
      scope,
      idempotent,
      async (id) => ({ value: { ...ownerOf(scope), id, schedules: [] }, running: false, cameToNothing: true }),
      async (keyed) => {
        const billingKey = owned(await dependencies.store.document('billing_key', billingKeyId), scope);
        const waiting = await liveSchedulesOf(dependencies, billingKey, cancelMax);
        const schedules: Schedule[] = [];
        for (const schedule of waiting) schedules.push(await cancelIfPossible(dependencies, schedule));
        const set = { ...ownerOf(scope), id: billingKey.id, schedules };
        const response = keyed?.represent(set) ?? null;
        const link = { kind: 'document', id: billingKey.id } as const;
        const idempotency = claimKey(scope, keyed, link, response, dependencies.clock.now());
        if (idempotency !== undefined) await commit(dependencies, { idempotency });
        return set;
      },
    );
}

/** Far more than one request can schedule. */
const cancelMax = 1000;

/** What is refused stays as it is: the caller sees it in the answer. */
async function cancelIfPossible(dependencies: EngineDependencies, schedule: Schedule): Promise<Schedule> {
  try {
    return await cancel(dependencies, schedule);
  } catch (error) {
    if (!(error instanceof PaymentGatewayError)) throw error;
    return mustLoadSchedule(dependencies, schedule.id);
  }
}

export function makeRetrySchedule(dependencies: EngineDependencies): Schedules['retry'] {
  return (scope, id, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (scheduleId) => presentSchedule(dependencies, scheduleId),
      async (keyed) => {
        const found = owned(await dependencies.store.document('schedule', id), scope);
        const schedule = await assertFailed(dependencies, found);
        await assertNotReserved(dependencies, scope, schedule.value.orderId);
        const link = { kind: 'document', id } as const;
        const idempotency = claimKey(scope, keyed, link, null, dependencies.clock.now());
        await chargeAgain(dependencies, schedule, idempotency === undefined ? {} : { idempotency });
        const followed = await followPayment(dependencies, await mustLoadSchedule(dependencies, id));
        const end = endKey(keyed, followed, followed.status === 'executing' ? 'show_present_truth' : 'keep_answer');
        if (end !== undefined) await commit(dependencies, { idempotency: end });
        return followed;
      },
    );
}

async function chargeAgain(
  dependencies: EngineDependencies,
  schedule: Schedule,
  alongside: Parameters<typeof chargeNow>[2],
): Promise<void> {
  try {
    await chargeNow(dependencies, schedule, alongside);
  } catch (error) {
    if (error instanceof CommitRefused && error.on === 'version')
      throw new PaymentGatewayError('state_conflict', { detail: 'The schedule is being charged.' });
    throw error;
  }
}

/** To be charged at another time after a failure: a new intent, and where the provider drives a new schedule there. */
async function renew(dependencies: EngineDependencies, found: Schedule, scheduledAt: Date): Promise<Schedule> {
  const failedOne = await assertFailed(dependencies, found);
  const billingKey = await usableBillingKey(dependencies, failedOne, failedOne.parentId ?? '', 'id');
  await assertNoPaymentHolds(dependencies, failedOne, failedOne.value.orderId);
  const claimed = await commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const schedule = await mustLoadSchedule(dependencies, found.id);
    if (schedule.status !== 'failed') throw notFailed(schedule);
    const planned = changedSchedule(schedule, { status: 'scheduled', scheduledAt, failure: null, checks: 0 });
    if (planned.value.driver === 'provider') {
      const { schedule: value, changes } = claimedForHandOver(dependencies, planned, context);
      return { changes, value };
    }
    const run = withRun(planned, context);
    return { changes: merge(run.changes, { documents: [run.schedule] }), value: run.schedule };
  }).catch((error: unknown) => {
    const isTaken = error instanceof CommitRefused && error.on === 'document_key';
    throw isTaken ? orderIdConflict(failedOne.value.orderId, 'is scheduled') : error;
  });
  if (claimed.status === 'scheduled') return claimed;
  await afterProviderCall(handOver(dependencies, billingKey, claimed.value.channelId, [claimed]));
  return mustLoadSchedule(dependencies, found.id);
}

/**
 * A failure that may be tried again: the former charge is looked at once more, because money may have come late.
 * @throws state_conflict when it has not failed, outcome_unknown when the provider does not say
 */
async function assertFailed(dependencies: EngineDependencies, schedule: Schedule): Promise<Schedule> {
  if (schedule.status !== 'failed') throw notFailed(schedule);
  const paymentId = schedule.value.paymentIds.at(-1);
  if (paymentId === undefined) return schedule;
  const payment = await mustLoad(dependencies, paymentId);
  const reading = await inquirePayment(dependencies, payment);
  if (reading.kind === 'unknown') {
    throw new PaymentGatewayError('outcome_unknown', {
      detail: 'The provider does not say what became of the former charge; nothing was charged.',
    });
  }
  const asked = await applyReading(dependencies, payment, reading);
  const followed = await followPayment(dependencies, schedule);
  if (followed.status !== 'failed' || isOpen(asked.status)) throw notFailed(followed);
  return followed;
}

function notFailed({ status }: Schedule): PaymentGatewayError {
  return new PaymentGatewayError('state_conflict', {
    detail: `The schedule is ${status}, not failed.`,
    extra: { status },
  });
}
