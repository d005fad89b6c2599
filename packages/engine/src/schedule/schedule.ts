import type {
  ChannelId,
  CurrencyCode,
  Customer,
  Failure,
  OperationId,
  PaymentId,
  ProviderAccountId,
  ProviderReference,
  RoutingTrace,
} from '@hangil/core';
import type { BillingKey } from '../billing-key/billing-key.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Document } from '../store/document.ts';

/**
 * One charge on a billing key, to be made later. The document's key is the order id as long as no payment can hold it instead,
 * its parent the billing key.
 */
export type Schedule = Document<'schedule'>;

/** `pending` and `unknown`: the provider has (or may have) not taken it yet. `executing`: there is a payment, whose outcome is open. */
export const scheduleStatuses = [
  'pending',
  'scheduled',
  'unknown',
  'executing',
  'executed',
  'failed',
  'canceled',
] as const;
export type ScheduleStatus = (typeof scheduleStatuses)[number];

export interface ScheduleValue {
  readonly orderId: string;
  readonly orderName: string;
  readonly amountMinor: number;
  readonly currency: CurrencyCode;
  readonly taxFreeAmountMinor: number;
  readonly customer: Customer;
  readonly metadata: Readonly<Record<string, string>>;
  readonly provider: string;
  readonly providerAccountId: ProviderAccountId;
  readonly channelId: ChannelId;
  readonly routing: RoutingTrace;
  /** Whose clock charges: decided once, when it is made, and never both. */
  readonly driver: ScheduleDriver;
  readonly scheduledAt: Date;
  /** What was handed to the provider; null where our own clock charges. */
  readonly operationId: OperationId | null;
  readonly reference: ProviderReference | null;
  /** What the merchant wants changed and the provider has not confirmed yet. */
  readonly wish: ScheduleWish | null;
  /** Every charge that came of it, oldest first. More than one only after a failure. */
  readonly paymentIds: readonly PaymentId[];
  readonly failure: Failure | null;
  /** The schedules of the same request, this one included. */
  readonly madeWith: readonly string[];
  readonly checks: number;
  readonly executedAt: Date | null;
  readonly canceledAt: Date | null;
  readonly nextCheckAt: Date | null;
}

export type ScheduleDriver = 'provider' | 'gateway';

export type ScheduleWish =
  | { readonly kind: 'cancel'; readonly at: Date }
  | { readonly kind: 'move'; readonly at: Date; readonly scheduledAt: Date };

const liveStatuses: readonly ScheduleStatus[] = ['pending', 'scheduled', 'unknown', 'executing'];

/** Not ended: a charge may still come of it by itself. */
export function isLive({ status }: Schedule): boolean {
  return (liveStatuses as readonly string[]).includes(status);
}

/** The next version, changed in some parts. The order id is reserved while a charge may come and no payment holds it yet. */
export function changedSchedule(
  schedule: Schedule,
  {
    status = schedule.status as ScheduleStatus,
    ...value
  }: Partial<ScheduleValue> & { readonly status?: ScheduleStatus },
): Schedule {
  const reserves = status === 'pending' || status === 'scheduled' || status === 'unknown';
  const next = { ...schedule, version: schedule.version + 1, status, value: { ...schedule.value, ...value } };
  return { ...next, key: reserves ? next.value.orderId : null };
}

export async function mustLoadSchedule({ store }: EngineDependencies, id: string): Promise<Schedule> {
  const schedule = await store.document('schedule', id);
  if (schedule === null) throw new Error(`schedule ${id} is gone`);
  return schedule;
}

/** Up to `limit` schedules on a key that have not ended. */
export async function liveSchedulesOf(
  { store }: EngineDependencies,
  { id, merchantId, livemode }: Pick<BillingKey, 'id' | 'merchantId' | 'livemode'>,
  limit: number,
): Promise<readonly Schedule[]> {
  const found: Schedule[] = [];
  for (const status of liveStatuses) {
    const page = { limit: limit - found.length, cursor: null };
    if (page.limit <= 0) break;
    found.push(...(await store.documents('schedule', { merchantId, livemode }, { parentId: id, status }, page)).items);
  }
  return found;
}
