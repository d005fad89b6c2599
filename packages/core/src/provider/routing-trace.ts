/** One reason why a channel could not serve a request. */
export interface IneligibilityReason {
  readonly code: string;
  readonly detail: string;
}

/** Why this channel: kept with the payment or payout for ever. */
export interface RoutingTrace {
  /** Name of the rule that chose; `requested`, `default` or `configured_order` when none did; `none` when nothing was eligible. */
  readonly rule: string;
  readonly inputs: Readonly<Record<string, string | number | boolean>>;
  readonly candidates: readonly {
    readonly channelId: string;
    readonly eligible: boolean;
    readonly reasons: readonly IneligibilityReason[];
  }[];
  /** What was done, in order, in words. */
  readonly steps: readonly string[];
}
