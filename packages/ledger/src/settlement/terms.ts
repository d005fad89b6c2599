import type { Weekday } from '@hangil/core';

/** When a provider pays out what it took. Counts are business days. */
export type SettlementCycle =
  /** D+n: n business days after the day of the sale. */
  | { readonly type: 'daily'; readonly afterBusinessDays: number }
  /** What was sold in the week that ends on a weekday. */
  | { readonly type: 'weekly'; readonly weekEndsOn: Weekday; readonly afterBusinessDays: number }
  /** What was sold up to a day of the month; 31 is the last day of any month. */
  | { readonly type: 'monthly'; readonly periodsEndOn: readonly number[]; readonly afterBusinessDays: number };

export type Rounding = 'down' | 'half_up' | 'up';

/** What a provider charges. The first plan that fits a payment counts. */
export interface FeePlan {
  /** Type of the payment's method; every method when null. */
  readonly method: string | null;
  /** Parts of a million: 2.5 % is 25,000. */
  readonly rateMillionths: number;
  readonly fixedMinor: number;
  /** On the fee: 10 % is 100,000; 0 where the fee includes it. */
  readonly vatMillionths: number;
  readonly rounding: Rounding;
  /** Whether a refund brings its part of the fee back. */
  readonly returnedOnRefund: boolean;
}

/** What was agreed with a provider about one channel. */
export interface SettlementTerms {
  /** IANA name; days are days of this zone. */
  readonly zone: string;
  /** Minutes since midnight from which a sale counts as one of the next day; 1440 = at midnight. */
  readonly cutOffMinute: number;
  readonly cycle: SettlementCycle;
  readonly feePlans: readonly FeePlan[];
}
