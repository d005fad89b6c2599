/** One reason why a channel was left out. */
export interface IneligibilityReason {
  readonly code: string;
  readonly detail: string;
}

/** The ground that puts a channel last instead of leaving it out: it is still tried when nothing else is left. */
export const unhealthyCode = 'channel_unhealthy';

/** A channel of a step with the figures that its place was worked out from. Absent = the strategy does not look at it. */
export interface RoutingStepChannel {
  readonly channelId: string;
  /** Per cent, of a weighted split. */
  readonly weight?: number;
  /** What the payment would cost here in minor units; null = the channel has no fee table for it. */
  readonly feeMinor?: number | null;
  /** Share of payments that succeeded lately, from 0 to 1. */
  readonly successRate?: number;
  /** How many payments that share is of; older ones count less, so it is no whole number. */
  readonly sample?: number;
}

/** One source of channels that was asked, with everything that its order follows from. */
export interface RoutingStep {
  /** Name of the rule; `requested`, `default` or `configured_order` when it is none. */
  readonly rule: string;
  readonly strategy: 'use' | 'split' | 'least_cost' | 'success_rate';
  /** In the order in which they stand in the rule. */
  readonly channels: readonly RoutingStepChannel[];
  /** What a split is drawn by: the id of the payment or payout. */
  readonly splitKey?: string;
  /** The channel that led before, and what another one must have to take the lead. */
  readonly leader?: string;
  readonly minimumSample?: number;
  readonly leadPercent?: number;
}

/** Why this channel: kept with the payment or payout for ever. From it alone the choice can be worked out again. */
export interface RoutingTrace {
  /** Name of the rule that chose; `requested`, `default` or `configured_order` when none did; `none` when nothing was eligible. */
  readonly rule: string;
  /** Number of the rule set; 0 is the one of the configuration. */
  readonly version: number;
  readonly decidedAt: Date;
  /** What the rules could look at, in their own words; of the metadata only what a rule looks at. */
  readonly inputs: Readonly<Record<string, string | number | boolean>>;
  readonly candidates: readonly {
    readonly channelId: string;
    readonly eligible: boolean;
    readonly reasons: readonly IneligibilityReason[];
  }[];
  /** The rules that held and then the rest, until every channel that can serve had its place. */
  readonly steps: readonly RoutingStep[];
}
