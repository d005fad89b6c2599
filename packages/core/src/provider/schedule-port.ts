import type { ChannelId, ProviderReference } from '../identifier/identifier.ts';
import type { Money } from '../money/money.ts';
import type { Customer } from '../payment/payment.ts';
import type { BillingKeyAtProvider } from './billing-key-port.ts';
import type { CallContext } from './payment-provider.ts';
import type { Absent, Declined, NotCreated, Unknown } from './verdict.ts';

/** A charge that the provider is to make later by itself. */
export interface ScheduledCharge {
  /** Our name of the schedule and of the payment that comes of it. */
  readonly reference: ProviderReference;
  readonly amount: Money;
  readonly taxFreeAmountMinor: number;
  readonly orderName: string;
  readonly customer: Customer;
  readonly scheduledAt: Date;
}

export interface ScheduleChargesRequest {
  readonly key: BillingKeyAtProvider;
  /** Taken all or none. */
  readonly charges: readonly ScheduledCharge[];
}

export interface ScheduleAtProvider {
  readonly channelId: ChannelId;
  readonly reference: ProviderReference;
}

export interface MoveScheduleRequest extends ScheduleAtProvider {
  readonly scheduledAt: Date;
}

export type ScheduleVerdict = { readonly kind: 'scheduled' } | Declined | NotCreated | Unknown;
export type ScheduleChangeVerdict = { readonly kind: 'changed' } | Declined | NotCreated | Unknown;
export type ScheduleReading =
  | { readonly kind: 'scheduled'; readonly scheduledAt: Date }
  /** It was charged, or tried to: `PaymentPort.inquire` with the same reference says what became of it. */
  | { readonly kind: 'executed' }
  | { readonly kind: 'canceled' }
  | Absent
  | Unknown;

/**
 * The provider's own clock for charges on billing keys. A provider that offers it is the only one who charges what it was given;
 * where it is left out, our own jobs charge when the time has come. Visibility of a new schedule is that of payments.
 */
export interface SchedulePort {
  /** Sent once per reference; `unknown` is followed by `inquire`, never by another `create`. */
  create(request: ScheduleChargesRequest, context: CallContext): Promise<ScheduleVerdict>;
  inquire(schedule: ScheduleAtProvider, context: CallContext): Promise<ScheduleReading>;
  /** Safe to repeat. `declined` means that it stands as it was, or has been executed. */
  move(request: MoveScheduleRequest, context: CallContext): Promise<ScheduleChangeVerdict>;
  /** Safe to repeat. `declined` as for `move`. */
  cancel(schedule: ScheduleAtProvider, context: CallContext): Promise<ScheduleChangeVerdict>;
}
