import { absent, type ScheduleAtProvider, type ScheduleReading, unknown } from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import { scheduleSchema, type WireSchedule } from '../wire/schedule.schema.ts';

export async function inquireSchedule(
  { reference }: ScheduleAtProvider,
  { client }: IamportContext,
  signal: AbortSignal,
): Promise<ScheduleReading> {
  const path = `/subscribe/payments/schedule/${encodeURIComponent(reference)}`;
  const outcome = await client.call({ method: 'GET', path }, scheduleSchema, signal);
  switch (outcome.kind) {
    case 'done':
      return readSchedule(outcome.value);
    case 'refused':
      return outcome.httpStatus === 404 ? absent : unknown(`inquiry refused, http ${outcome.httpStatus}`);
    case 'not_done':
    case 'uncertain':
      return unknown(`inquiry failed, ${outcome.cause}`);
    default:
      return outcome satisfies never;
  }
}

export function readSchedule({ status, scheduledAt }: WireSchedule): ScheduleReading {
  switch (status) {
    case 'scheduled':
      return scheduledAt === null ? unknown('scheduled without a time') : { kind: 'scheduled', scheduledAt };
    case 'executed':
      return { kind: 'executed' };
    case 'revoked':
      return { kind: 'canceled' };
    default:
      return unknown(`unrecognized schedule status ${status.slice(0, 20)}`);
  }
}
