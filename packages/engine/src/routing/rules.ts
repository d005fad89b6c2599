import type { DeclineReason, Weekday } from '@hangil/core';

/** A plain value means equal. Conditions inside one matcher must all hold. */
export type TextMatcher =
  | string
  | {
      readonly eq?: string;
      readonly ne?: string;
      readonly in?: readonly string[];
      readonly not_in?: readonly string[];
    };

/** A plain value means equal. Conditions inside one matcher must all hold. */
export type NumberMatcher =
  | number
  | {
      readonly eq?: number;
      readonly ne?: number;
      readonly in?: readonly number[];
      readonly not_in?: readonly number[];
      readonly lt?: number;
      readonly lte?: number;
      readonly gt?: number;
      readonly gte?: number;
      /** Both ends included. */
      readonly between?: readonly [number, number];
    };

/** Wall-clock time in a named zone. A window whose end is not after its start runs past midnight and belongs to the day it starts on. */
export interface TimeCondition {
  /** IANA name: `Asia/Seoul`. */
  readonly zone: string;
  /** Left out = every day. */
  readonly days?: readonly Weekday[];
  /** `HH:MM`; left out with `to` = the whole day. */
  readonly from?: string;
  /** `HH:MM`, itself outside; `24:00` is the end of the day. */
  readonly to?: string;
}

/**
 * All named fields must match; what a request does not have (a wallet, a country, a metadata key) matches nothing. Amounts are in
 * minor units; `method` matches `card` as well as `easy_pay/kakaopay` and `payout/bank_transfer`.
 */
export interface RoutingCondition {
  readonly method?: TextMatcher;
  /** Wallet of an easy payment, kind of a gift certificate. */
  readonly wallet?: TextMatcher;
  readonly currency?: TextMatcher;
  readonly amount?: NumberMatcher;
  readonly tax_free_amount?: NumberMatcher;
  readonly customer_country?: TextMatcher;
  readonly metadata?: Readonly<Record<string, TextMatcher>>;
  readonly time?: TimeCondition;
  readonly livemode?: boolean;
  readonly all?: readonly RoutingCondition[];
  readonly any?: readonly RoutingCondition[];
  readonly not?: RoutingCondition;
}

/** How a rule orders its channels. Exactly one is given. */
export interface RoutingStrategies {
  /** In this order. */
  readonly use?: readonly string[];
  /** One by weight, the same for one payment every time; weights are per cent and sum to 100. */
  readonly split?: readonly { readonly channel: string; readonly weight: number }[];
  /** The cheapest by the fee tables of the channels; those without one last, equal ones in this order. */
  readonly least_cost?: readonly string[];
  readonly success_rate?: {
    readonly channels: readonly string[];
    /** Payments a channel must have had lately before its rate is looked at; 50 when left out. */
    readonly minimum_sample?: number;
    /** Points of per cent by which another channel must be better to take the lead; 2 when left out. */
    readonly lead_percent?: number;
  };
}

/** Chooses channels for what it matches. */
export interface RoutingRule extends RoutingStrategies {
  readonly name: string;
  readonly when: RoutingCondition;
  /** Declines after which the next channel may be tried. Without it none: only what certainly never began goes on. */
  readonly failover_on?: readonly DeclineReason[];
}

export interface RoutingRules {
  readonly rules: readonly RoutingRule[];
  /** Tried after the rules; then every other channel in the order of the configuration. */
  readonly default: readonly string[];
}

/** What a rule can look at. */
export interface RoutingInputs {
  /** `card`, `easy_pay`, `payout/bank_transfer` */
  readonly method: string;
  readonly wallet: string | null;
  readonly currency: string;
  readonly amountMinor: number;
  readonly taxFreeAmountMinor: number;
  /** ISO 3166-1, two capital letters. */
  readonly customerCountry: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly livemode: boolean;
}

/** Channels a rule names, in its order. */
export function channelsOfRule({ use, split, least_cost, success_rate }: RoutingStrategies): readonly string[] {
  return use ?? split?.map(({ channel }) => channel) ?? least_cost ?? success_rate?.channels ?? [];
}
