import type {
  CaseId,
  ChannelId,
  JournalEntryId,
  ManualEntryId,
  MerchantId,
  PaymentId,
  PayoutId,
  RefundId,
  SettlementId,
} from '@hangil/core';
import { calendarDate, currencyCode, money } from '@hangil/core';
import {
  authorizationEnded,
  depositApplied,
  depositCanceled,
  depositExpected,
  depositGivenBack,
  depositMismatched,
  depositNoLongerExpected,
  depositReceived,
  differenceFound,
  differenceResolved,
  disputeLost,
  disputeOpened,
  disputeWon,
  type EntryContext,
  feeSettled,
  foreignItemSettled,
  itemSettled,
  type JournalEntry,
  manualEntry,
  merchantPending,
  ownerEquity,
  paymentAuthorized,
  paymentCaptured,
  paymentContradicted,
  paymentSold,
  payoutCanceled,
  payoutFailed,
  payoutFeeTold,
  payoutPaid,
  payoutRequested,
  payoutReturned,
  payoutSent,
  positionsRevalued,
  prefundToppedUp,
  providerFee,
  refundFailed,
  refundFeeTold,
  refundFound,
  refundRequested,
  refundSucceeded,
  reserveHeld,
  reserveReleased,
  reversalOf,
  saleBecameAvailable,
  saleFeeTold,
  settlementArrived,
  withheldSettled,
  writeOff,
} from '@hangil/ledger';

export const merchantId = 'demo' as MerchantId;
const instant = new Date('2026-03-01T00:00:00Z');
export const context: EntryContext = {
  id: 'je_1' as JournalEntryId,
  merchantId,
  livemode: false,
  effectiveAt: instant,
  recordedAt: instant,
};
const channel = { provider: 'iamport', channelId: 'kcp-card' as ChannelId };

export function payment(amountMinor: number) {
  return { paymentId: 'pay_1' as PaymentId, channel, amount: money(amountMinor, 'KRW') };
}

export function refund(amountMinor: number) {
  return { ...payment(amountMinor), refundId: 'rfnd_1' as RefundId };
}

export function payout(amountMinor: number, refundsPaymentId: PaymentId | null = null) {
  return { payoutId: 'po_1' as PayoutId, provider: 'ecommpay', amount: money(amountMinor, 'KRW'), refundsPaymentId };
}

const paymentId = 'pay_1' as PaymentId;
const refundId = 'rfnd_1' as RefundId;
const caseId = 'case_1' as CaseId;
const krw = currencyCode('KRW');
const won = (amountMinor: number) => money(amountMinor, krw);
const approval = { requestedBy: 'kim', approvedBy: 'lee', reason: 'decided by telephone' };

function deposit(amountMinor: number) {
  return { ...payment(amountMinor), depositId: 'dep_1', caseId };
}

function row(rowKey: string) {
  return { settlementId: 'stl_1' as SettlementId, rowKey, channel };
}

function item(direction: 'payment' | 'refund', grossMinor: number, feeMinor: number, vatMinor: number) {
  return { ...row(direction), direction, gross: won(grossMinor), feeMinor, vatMinor, paymentId, refundId };
}

function dispute(book: 'own' | 'platform') {
  return { ...payment(10_000), disputeId: 'dsp_1', book };
}

function difference(signedMinor: number) {
  return { caseId, paymentId: null, channel, signedMinor, currency: krw, approval };
}

const asRefund = payout(10_000, 'pay_1' as PaymentId);

/** What each posting section of the page is about, by the beginning of its heading. */
export const postings: Readonly<Record<string, JournalEntry>> = {
  '`sale`:': paymentSold(context, payment(10_000)),
  '`va_issue`:': depositExpected(context, payment(10_000)),
  '`va_deposit`:': depositReceived(context, payment(10_000)),
  '`va_expire`:': depositNoLongerExpected(context, payment(10_000)),
  '`recon_open`:': paymentContradicted(context, { ...payment(10_000), caseId: 'case_1' as CaseId }),
  '`refund_request`:': refundRequested(context, refund(10_000)),
  '`refund_success`:': refundSucceeded(context, refund(10_000)),
  '`refund_failed`:': refundFailed(context, refund(10_000)),
  '`provider_initiated_refund`:': refundFound(context, refund(10_000)),
  '`payout_request`:': payoutRequested(context, payout(10_000)),
  '`payout_sent`:': payoutSent(context, payout(10_000)),
  '`payout_paid`:': payoutPaid(context, payout(10_000)),
  '`payout_failed`:': payoutFailed(context, payout(10_000)),
  '`payout_canceled`:': payoutCanceled(context, payout(10_000)),
  '`payout_request` of a refund': payoutRequested(context, asRefund),
  '`payout_failed` of a refund': payoutFailed(context, asRefund),
  '`payout_canceled` of a refund': payoutCanceled(context, asRefund),
  '`authorization`:': paymentAuthorized(context, payment(10_000)),
  '`authorization_void`:': authorizationEnded(context, { ...payment(10_000), by: 'void' }),
  '`authorization_expire`:': authorizationEnded(context, { ...payment(10_000), by: 'expire' }),
  '`capture`:': paymentCaptured(context, { ...payment(7_000), released: won(10_000), captureId: 'cap_1' }),
  '`sale_fee`:': saleFeeTold(context, { ...payment(10_000), fee: won(250), vatMinor: 25 }),
  '`va_mismatch`:': depositMismatched(context, deposit(12_000)),
  '`va_deposit_canceled`:': depositCanceled(context, deposit(10_000)),
  '`va_apply`:': depositApplied(context, deposit(10_000)),
  '`va_give_back`:': depositGivenBack(context, { ...deposit(2_000), from: 'provider' }),
  '`va_give_back` from the bank': depositGivenBack(context, { ...deposit(2_000), from: { bankAccount: 'main' } }),
  '`refund_fee`:': refundFeeTold(context, { ...refund(3_000), fee: won(30), vatMinor: 3 }),
  '`settlement_item`:': itemSettled(context, item('payment', 10_000, 250, 25)),
  '`settlement_item` of a refund': itemSettled(context, item('refund', 3_000, 75, 8)),
  '`settlement_fee`:': feeSettled(context, {
    ...row('monthly'),
    expense: providerFee('iamport'),
    fee: won(1_000),
    vatMinor: 100,
  }),
  '`settlement_withheld`:': withheldSettled(context, { ...row('withheld'), amount: won(15_000), paymentId }),
  '`bank_match`:': settlementArrived(context, {
    ...row('bank'),
    bankAccount: 'main',
    arrived: won(9_725),
    announcedMinor: 9_725,
    caseId: null,
  }),
  '`bank_match` of another amount': settlementArrived(context, {
    ...row('bank'),
    bankAccount: 'main',
    arrived: won(9_700),
    announcedMinor: 9_725,
    caseId,
  }),
  '`reserve_hold`:': reserveHeld(context, { ...row('hold'), amount: won(500) }),
  '`reserve_release`:': reserveReleased(context, { ...row('release'), amount: won(500) }),
  '`settlement_available`:': saleBecameAvailable(context, {
    ...row('available'),
    paymentId,
    gross: won(10_000),
    gatewayFeeMinor: 300,
    taxMinor: 30,
    recoveredFeeMinor: 275,
  }),
  '`payout_returned`:': payoutReturned(context, payout(20_000)),
  '`payout_fee`:': payoutFeeTold(context, { ...payout(20_000), fee: won(300), vatMinor: 30 }),
  '`prefund_top_up`:': prefundToppedUp(context, {
    transferId: 'transfer-1',
    provider: 'ecommpay',
    bankAccount: 'main',
    amount: won(60_000),
  }),
  '`dispute_open`:': disputeOpened(context, { ...dispute('own'), feeMinor: 5_000 }),
  '`dispute_open` on a platform': disputeOpened(context, { ...dispute('platform'), feeMinor: 5_000 }),
  '`dispute_won`:': disputeWon(context, dispute('own')),
  '`dispute_lost`:': disputeLost(context, { ...dispute('own'), borneBy: 'merchant' }),
  '`fx_settlement`:': foreignItemSettled(context, {
    ...row('abroad'),
    direction: 'payment',
    paymentId,
    gross: money(10_000, 'USD'),
    feeMinor: 290,
    settled: won(131_000),
  }),
  '`fx_revaluation`:': positionsRevalued(context, {
    day: calendarDate('2026-03-31'),
    functional: krw,
    positions: [
      { currency: currencyCode('USD'), balanceMinor: 9_710 },
      { currency: krw, balanceMinor: -131_000 },
    ],
    rates: new Map([[currencyCode('USD'), '1340']]),
  }),
  '`recon_open` of a file': differenceFound(context, { ...payment(1_000), caseId, providerHas: 'less' }),
  '`recon_resolve`:': differenceResolved(context, { ...difference(-1_000), target: merchantPending(merchantId) }),
  '`write_off`:': differenceResolved(context, { ...difference(-25), target: writeOff }),
  '`manual`:': manualEntry(context, {
    manualEntryId: 'mje_1' as ManualEntryId,
    approval,
    lines: [
      { account: ownerEquity, side: 'debit', amountMinor: 100_000, currency: krw, layer: 'posted' },
      { account: writeOff, side: 'credit', amountMinor: 100_000, currency: krw, layer: 'posted' },
    ],
  }),
  '`reversal`:': reversalOf(context, { entry: paymentSold(context, payment(10_000)), approval }),
};
