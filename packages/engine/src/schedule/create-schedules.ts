import { type ChannelId, PaymentGatewayError, type ScheduleVerdict } from '@hangil/core';
import { type BillingKey, keyAtProvider } from '../billing-key/billing-key.ts';
import { channelsOfKey, usableBillingKey } from '../billing-key/billing-key-to-charge.ts';
import {
  answerOnce,
  claimKey,
  endKey,
  type KeyEnd,
  type KeyedRequest,
  ownerOf,
  type Present,
} from '../decision/answer-once.ts';
import { afterProviderCall, CommitRefused, commit, commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { afterCall, isBeingSent, newOperation } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { callUnderClaim, providerOf } from '../payment/ask-provider.ts';
import { decide, paymentRequest } from '../routing/decide.ts';
import type { ChangeSet } from '../store/change-set.ts';
import type { Operation } from '../store/operation.ts';
import type { Scope } from '../store/records.ts';
import { assertNoPaymentHolds, orderIdConflict } from './reservation.ts';
import { mustLoadSchedule, type Schedule } from './schedule.ts';
import type { CreateSchedulesInput, ScheduleChargeInput, ScheduleSet, Schedules } from './schedules.ts';
import { settleHandOver, withRun } from './settle-schedule.ts';

/** A schedule whose operation was claimed for the call that follows. */
export interface ClaimedSchedule {
  readonly schedule: Schedule;
  readonly operation: Operation;
}

export function makeCreateSchedules(dependencies: EngineDependencies): Schedules['create'] {
  return (scope, input, idempotent) =>
    answerOnce(
      dependencies,
      scope,
      idempotent,
      (id) => presentSet(dependencies, id),
      async (keyed) => {
        const billingKey = await usableBillingKey(dependencies, scope, input.billingKeyId, 'billing_key_id');
        const made = await claimSchedules(dependencies, scope, billingKey, input, keyed);
        return afterProviderCall(handOverAll(dependencies, billingKey, made, keyed));
      },
    );
}

export function setOf(schedules: readonly [Schedule, ...Schedule[]]): ScheduleSet {
  const [first] = schedules;
  return { ...ownerOf(first), id: first.id, schedules };
}

async function presentSet(dependencies: EngineDependencies, id: string): Promise<Present<ScheduleSet>> {
  const first = await mustLoadSchedule(dependencies, id);
  const others = await Promise.all(first.value.madeWith.slice(1).map((other) => mustLoadSchedule(dependencies, other)));
  const schedules: [Schedule, ...Schedule[]] = [first, ...others];
  const running = await Promise.all(schedules.map((schedule) => isBeingHandedOver(dependencies, schedule)));
  const value = setOf(schedules);
  return { value, running: running.includes(true), cameToNothing: keyEndOf(schedules) === 'free' };
}

async function isBeingHandedOver({ store, clock }: EngineDependencies, { status, value }: Schedule): Promise<boolean> {
  if (status !== 'pending' || value.operationId === null) return false;
  const operation = await store.operation(value.operationId);
  return operation !== null && isBeingSent(operation, clock.now());
}

function keyEndOf(schedules: readonly Schedule[]): KeyEnd {
  if (schedules.some(({ status }) => status === 'unknown' || status === 'pending')) return 'show_present_truth';
  const cameToNothing = ({ status, value: { failure } }: Schedule) =>
    status === 'failed' && failure !== null && failure.code !== 'payment_declined';
  return schedules.every(cameToNothing) ? 'free' : 'keep_answer';
}

/** First commit: every schedule of the request or none, with their intents where a provider is to be told. */
async function claimSchedules(
  dependencies: EngineDependencies,
  scope: Scope,
  billingKey: BillingKey,
  input: CreateSchedulesInput,
  keyed: KeyedRequest<ScheduleSet> | undefined,
): Promise<readonly [Schedule, ...Schedule[]]> {
  const context = decisionContext(dependencies);
  for (const { orderId } of input.charges) await assertNoPaymentHolds(dependencies, scope, orderId);
  const ids = input.charges.map(() => context.ids.next('sch'));
  const made = await Promise.all(
    input.charges.map((charge, index) =>
      newSchedule(dependencies, { scope, billingKey, id: ids[index] as Schedule['id'], ids }, charge, context),
    ),
  );
  const [first, ...others] = made.map(({ schedule }) => schedule);
  if (first === undefined) throw new PaymentGatewayError('invalid_request', { param: 'schedules' });
  const whole: [Schedule, ...Schedule[]] = [first, ...others];
  const isReady = whole.every(({ status }) => status === 'scheduled');
  const response = isReady ? (keyed?.represent(setOf(whole)) ?? null) : null;
  const idempotency = claimKey(scope, keyed, { kind: 'document', id: first.id }, response, context.now);
  await commitReservation(dependencies, merge(...made.map(({ changes }) => changes), { idempotency }), input);
  return whole;
}

async function commitReservation(
  dependencies: EngineDependencies,
  changes: ChangeSet,
  { charges }: CreateSchedulesInput,
): Promise<void> {
  try {
    await commit(dependencies, changes);
  } catch (error) {
    if (!(error instanceof CommitRefused) || error.on !== 'document_key') throw error;
    throw orderIdConflict(charges.map(({ orderId }) => orderId).join(', '), 'is scheduled');
  }
}

interface ScheduleOrigin {
  readonly scope: Scope;
  readonly billingKey: BillingKey;
  readonly id: string;
  readonly ids: readonly string[];
}

async function newSchedule(
  dependencies: EngineDependencies,
  { scope, billingKey, id, ids }: ScheduleOrigin,
  { orderId, orderName, amount, taxFreeAmountMinor, scheduledAt, customer, metadata }: ScheduleChargeInput,
  context: DecisionContext,
): Promise<{ readonly schedule: Schedule; readonly changes: ChangeSet }> {
  const { amountMinor, currency } = amount;
  const payer = customer ?? billingKey.value.customer;
  const method = { type: 'billing_key', billingKeyId: billingKey.id } as const;
  const routable = { method, amount, taxFreeAmountMinor, customer: payer, metadata, channelId: null };
  const asked = { ...paymentRequest(scope, routable, id), boundTo: channelsOfKey(billingKey) };
  const { channel, trace } = await decide(dependencies, scope, asked, context.now);
  const offersClock = providerOf(dependencies, channel.providerAccountId).schedules !== undefined;
  const hasOwnClock = offersClock && channel.gateway?.billingKeys.schedule !== false;
  const blank: Schedule = {
    kind: 'schedule',
    id,
    version: 1,
    ...ownerOf(scope),
    key: orderId,
    parentId: billingKey.id,
    status: 'scheduled',
    createdAt: context.now,
    value: {
      orderId,
      orderName,
      amountMinor,
      currency,
      taxFreeAmountMinor,
      customer: payer,
      metadata,
      provider: channel.provider.id,
      providerAccountId: channel.providerAccountId,
      channelId: channel.id,
      routing: trace,
      driver: hasOwnClock ? 'provider' : 'gateway',
      scheduledAt,
      operationId: null,
      reference: null,
      wish: null,
      paymentIds: [],
      failure: null,
      madeWith: ids,
      checks: 0,
      executedAt: null,
      canceledAt: null,
      nextCheckAt: null,
    },
  };
  return hasOwnClock ? claimedForHandOver(dependencies, blank, context) : planned(blank, context);
}

function planned(schedule: Schedule, context: DecisionContext) {
  const run = withRun(schedule, context);
  return { schedule: run.schedule, changes: merge(run.changes, { documents: [run.schedule] }) };
}

/** The intent to hand it to the provider's clock, claimed for the call that follows. The version is the caller's. */
export function claimedForHandOver(dependencies: EngineDependencies, schedule: Schedule, context: DecisionContext) {
  const { merchantId, livemode, value } = schedule;
  const { providerAccountId, channelId } = value;
  const { manifest } = providerOf(dependencies, providerAccountId);
  const intent = { merchantId, livemode, providerAccountId, channelId, kind: 'schedule' } as const;
  const subjectId = schedule.id as Operation['subjectId'];
  const operation = newOperation({ ...intent, id: context.ids.next('op'), subjectId }, manifest, 'claimed', context);
  const dueAt = operation.leaseUntil ?? context.now;
  const claimed: Schedule = {
    ...schedule,
    status: 'pending',
    value: { ...value, operationId: operation.id, reference: operation.reference, nextCheckAt: dueAt },
  };
  const jobs = [{ kind: 'schedule', jobKind: 'run_schedule', subjectId: schedule.id, dueAt }] as const;
  return { schedule: claimed, changes: { documents: [claimed], operations: [operation], jobs } satisfies ChangeSet };
}

/** Tells every provider concerned, one call for each channel. */
async function handOverAll(
  dependencies: EngineDependencies,
  billingKey: BillingKey,
  made: readonly [Schedule, ...Schedule[]],
  keyed: KeyedRequest<ScheduleSet> | undefined,
): Promise<ScheduleSet> {
  const waiting = made.filter(({ status }) => status === 'pending');
  for (const channelId of new Set(waiting.map(({ value }) => value.channelId))) {
    const schedules = waiting.filter(({ value }) => value.channelId === channelId);
    await handOver(dependencies, billingKey, channelId, schedules);
  }
  if (waiting.length === 0) return setOf(made);
  const [first, ...others] = await Promise.all(made.map(({ id }) => mustLoadSchedule(dependencies, id)));
  const set = setOf([first as Schedule, ...others]);
  const idempotency = endKey(keyed, set, keyEndOf(set.schedules));
  if (idempotency !== undefined) await commit(dependencies, { idempotency });
  return set;
}

/** One call for schedules of one channel, and the commit of what came of it. */
export async function handOver(
  dependencies: EngineDependencies,
  billingKey: BillingKey,
  channelId: ChannelId,
  schedules: readonly Schedule[],
): Promise<void> {
  const claimed = await Promise.all(schedules.map((schedule) => withOperation(dependencies, schedule)));
  const [first] = claimed;
  if (first === undefined) return;
  const { schedules: port } = providerOf(dependencies, first.schedule.value.providerAccountId);
  if (port === undefined) throw new Error(`${first.schedule.value.provider} no longer offers schedules`);
  const charges = claimed.map(({ schedule: { value }, operation: { reference } }) => ({
    reference,
    amount: { amountMinor: value.amountMinor, currency: value.currency },
    taxFreeAmountMinor: value.taxFreeAmountMinor,
    orderName: value.orderName,
    customer: value.customer,
    scheduledAt: value.scheduledAt,
  }));
  const verdict = await callUnderClaim(dependencies, 'schedules.create', first.operation, () =>
    port.create({ key: keyAtProvider(billingKey, channelId), charges }, {}),
  );
  await concludeHandOver(dependencies, claimed, verdict);
}

async function withOperation({ store }: EngineDependencies, schedule: Schedule): Promise<ClaimedSchedule> {
  const operation = schedule.value.operationId === null ? null : await store.operation(schedule.value.operationId);
  if (operation === null) throw new Error(`the operation of ${schedule.id} is gone`);
  return { schedule, operation };
}

function concludeHandOver(
  dependencies: EngineDependencies,
  claimed: readonly ClaimedSchedule[],
  verdict: ScheduleVerdict,
): Promise<void> {
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const parts = await Promise.all(claimed.map((each) => concludeOne(dependencies, each, verdict, context)));
    return { changes: merge(...parts), value: undefined };
  });
}

/** Doubts of a caller whose claim was taken over are dropped. */
async function concludeOne(
  dependencies: EngineDependencies,
  claimed: ClaimedSchedule,
  verdict: ScheduleVerdict,
  context: DecisionContext,
): Promise<ChangeSet> {
  const current = await withOperation(dependencies, await mustLoadSchedule(dependencies, claimed.schedule.id));
  const isSameTry = current.operation.id === claimed.operation.id;
  const holdsClaim = isSameTry && current.operation.fence === claimed.operation.fence;
  const doubtful = verdict.kind === 'unknown' || verdict.kind === 'not_created';
  if (!isSameTry || (!holdsClaim && doubtful)) return {};
  const settled = settleHandOver(current.schedule, verdict, context);
  const final = verdict.kind === 'declined' || verdict.kind === 'not_created';
  // The provider has it: from now on "not found" proves nothing.
  const outcome = verdict.kind === 'scheduled' ? { kind: 'pending' } : verdict;
  const operations = afterCall(current.operation, claimed.operation.fence, outcome, final, context.now);
  if (settled.schedule === current.schedule) return { operations };
  const run = withRun(settled.schedule, context);
  return merge(settled.changes, run.changes, { documents: [run.schedule], operations });
}
