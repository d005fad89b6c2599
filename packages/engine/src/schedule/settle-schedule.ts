import {
  type Failure,
  hasBeenPaid,
  isOpen,
  minuteMs,
  type Payment,
  type ScheduleReading,
  type ScheduleVerdict,
  toFailure,
} from '@hangil/core';
import { outcomeIsKnown } from '../case/outcome-is-known.ts';
import { type DecisionContext, outgoingEvent } from '../decision/decision-context.ts';
import { needsPerson, nextCheckAt, type Waiting } from '../decision/ladder.ts';
import { openCase } from '../decision/open-case.ts';
import { failureOf } from '../payment/settle-payment.ts';
import type { ChangeSet } from '../store/change-set.ts';
import { changedSchedule, isLive, type Schedule, type ScheduleStatus, type ScheduleValue } from './schedule.ts';

/** A schedule after some news, with what the news changes beside it. The same object when nothing changed. */
export interface ScheduleSettlement {
  readonly schedule: Schedule;
  readonly changes: ChangeSet;
}

/** What came of handing it to the provider. */
export function settleHandOver(
  schedule: Schedule,
  verdict: ScheduleVerdict,
  context: DecisionContext,
): ScheduleSettlement {
  if (schedule.status !== 'pending' && schedule.status !== 'unknown') return { schedule, changes: {} };
  switch (verdict.kind) {
    case 'scheduled':
      return become(schedule, 'scheduled', {}, context);
    case 'declined':
    case 'not_created':
      return failed(schedule, failureOf(verdict), context);
    case 'unknown':
      return schedule.status === 'unknown' ? { schedule, changes: {} } : become(schedule, 'unknown', {}, context);
    default:
      return verdict satisfies never;
  }
}

/** What the provider's own clock shows. `executed` is not decided here: the payment tells what came of it. */
export function settleScheduleReading(
  schedule: Schedule,
  reading: Exclude<ScheduleReading, { readonly kind: 'executed' | 'unknown' }>,
  absenceIsProven: boolean,
  context: DecisionContext,
): ScheduleSettlement {
  const { status, value } = schedule;
  if (!isLive(schedule) || status === 'executing') return { schedule, changes: {} };
  switch (reading.kind) {
    case 'canceled':
      return canceled(schedule, context);
    case 'absent': {
      if (status === 'scheduled' || !absenceIsProven) return { schedule, changes: {} };
      const wantedGone = value.wish?.kind === 'cancel';
      return wantedGone
        ? canceled(schedule, context)
        : failed(schedule, toFailure('provider_unreachable', 'timed_out'), context);
    }
    case 'scheduled': {
      const moved = reading.scheduledAt.getTime() !== value.scheduledAt.getTime();
      if (status === 'scheduled' && !moved) return { schedule, changes: {} };
      return become(
        schedule,
        'scheduled',
        { scheduledAt: reading.scheduledAt, wish: wishLeft(schedule, reading.scheduledAt) },
        context,
      );
    }
    default:
      return reading satisfies never;
  }
}

/** A wish to move is fulfilled once the provider shows the time; one to cancel is not yet. */
function wishLeft({ value: { wish } }: Schedule, scheduledAt: Date): ScheduleValue['wish'] {
  return wish?.kind === 'move' && wish.scheduledAt.getTime() === scheduledAt.getTime() ? null : wish;
}

/** The provider has done what the merchant wanted. */
export function wishFulfilled(schedule: Schedule, context: DecisionContext): ScheduleSettlement {
  const { wish } = schedule.value;
  if (wish === null) return { schedule, changes: {} };
  if (wish.kind === 'cancel') return canceled(schedule, context);
  return become(schedule, 'scheduled', { scheduledAt: wish.scheduledAt, wish: null }, context);
}

/** There is a payment now, and no other way to charge. */
export function executing(schedule: Schedule, payment: Payment, context: DecisionContext): ScheduleSettlement {
  const paymentIds = [...schedule.value.paymentIds, payment.id];
  return become(schedule, 'executing', { paymentIds, wish: null, failure: null }, context);
}

/** Ends as its payment ended; money that a person must look at counts as charged, so that nothing charges again. */
export function settleByPayment(schedule: Schedule, payment: Payment, context: DecisionContext): ScheduleSettlement {
  const isFollowed = schedule.status === 'executing' || schedule.status === 'failed';
  if (!isFollowed || isOpen(payment.status)) return { schedule, changes: {} };
  if (hasBeenPaid(payment.status) || payment.status === 'quarantined')
    return become(schedule, 'executed', { executedAt: payment.paidAt ?? context.now, failure: null }, context);
  if (schedule.status === 'failed') return { schedule, changes: {} };
  return failed(schedule, payment.failure ?? toFailure('payment_declined', 'other'), context);
}

export function failed(schedule: Schedule, failure: Failure, context: DecisionContext): ScheduleSettlement {
  return become(schedule, 'failed', { failure, wish: null }, context);
}

export function canceled(schedule: Schedule, context: DecisionContext): ScheduleSettlement {
  return become(schedule, 'canceled', { canceledAt: context.now, wish: null }, context);
}

const eventTypes: Partial<Record<ScheduleStatus, string>> = {
  executed: 'schedule.executed',
  failed: 'schedule.failed',
  canceled: 'schedule.canceled',
};

export function become(
  schedule: Schedule,
  status: ScheduleStatus,
  changed: Partial<ScheduleValue>,
  context: DecisionContext,
): ScheduleSettlement {
  const next = changedSchedule(schedule, { ...changed, status, checks: 0 });
  const type = status === schedule.status ? undefined : eventTypes[status];
  const events = type === undefined ? [] : [outgoingEvent(type, next, { kind: 'document', value: next }, context)];
  return { schedule: next, changes: { events } };
}

/** A provider charges at its own pace: we look some time after the hour. */
const graceMs = minuteMs;

/** Plans when it is run or looked at next, or ends that; one whose fate stays unknown is shown to a person. */
export function withRun(schedule: Schedule, context: DecisionContext): ScheduleSettlement {
  const job = { jobKind: 'run_schedule', subjectId: schedule.id } as const;
  if (!isLive(schedule)) {
    const known = outcomeIsKnown(schedule, context.now);
    return withNextLook(schedule, null, { jobs: [{ kind: 'remove', ...job }], ...known });
  }
  const { driver, scheduledAt, checks, wish, provider } = schedule.value;
  const hour = driver === 'gateway' ? scheduledAt : new Date(scheduledAt.getTime() + graceMs);
  const isQuiet = schedule.status === 'scheduled' && wish === null && (driver === 'gateway' || hour > context.now);
  const waiting: Waiting = schedule.status === 'unknown' || wish !== null ? 'unknown' : 'processing';
  const dueAt = isQuiet ? hour : nextCheckAt(waiting, checks, context.now);
  const evidence = { status: schedule.status, provider, wish: wish?.kind ?? null, checks };
  const { amountMinor, currency } = schedule.value;
  const subject = { kind: 'unknown_outcome', subjectId: schedule.id, amountMinor, currency, evidence } as const;
  const cases = !isQuiet && needsPerson(waiting, checks) ? [openCase(schedule, subject, context)] : [];
  return withNextLook(schedule, dueAt, { jobs: [{ kind: 'schedule', ...job, dueAt }], cases });
}

function withNextLook(schedule: Schedule, nextAt: Date | null, changes: ChangeSet): ScheduleSettlement {
  return { schedule: { ...schedule, value: { ...schedule.value, nextCheckAt: nextAt } }, changes };
}
