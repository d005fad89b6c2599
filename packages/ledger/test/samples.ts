import type { ChannelId, JournalEntryId, MerchantId, Money, PaymentId, PayoutId, RefundId } from '@hangil/core';
import { knownCurrencies, money } from '@hangil/core';
import fc from 'fast-check';
import {
  contradictionAccepted,
  contradictionRejected,
  depositExpected,
  depositNoLongerExpected,
  depositReceived,
  type EntryContext,
  type JournalEntry,
  type Posting,
  paymentContradicted,
  paymentSold,
  payoutCanceled,
  payoutFailed,
  payoutPaid,
  payoutRequested,
  payoutSent,
  refundFailed,
  refundFound,
  refundRequested,
  refundSucceeded,
} from '../src/index.ts';

export const context: EntryContext = {
  id: 'je_1' as JournalEntryId,
  merchantId: 'demo' as MerchantId,
  livemode: false,
  effectiveAt: new Date('2026-03-01T01:00:00Z'),
  recordedAt: new Date('2026-03-01T01:00:02Z'),
};

export const channel = { provider: 'acme', channelId: 'acme-card' as ChannelId };
export const won = (amountMinor: number) => money(amountMinor, 'KRW');

/** Every way to make an entry, for a payment, refund or payout of a given amount. */
export const builders = {
  paymentSold: (amount: Money) => paymentSold(context, payment(amount)),
  depositExpected: (amount: Money) => depositExpected(context, payment(amount)),
  depositReceived: (amount: Money) => depositReceived(context, payment(amount)),
  depositNoLongerExpected: (amount: Money) => depositNoLongerExpected(context, payment(amount)),
  paymentContradicted: (amount: Money) =>
    paymentContradicted(context, { ...payment(amount), caseId: 'case_1' as never }),
  contradictionAccepted: (amount: Money) =>
    contradictionAccepted(context, { ...payment(amount), caseId: 'case_1' as never }),
  contradictionRejected: (amount: Money) =>
    contradictionRejected(context, { ...payment(amount), caseId: 'case_1' as never }),
  refundRequested: (amount: Money) => refundRequested(context, refund(amount)),
  refundSucceeded: (amount: Money) => refundSucceeded(context, refund(amount)),
  refundFailed: (amount: Money) => refundFailed(context, refund(amount)),
  refundFound: (amount: Money) => refundFound(context, refund(amount)),
  payoutRequested: (amount: Money) => payoutRequested(context, payout(amount)),
  payoutSent: (amount: Money) => payoutSent(context, payout(amount)),
  payoutPaid: (amount: Money) => payoutPaid(context, payout(amount)),
  payoutFailed: (amount: Money) => payoutFailed(context, payout(amount)),
  payoutCanceled: (amount: Money) => payoutCanceled(context, payout(amount)),
  payoutRequestedAsRefund: (amount: Money) => payoutRequested(context, payoutAsRefund(amount)),
  payoutFailedAsRefund: (amount: Money) => payoutFailed(context, payoutAsRefund(amount)),
  payoutCanceledAsRefund: (amount: Money) => payoutCanceled(context, payoutAsRefund(amount)),
} as const satisfies Record<string, (amount: Money) => JournalEntry>;

export type Builder = keyof typeof builders;

function payment(amount: Money) {
  return { paymentId: 'pay_1' as PaymentId, channel, amount };
}

function refund(amount: Money) {
  return { ...payment(amount), refundId: 'rfnd_1' as RefundId };
}

function payout(amount: Money) {
  return { payoutId: 'po_1' as PayoutId, provider: 'acme', amount, refundsPaymentId: null };
}

function payoutAsRefund(amount: Money) {
  return { ...payout(amount), refundsPaymentId: 'pay_1' as PaymentId };
}

/** Any amount that can be booked, in any currency. */
export const anyMoney = fc
  .tuple(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), fc.constantFrom(...knownCurrencies()))
  .map(([amountMinor, currency]) => money(amountMinor, currency));

/** One line as words: `debit asset:prefund:acme 100 KRW`, with the layer when it is the pending one. */
export function inWords({ account, side, amountMinor, currency, layer }: Posting): string {
  return `${side} ${account} ${amountMinor} ${currency}${layer === 'pending' ? ' (pending)' : ''}`;
}

/** Debit minus credit of every account that is not at zero, `account currency layer` to balance. */
export function openBalances(entries: readonly Pick<JournalEntry, 'lines'>[]): Record<string, bigint> {
  const balances = new Map<string, bigint>();
  for (const { account, currency, layer, side, amountMinor } of entries.flatMap(({ lines }) => lines)) {
    const key = `${account} ${currency} ${layer}`;
    const signed = side === 'debit' ? BigInt(amountMinor) : -BigInt(amountMinor);
    balances.set(key, (balances.get(key) ?? 0n) + signed);
  }
  return Object.fromEntries([...balances].filter(([, balance]) => balance !== 0n));
}
