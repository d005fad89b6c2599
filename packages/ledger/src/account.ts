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

/** Paid out by the provider according to its statement, not yet seen at the bank. Must return to zero. */
export function bankInTransit({ provider, channelId }: ProviderChannel): AccountCode {
  return `asset:bank-in-transit:${provider}:${channelId}` as AccountCode;
}

/** A bank account of the merchant; equals the closing balance of its statement. */
export function bank(bankAccount: string): AccountCode {
  return `asset:bank:${bankAccount}` as AccountCode;
}

/** VAT on what providers charge, to be claimed back. */
export const inputVat = 'asset:vat-input' as AccountCode;

/** Withheld by the provider for open disputes. Must return to zero. */
export function disputeHeld({ provider, channelId }: ProviderChannel): AccountCode {
  return `asset:dispute-held:${provider}:${channelId}` as AccountCode;
}

/** Rolling reserve kept by the provider. Must return to zero by its release. */
export function reserve({ provider, channelId }: ProviderChannel): AccountCode {
  return `asset:reserve:${provider}:${channelId}` as AccountCode;
}

/** Deposits that match nothing that was expected. Every line belongs to a case. */
export function unapplied({ provider, channelId }: ProviderChannel): AccountCode {
  return `liab:unapplied:${provider}:${channelId}` as AccountCode;
}

/** Tax on the fees that the operator of a platform charges. */
export const outputTax = 'liab:tax' as AccountCode;

/** Held back from a merchant of a platform while a payment is disputed. Must return to zero. */
export function disputeReserve(merchantId: MerchantId): AccountCode {
  return `liab:dispute-reserve:${merchantId}` as AccountCode;
}

export const ownerEquity = 'equity:owner' as AccountCode;
export const gatewayFeeIncome = 'income:gateway-fee' as AccountCode;
export const recoveredFeeIncome = 'income:fee-recovered' as AccountCode;
export const roundingIncome = 'income:rounding' as AccountCode;
export const chargebackLoss = 'expense:chargeback-loss' as AccountCode;
export const writeOff = 'expense:recon-writeoff' as AccountCode;
/** Both legs of a conversion, one per currency; explained by the conversions that are open. */
export const fxPosition = 'fx:position' as AccountCode;
/** What conversions have gained or lost, in the functional currency. */
export const fxGainLoss = 'fx:gain-loss' as AccountCode;

/** What a provider charges for taking payments. */
export function providerFee(provider: string): AccountCode {
  return `expense:pg-fee:${provider}` as AccountCode;
}

export function refundFeeExpense(provider: string): AccountCode {
  return `expense:refund-fee:${provider}` as AccountCode;
}

export function disputeFeeExpense(provider: string): AccountCode {
  return `expense:dispute-fee:${provider}` as AccountCode;
}

export function payoutFeeExpense(provider: string): AccountCode {
  return `expense:payout-fee:${provider}` as AccountCode;
}

/** The side on which an account normally grows, from its path. */
export function normalSide(account: AccountCode): Side {
  return account.startsWith('asset:') || account.startsWith('expense:') ? 'debit' : 'credit';
}

/** Whether a text is the path of an account: one of the roots of the chart, and names behind it. */
export function isAccountCode(text: string): text is AccountCode {
  return /^(asset|liab|suspense|equity|income|expense|fx)(:[\w.-]+)+$/.test(text);
}

const mustClear =
  /^(asset:(pg|bank-in-transit|dispute-held|reserve)|liab:(refund-in-transit|payout-pending|payout-in-transit|unapplied|dispute-reserve)|suspense):/;

/** An account whose balance must be explained by things that are still open, and returns to zero with the last of them. */
export function isClearing(account: AccountCode): boolean {
  return mustClear.test(account);
}
