import type { BilingualText, BusinessCalendar, CalendarDate, CurrencyCode } from '@hangil/core';
import { expectedFee, expectedFeeOfRefund } from './fee.ts';
import { settlementDay } from './settlement-day.ts';
import type { SettlementTerms } from './terms.ts';

/** A sale or a refund that a provider will settle. */
export interface SettleableItem {
  readonly direction: 'payment' | 'refund';
  readonly amountMinor: number;
  readonly currency: CurrencyCode;
  /** Type of the payment's method. */
  readonly method: string;
  readonly occurredAt: Date;
}

/** What a provider is expected to pay out for one channel on one day. Amounts are minor units. */
export interface ExpectedSettlement {
  readonly channelId: string;
  readonly currency: CurrencyCode;
  readonly payoutDate: CalendarDate;
  readonly paymentCount: number;
  readonly refundCount: number;
  readonly paymentsMinor: number;
  readonly refundsMinor: number;
  readonly feeMinor: number;
  readonly vatMinor: number;
  /** Negative when more goes back than came in: the provider then nets it later or asks for it. */
  readonly netMinor: number;
  /** First and last business date of the sales, and why they are paid out on this day. */
  readonly businessDates: readonly [first: CalendarDate, last: CalendarDate];
  readonly why: readonly BilingualText[];
}

type Open = { -readonly [Key in keyof ExpectedSettlement]: ExpectedSettlement[Key] };

/** Gathers what was sold and refunded into the days on which it will be paid out, one item at a time. */
export function createExpectedSettlements(calendar: BusinessCalendar) {
  const byDay = new Map<string, Open>();
  return {
    add(channelId: string, terms: SettlementTerms, item: SettleableItem): void {
      const { businessDate, payoutDate, why } = settlementDay(terms, calendar, item.occurredAt);
      const key = `${payoutDate} ${channelId} ${item.currency}`;
      const open = byDay.get(key) ?? startOf(channelId, item.currency, payoutDate, businessDate, why);
      byDay.set(key, open);
      count(open, terms, item);
      const [first, last] = open.businessDates;
      open.businessDates = [businessDate < first ? businessDate : first, businessDate > last ? businessDate : last];
    },
    /** Earliest first. */
    settlements: (): ExpectedSettlement[] =>
      [...byDay].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, open]) => open),
  };
}

function startOf(
  channelId: string,
  currency: CurrencyCode,
  payoutDate: CalendarDate,
  businessDate: CalendarDate,
  why: readonly BilingualText[],
): Open {
  const nothing = {
    paymentCount: 0,
    refundCount: 0,
    paymentsMinor: 0,
    refundsMinor: 0,
    feeMinor: 0,
    vatMinor: 0,
    netMinor: 0,
  };
  return { channelId, currency, payoutDate, ...nothing, businessDates: [businessDate, businessDate], why };
}

function count(open: Open, terms: SettlementTerms, { direction, amountMinor, method }: SettleableItem): void {
  const sign = direction === 'payment' ? 1 : -1;
  const fee = (direction === 'payment' ? expectedFee : expectedFeeOfRefund)(terms, method, amountMinor);
  if (direction === 'payment') {
    open.paymentCount += 1;
    open.paymentsMinor += amountMinor;
  } else {
    open.refundCount += 1;
    open.refundsMinor += amountMinor;
  }
  open.feeMinor += sign * fee.feeMinor;
  open.vatMinor += sign * fee.vatMinor;
  open.netMinor += sign * (amountMinor - fee.feeMinor - fee.vatMinor);
}
