import type { CalendarDate, CurrencyCode } from '@hangil/core';
import { groupedSums } from './grouped-sums.ts';

/** Where something was paid, and by what. */
export interface SalesSource {
  readonly provider: string;
  /** Empty for fees that belong to no channel. */
  readonly channelId: string;
  /** `card`, `easy_pay/kakaopay`; empty for fees that belong to no payment. */
  readonly method: string;
}

/** One day of one channel and method. Amounts are minor units. */
export interface DailySales extends SalesSource {
  readonly day: CalendarDate;
  readonly currency: CurrencyCode;
  readonly paymentCount: number;
  readonly grossMinor: number;
  readonly refundCount: number;
  readonly refundsMinor: number;
  /** Booked on this day, without VAT. */
  readonly feeMinor: number;
  readonly feeVatMinor: number;
  /** Gross less refunds, fees and their VAT. */
  readonly netMinor: number;
}

type DaySource = SalesSource & Pick<DailySales, 'day' | 'currency'>;

const nothing = { paymentCount: 0, grossMinor: 0, refundCount: 0, refundsMinor: 0, feeMinor: 0, feeVatMinor: 0 };

/** Adds up sales, refunds and fees by day, channel and method. Memory grows with those, not with payments. */
export function createDailySales() {
  const sums = groupedSums<DaySource, typeof nothing>(
    ({ day, provider, channelId, method, currency }) => [day, provider, channelId, method, currency],
    nothing,
  );
  return {
    addPayment: (source: DaySource, amountMinor: number) =>
      sums.add(source, { paymentCount: 1, grossMinor: amountMinor }),
    addRefund: (source: DaySource, amountMinor: number) =>
      sums.add(source, { refundCount: 1, refundsMinor: amountMinor }),
    addFee: (source: DaySource, feeMinor: number, feeVatMinor: number) => sums.add(source, { feeMinor, feeVatMinor }),
    /** By day, provider, channel, method and currency. */
    rows: (): DailySales[] =>
      sums.rows().map((row) => ({
        ...row,
        netMinor: row.grossMinor - row.refundsMinor - row.feeMinor - row.feeVatMinor,
      })),
  };
}
