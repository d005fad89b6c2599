import type {
  CaseId,
  ChannelId,
  JournalEntryId,
  ManualEntryId,
  MerchantId,
  Money,
  PaymentId,
  PayoutId,
  RefundId,
  SettlementId,
} from '@hangil/core';
import { type CurrencyCode, calendarDate, knownCurrencies, money } from '@hangil/core';
import fc from 'fast-check';
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
  genesis,
  itemSettled,
  type JournalEntry,
  manualEntry,
  nextLink,
  type Posting,
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
  type RecordedEntry,
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
  splitTenderSold,
  withheldSettled,
  writeOff,
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

export const approval = { requestedBy: 'kim', approvedBy: 'lee', reason: 'agreed by telephone' };

/** Every way to make an entry, for a payment, refund or payout of a given amount. A fee is 2.5 % with VAT of a tenth, rounded down. */
export const builders = {
  paymentAuthorized: (amount: Money) => paymentAuthorized(context, payment(amount)),
  authorizationVoided: (amount: Money) => authorizationEnded(context, { ...payment(amount), by: 'void' }),
  authorizationExpired: (amount: Money) => authorizationEnded(context, { ...payment(amount), by: 'expire' }),
  paymentCaptured: (amount: Money) =>
    paymentCaptured(context, { ...payment(amount), released: amount, captureId: 'cap_1' }),
  splitTenderSold: (amount: Money) => splitTenderSold(context, { paymentId, parts: [{ channel, amount }] }),
  saleFeeTold: (amount: Money) =>
    saleFeeTold(context, { ...payment(amount), fee: amount, vatMinor: tenthOf(amount.amountMinor) }),
  depositMismatched: (amount: Money) => depositMismatched(context, { ...deposit(amount), caseId }),
  depositCanceled: (amount: Money) => depositCanceled(context, deposit(amount)),
  depositApplied: (amount: Money) => depositApplied(context, { ...deposit(amount), caseId }),
  depositGivenBack: (amount: Money) => depositGivenBack(context, { ...deposit(amount), caseId, from: 'provider' }),
  depositGivenBackFromBank: (amount: Money) =>
    depositGivenBack(context, { ...deposit(amount), caseId, from: { bankAccount: 'main' } }),
  paymentSettled: (amount: Money) => itemSettled(context, item('payment', amount)),
  refundSettled: (amount: Money) => itemSettled(context, item('refund', amount)),
  feeSettled: (amount: Money) =>
    feeSettled(context, {
      ...row('m1'),
      expense: providerFee('acme'),
      fee: amount,
      vatMinor: tenthOf(amount.amountMinor),
    }),
  withheldSettled: (amount: Money) => withheldSettled(context, { ...row('w1'), amount, paymentId }),
  reserveHeld: (amount: Money) => reserveHeld(context, { ...row('h1'), amount }),
  reserveReleased: (amount: Money) => reserveReleased(context, { ...row('h2'), amount }),
  settlementArrived: (amount: Money) => settlementArrived(context, arrival(amount, netOf(amount))),
  settlementArrivedShort: (amount: Money) => settlementArrived(context, arrival(amount, netOf(amount) - 1)),
  saleBecameAvailable: (amount: Money) =>
    saleBecameAvailable(context, {
      ...row('a1'),
      paymentId,
      gross: amount,
      gatewayFeeMinor: feeOf(amount),
      taxMinor: tenthOf(feeOf(amount)),
      recoveredFeeMinor: feeOf(amount) + tenthOf(feeOf(amount)),
    }),
  foreignSaleSettled: (amount: Money) => foreignItemSettled(context, foreignItem('payment', amount)),
  foreignRefundSettled: (amount: Money) => foreignItemSettled(context, foreignItem('refund', amount)),
  positionsRevalued: (amount: Money) => positionsRevalued(context, revaluation(amount)),
  refundFeeTold: (amount: Money) =>
    refundFeeTold(context, { ...refund(amount), fee: amount, vatMinor: tenthOf(amount.amountMinor) }),
  payoutFeeTold: (amount: Money) =>
    payoutFeeTold(context, { ...payout(amount), fee: amount, vatMinor: tenthOf(amount.amountMinor) }),
  payoutReturned: (amount: Money) => payoutReturned(context, payout(amount)),
  payoutReturnedAsRefund: (amount: Money) => payoutReturned(context, payoutAsRefund(amount)),
  prefundToppedUp: (amount: Money) =>
    prefundToppedUp(context, { transferId: 't1', provider: 'acme', bankAccount: 'main', amount }),
  disputeOpened: (amount: Money) => disputeOpened(context, { ...dispute(amount, 'own'), feeMinor: 5_000 }),
  disputeOpenedOnPlatform: (amount: Money) => disputeOpened(context, { ...dispute(amount, 'platform'), feeMinor: 0 }),
  disputeWon: (amount: Money) => disputeWon(context, dispute(amount, 'own')),
  disputeWonOnPlatform: (amount: Money) => disputeWon(context, dispute(amount, 'platform')),
  disputeLost: (amount: Money) => disputeLost(context, { ...dispute(amount, 'own'), borneBy: 'merchant' }),
  disputeLostOnPlatform: (amount: Money) =>
    disputeLost(context, { ...dispute(amount, 'platform'), borneBy: 'merchant' }),
  disputeLostByOperator: (amount: Money) => disputeLost(context, { ...dispute(amount, 'own'), borneBy: 'operator' }),
  unknownAtOurs: (amount: Money) => differenceFound(context, { ...difference(amount), providerHas: 'more' }),
  unknownAtProvider: (amount: Money) => differenceFound(context, { ...difference(amount), providerHas: 'less' }),
  differenceResolved: (amount: Money) =>
    differenceResolved(context, { ...resolution(amount, 1), target: 'liab:merchant:demo:pending' as never }),
  differenceWrittenOff: (amount: Money) => differenceResolved(context, { ...resolution(amount, -1), target: writeOff }),
  manual: (amount: Money) =>
    manualEntry(context, {
      manualEntryId: 'mje_1' as ManualEntryId,
      approval,
      lines: paymentSold(context, payment(amount)).lines,
    }),
  saleReversed: (amount: Money) => reversalOf(context, { entry: paymentSold(context, payment(amount)), approval }),
  paymentSold: (amount: Money) => paymentSold(context, payment(amount)),
  depositExpected: (amount: Money) => depositExpected(context, payment(amount)),
  depositReceived: (amount: Money) => depositReceived(context, payment(amount)),
  depositNoLongerExpected: (amount: Money) => depositNoLongerExpected(context, payment(amount)),
  paymentContradicted: (amount: Money) =>
    paymentContradicted(context, { ...payment(amount), caseId: 'case_1' as never }),
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

const paymentId = 'pay_1' as PaymentId;
const refundId = 'rfnd_1' as RefundId;
const caseId = 'case_1' as CaseId;

function payment(amount: Money) {
  return { paymentId, channel, amount };
}

function refund(amount: Money) {
  return { ...payment(amount), refundId };
}

function deposit(amount: Money) {
  return { ...payment(amount), depositId: 'dep_1' };
}

function row(rowKey: string) {
  return { settlementId: 'stl_1' as SettlementId, rowKey, channel };
}

function item(direction: 'payment' | 'refund', gross: Money) {
  const subject = { paymentId, refundId: direction === 'refund' ? refundId : null };
  return { ...row(direction), direction, gross, feeMinor: feeOf(gross), vatMinor: tenthOf(feeOf(gross)), ...subject };
}

function foreignItem(direction: 'payment' | 'refund', gross: Money) {
  return { ...row('f1'), direction, paymentId, gross, feeMinor: feeOf(gross), settled: won(131_000) };
}

function arrival(gross: Money, arrivedMinor: number) {
  const arrived = money(Math.max(arrivedMinor, 0), gross.currency);
  return { ...row('b1'), bankAccount: 'main', arrived, announcedMinor: netOf(gross), caseId: null };
}

function dispute(amount: Money, book: 'own' | 'platform') {
  return { ...payment(amount), disputeId: 'dsp_1', book };
}

function difference(amount: Money) {
  return { ...payment(amount), caseId };
}

function resolution({ amountMinor, currency }: Money, sign: 1 | -1) {
  return { caseId, paymentId: null, channel, signedMinor: sign * amountMinor, currency, approval };
}

/** The position is worth its amount less than what was received for it. */
function revaluation({ amountMinor, currency }: Money) {
  const functional = currency;
  const positions = [{ currency, balanceMinor: -amountMinor }];
  return { day: calendarDate('2026-03-31'), functional, positions, rates: new Map<CurrencyCode, string>() };
}

function feeOf({ amountMinor }: Money): number {
  return Math.floor(amountMinor / 40);
}

function tenthOf(amountMinor: number): number {
  return Math.floor(amountMinor / 10);
}

function netOf(gross: Money): number {
  return gross.amountMinor - feeOf(gross) - tenthOf(feeOf(gross));
}

function payout(amount: Money) {
  return { payoutId: 'po_1' as PayoutId, provider: 'acme', amount, refundsPaymentId: null };
}

function payoutAsRefund(amount: Money) {
  return { ...payout(amount), refundsPaymentId: 'pay_1' as PaymentId };
}

/** Any amount that can be booked with a fee beside it, in any currency. */
export const anyMoney = fc
  .tuple(fc.integer({ min: 2, max: 2 ** 52 }), fc.constantFrom(...knownCurrencies()))
  .map(([amountMinor, currency]) => money(amountMinor, currency));

/** The entries of a book, each at its place in the chain. */
export function chained(entries: readonly JournalEntry[]): RecordedEntry[] {
  let link = genesis;
  return entries.map((entry) => {
    link = nextLink(link, entry);
    return { ...entry, link };
  });
}

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
