import {
  declined,
  type ScheduleChargesRequest,
  type ScheduledCharge,
  type ScheduleVerdict,
  unknown,
} from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import { toNotCreated } from '../payments/charge-verdict.ts';
import { orderFields } from '../payments/order-fields.ts';
import { leavesOutcomeOpen, toDeclineReason } from '../tables/error-reasons.ts';
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
  switch (outcome.kind) {
    case 'done':
      return confirms(outcome.value, charges)
        ? { kind: 'scheduled' }
        : unknown('the answer does not name every schedule');
    case 'refused':
      if (leavesOutcomeOpen(outcome.provider))
        return unknown(`refused with code ${outcome.provider.code}, outcome open`);
      return declined(toDeclineReason(outcome.provider), outcome.provider);
    case 'not_done':
      return toNotCreated(outcome);
    case 'uncertain':
      return unknown(outcome.cause);
    default:
      return outcome satisfies never;
  }
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
