import type { Customer, Money } from '@hangil/core';
import type { Answer, IdempotentRequest } from '../idempotency.ts';
import type { Scope } from '../store/records.ts';
import type { Schedule } from './schedule.ts';

export interface ScheduleChargeInput {
  readonly orderId: string;
  readonly orderName: string;
  readonly amount: Money;
  readonly taxFreeAmountMinor: number;
  /** In the future. */
  readonly scheduledAt: Date;
  /** The key's customer when null. */
  readonly customer: Customer | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface CreateSchedulesInput {
  readonly billingKeyId: string;
  /** At least one; reserved all or none. */
  readonly charges: readonly ScheduleChargeInput[];
}

/** The schedules of one request, in its order; `id` is the first one's. */
export interface ScheduleSet extends Scope {
  readonly id: string;
  readonly schedules: readonly Schedule[];
}

/** Charges on billing keys at a later time. */
export interface Schedules {
  /** @throws billing_key_unusable, order_id_conflict, no_eligible_channel, idempotency_in_progress, idempotency_key_reused */
  create(
    scope: Scope,
    input: CreateSchedulesInput,
    idempotent?: IdempotentRequest<ScheduleSet>,
  ): Promise<Answer<ScheduleSet>>;
  /**
   * To another time, or once more after a failure. A provider that did not answer is told again until it has: see `wish`.
   * @throws state_conflict, provider_refused, provider_unreachable, outcome_unknown for a former charge
   */
  move(
    scope: Scope,
    id: string,
    input: { readonly scheduledAt: Date },
    idempotent?: IdempotentRequest<Schedule>,
  ): Promise<Answer<Schedule>>;
  /** Canceling again changes nothing. @throws as `move` */
  cancel(scope: Scope, id: string, idempotent?: IdempotentRequest<Schedule>): Promise<Answer<Schedule>>;
  /** Every schedule on a key that has not begun; what could not be canceled shows it. */
  cancelAll(
    scope: Scope,
    billingKeyId: string,
    idempotent?: IdempotentRequest<ScheduleSet>,
  ): Promise<Answer<ScheduleSet>>;
  /** Charges a failed one now. @throws state_conflict, outcome_unknown for a former charge, and as `createPayment` */
  retry(scope: Scope, id: string, idempotent?: IdempotentRequest<Schedule>): Promise<Answer<Schedule>>;
}
