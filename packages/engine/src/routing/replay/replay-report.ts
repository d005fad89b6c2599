/** What payments of the past came to at their channels, or would probably have come to elsewhere. */
export interface ReplaySide {
  readonly payments: number;
  /** Of the payments that ended; a payment that would have moved counts with the rate of its new channel, so this is no whole number. */
  readonly succeeded: number;
  readonly failed: number;
  /** Of the succeeded ones by the fee tables, per currency in minor units. */
  readonly fees: readonly { readonly currency: string; readonly amountMinor: number }[];
  /** Succeeded payments of channels without a fee table for them. */
  readonly withoutFee: number;
}

export interface ReplayReport {
  readonly payments: number;
  /** Of them: those that would have gone to another channel. */
  readonly moved: number;
  /** Of them: those that no channel could have served by this set. Always 0 unless the merchant's channels have changed. */
  readonly unserved: number;
  /** Of the moved ones: those whose new channel took nothing like it in the period, so that they count with their own outcome. */
  readonly withoutEvidence: number;
  readonly before: ReplaySide;
  readonly after: ReplaySide;
  readonly channels: readonly { readonly channelId: string; readonly before: ReplaySide; readonly after: ReplaySide }[];
}
