import { type MoveScheduleRequest, type ScheduleAtProvider, type ScheduleChangeVerdict, unknown } from '@hangil/core';
import { failedVerdict } from '../client/failed-verdict.ts';
import type { IamportOutcome } from '../client/outcome.ts';
import type { IamportContext } from '../iamport-context.ts';
import { scheduleListSchema, scheduleSchema } from '../wire/schedule.schema.ts';
import { toUnixSeconds } from './create-schedule.ts';

export async function moveSchedule(
  { reference, scheduledAt }: MoveScheduleRequest,
  { client }: IamportContext,
  signal: AbortSignal,
): Promise<ScheduleChangeVerdict> {
  const path = `/subscribe/payments/schedule/${encodeURIComponent(reference)}`;
  const body = { schedule_at: toUnixSeconds(scheduledAt) };
  const outcome = await client.call({ method: 'PUT', path, body }, scheduleSchema, signal);
  return toVerdict(outcome, (schedule) => schedule.scheduledAt?.getTime() === body.schedule_at * 1000);
}

/** Named by our reference alone: with the key beside it the provider would revoke what stands under either. */
export async function cancelSchedule(
  { reference }: ScheduleAtProvider,
  { client }: IamportContext,
  signal: AbortSignal,
): Promise<ScheduleChangeVerdict> {
  const path = '/subscribe/payments/unschedule';
  const body = { merchant_uid: reference as string };
  const outcome = await client.call({ method: 'POST', path, body }, scheduleListSchema, signal);
  return toVerdict(outcome, (schedules) =>
    schedules.some(({ merchantUid, status }) => merchantUid === reference && status === 'revoked'),
  );
}

function toVerdict<Value>(outcome: IamportOutcome<Value>, isChanged: (value: Value) => boolean): ScheduleChangeVerdict {
  if (outcome.kind !== 'done') return failedVerdict(outcome);
  return isChanged(outcome.value) ? { kind: 'changed' } : unknown('changed, but shown otherwise');
}
