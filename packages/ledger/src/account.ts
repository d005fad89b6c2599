import type { ChannelId, MerchantId } from '@hangil/core';

/** Path of an account, as it stands in entries, reports and exports: `asset:pg:{provider}:{channel}`. */
export type AccountCode = string & { readonly __account: true };

export type Side = 'debit' | 'credit';

/** `pending` = expected (an issued virtual account); `posted` = happened. Each layer sums to zero on its own. */
export type Layer = 'posted' | 'pending';

/** Where a payment was taken: one clearing account per provider and channel. */
export interface ProviderChannel {
  readonly provider: string;
  readonly channelId: ChannelId;
}

/** What the provider owes us for this channel, gross. Negative after a refund of money that was already settled. */
export function receivable({ provider, channelId }: ProviderChannel): AccountCode {
  return `asset:pg:${provider}:${channelId}` as AccountCode;
}

/** Balance held at a payout provider. May go below zero: a provider may pay out on credit, or was funded outside our books. */
export function prefund(provider: string): AccountCode {
  return `asset:prefund:${provider}` as AccountCode;
}

/** Earned by the merchant and not settled. */
export function merchantPending(merchantId: MerchantId): AccountCode {
  return `liab:merchant:${merchantId}:pending` as AccountCode;
}

/** What the merchant may pay out. */
export function merchantAvailable(merchantId: MerchantId): AccountCode {
  return `liab:merchant:${merchantId}:available` as AccountCode;
}

/** Refunds promised whose result at the provider is not final. Must return to zero. */
export function refundInTransit({ provider, channelId }: ProviderChannel): AccountCode {
  return `liab:refund-in-transit:${provider}:${channelId}` as AccountCode;
}

/** Payouts accepted and not sent. Must return to zero. */
export function payoutPending(merchantId: MerchantId): AccountCode {
  return `liab:payout-pending:${merchantId}` as AccountCode;
}

/** Payouts sent and not final, unknown ones included. Must return to zero. */
export function payoutInTransit(provider: string): AccountCode {
  return `liab:payout-in-transit:${provider}` as AccountCode;
}

/** Money whose facts contradict what was asked; every line belongs to a case. */
export function suspense({ provider, channelId }: ProviderChannel): AccountCode {
  return `suspense:${provider}:${channelId}` as AccountCode;
}

/** The side on which an account normally grows, from its path. */
export function normalSide(account: AccountCode): Side {
  return account.startsWith('asset:') || account.startsWith('expense:') ? 'debit' : 'credit';
}
