import { type ScheduleChargesRequest, type ScheduledCharge, type ScheduleVerdict, unknown } from '@hangil/core';
import { failedVerdict } from '../client/failed-verdict.ts';
import type { IamportContext } from '../iamport-context.ts';
import { orderFields } from '../payments/order-fields.ts';
import { scheduleListSchema, type WireSchedule } from '../wire/schedule.schema.ts';

/** Hands charges to the provider's clock in one call. Our references are its order ids, as of any payment. */
export async function createSchedules(
  { key, charges }: ScheduleChargesRequest,
  { client, settings, eventUrl }: IamportContext,
  signal: AbortSignal,
): Promise<ScheduleVerdict> {
  const channelKey = settings.channels.get(key.channelId)?.channelKey ?? null;
  const body = {
    customer_uid: key.reference as string,
    ...(channelKey === null ? {} : { channel_key: channelKey }),
    schedules: charges.map((charge) => scheduleFields(charge, eventUrl)),
  };
  const path = '/subscribe/payments/schedule';
  const outcome = await client.call({ method: 'POST', path, body }, scheduleListSchema, signal);
  if (outcome.kind !== 'done') return failedVerdict(outcome);
  return confirms(outcome.value, charges) ? { kind: 'scheduled' } : unknown('the answer does not name every schedule');
}

function scheduleFields(charge: ScheduledCharge, eventUrl: string) {
  return {
    ...orderFields(charge),
    currency: charge.amount.currency as string,
    schedule_at: toUnixSeconds(charge.scheduledAt),
    notice_url: eventUrl,
  };
}

export function toUnixSeconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}

function confirms(answered: readonly WireSchedule[], charges: readonly ScheduledCharge[]): boolean {
  const names = new Set(answered.map(({ merchantUid }) => merchantUid));
  return charges.every(({ reference }) => names.has(reference));
}
