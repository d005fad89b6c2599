import { PaymentGatewayError, type ScheduleReading, toFailure } from '@hangil/core';
import { CommitRefused, commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { absenceProvenAt, afterReading, isBeingSent } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { type Asked, ask, callProvider, providerOf } from '../payment/ask-provider.ts';
import type { Operation } from '../store/operation.ts';
import { adoptCharge, chargeNow, followPayment } from './charge-schedule.ts';
import { changedSchedule, isLive, mustLoadSchedule, type Schedule } from './schedule.ts';
import { failed, settleScheduleReading, wishFulfilled, withRun } from './settle-schedule.ts';

/** What becomes of a schedule now: charged by our clock, looked for at the provider's, or followed to the end of its payment. */
export async function runSchedule(dependencies: EngineDependencies, id: string): Promise<void> {
  const schedule = await mustLoadSchedule(dependencies, id);
  if (schedule.status === 'executing') await followPayment(dependencies, schedule);
  else if (isLive(schedule) && schedule.value.driver === 'gateway') await runByOurClock(dependencies, schedule);
  else if (isLive(schedule)) await runByProvidersClock(dependencies, schedule);
}

async function runByOurClock(dependencies: EngineDependencies, schedule: Schedule): Promise<void> {
  if (schedule.value.scheduledAt > dependencies.clock.now()) return replan(dependencies, schedule);
  try {
    await chargeNow(dependencies, schedule);
  } catch (error) {
    if (error instanceof CommitRefused && error.on === 'version') return runSchedule(dependencies, schedule.id);
    const refusal = toRefusal(error);
    if (refusal === null) throw error;
    return fail(dependencies, schedule, refusal);
  }
  await followPayment(dependencies, await mustLoadSchedule(dependencies, schedule.id));
}

/** A charge that was refused before anything was sent. After a call nothing of the kind is thrown but `outcome_unknown`. */
function toRefusal(error: unknown): PaymentGatewayError | null {
  if (error instanceof CommitRefused && error.on === 'order_id') return new PaymentGatewayError('order_id_conflict');
  return error instanceof PaymentGatewayError && error.code !== 'outcome_unknown' ? error : null;
}

function fail(dependencies: EngineDependencies, { id }: Schedule, { code }: PaymentGatewayError): Promise<void> {
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const schedule = await mustLoadSchedule(dependencies, id);
    if (schedule.status !== 'scheduled') return { changes: null, value: undefined };
    const settled = failed(schedule, toFailure(code, 'other'), context);
    const run = withRun(settled.schedule, context);
    return { changes: merge(settled.changes, run.changes, { documents: [run.schedule] }), value: undefined };
  });
}

function replan(dependencies: EngineDependencies, { id }: Schedule): Promise<void> {
  return commitDecision(dependencies, async () => {
    const schedule = await mustLoadSchedule(dependencies, id);
    return { changes: withRun(schedule, decisionContext(dependencies)).changes, value: undefined };
  });
}

async function runByProvidersClock(dependencies: EngineDependencies, schedule: Schedule): Promise<void> {
  const { store, clock } = dependencies;
  const operation = schedule.value.operationId === null ? null : await store.operation(schedule.value.operationId);
  if (operation === null) throw new Error(`the operation of ${schedule.id} is gone`);
  if (isBeingSent(operation, clock.now())) {
    const dueAt = operation.leaseUntil ?? clock.now();
    return commitDecision(dependencies, async () => ({
      changes: { jobs: [{ kind: 'schedule', jobKind: 'run_schedule', subjectId: schedule.id, dueAt }] },
      value: undefined,
    }));
  }
  if (schedule.value.wish !== null && (await pursueWish(dependencies, schedule)).kind === 'changed') return;
  await lookAtProvider(dependencies, schedule.id, { countsAsCheck: true });
}

/** Tells the provider what the merchant wants; safe to repeat. `changed` is written down here, everything else needs a look. */
export async function pursueWish(dependencies: EngineDependencies, schedule: Schedule) {
  const { schedules: port } = providerOf(dependencies, schedule.value.providerAccountId);
  const { wish, reference, channelId } = schedule.value;
  if (port === undefined || wish === null || reference === null)
    throw new Error(`${schedule.id} has no wish to pursue`);
  const target = { channelId, reference };
  const verdict = await callProvider(dependencies, `schedules.${wish.kind}`, () =>
    wish.kind === 'cancel' ? port.cancel(target, {}) : port.move({ ...target, scheduledAt: wish.scheduledAt }, {}),
  );
  if (verdict.kind !== 'changed') return verdict;
  await commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const current = await mustLoadSchedule(dependencies, schedule.id);
    const isSameWish = current.value.wish?.at.getTime() === wish.at.getTime();
    if (!isSameWish) return { changes: null, value: undefined };
    const settled = wishFulfilled(current, context);
    const run = withRun(settled.schedule, context);
    const operations = isLive(run.schedule) ? [] : await closed(dependencies, current, 'canceled');
    return {
      changes: merge(settled.changes, run.changes, { documents: [run.schedule], operations }),
      value: undefined,
    };
  });
  return verdict;
}

async function closed(
  { store, clock }: EngineDependencies,
  { id, value }: Schedule,
  outcome: string,
): Promise<Operation[]> {
  const operation = value.operationId === null ? null : await store.operation(value.operationId);
  return operation?.subjectId === id ? afterReading(operation, { kind: outcome }, true, clock.now()) : [];
}

/** Asks the provider's clock and writes down what it shows; a charge that has run is adopted as a payment. */
export async function lookAtProvider(
  dependencies: EngineDependencies,
  id: string,
  { countsAsCheck = false }: { readonly countsAsCheck?: boolean } = {},
): Promise<Asked<ScheduleReading>> {
  const known = await mustLoadSchedule(dependencies, id);
  const { schedules: port } = providerOf(dependencies, known.value.providerAccountId);
  const { reference, channelId } = known.value;
  if (port === undefined || reference === null) throw new Error(`${id} was never handed to a provider`);
  const reading = await ask(dependencies, 'schedules.inquire', () => port.inquire({ channelId, reference }, {}));
  if (reading.kind === 'executed') await adoptCharge(dependencies, id);
  else await applyScheduleReading(dependencies, id, reading, countsAsCheck);
  return reading;
}

function applyScheduleReading(
  dependencies: EngineDependencies,
  id: string,
  reading: Asked<Exclude<ScheduleReading, { readonly kind: 'executed' }>>,
  countsAsCheck: boolean,
): Promise<void> {
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const schedule = await mustLoadSchedule(dependencies, id);
    const operation =
      schedule.value.operationId === null ? null : await dependencies.store.operation(schedule.value.operationId);
    if (operation === null || operation.subjectId !== id) return { changes: null, value: undefined };
    const settled =
      reading.kind === 'unknown'
        ? { schedule, changes: {} }
        : settleScheduleReading(schedule, reading, provesAbsence(dependencies, operation, reading.askedAt), context);
    const isNews = settled.schedule !== schedule;
    if (!isNews && !(countsAsCheck && isLive(schedule))) return { changes: null, value: undefined };
    const lost = schedule.status === 'pending' ? 'unknown' : undefined;
    const moved = isNews
      ? settled.schedule
      : changedSchedule(schedule, {
          checks: schedule.value.checks + 1,
          ...(lost === undefined ? {} : { status: lost }),
        });
    const run = withRun(moved, context);
    const seen = reading.kind === 'scheduled' ? { kind: 'pending' } : reading;
    const operations = afterReading(operation, seen, !isLive(run.schedule), context.now);
    return {
      changes: merge(settled.changes, run.changes, { documents: [run.schedule], operations }),
      value: undefined,
    };
  });
}

function provesAbsence(dependencies: EngineDependencies, operation: Operation, askedAt: Date): boolean {
  const provenAt = absenceProvenAt(operation, providerOf(dependencies, operation.providerAccountId).manifest);
  return provenAt !== null && provenAt <= askedAt;
}
