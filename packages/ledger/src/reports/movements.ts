import type { CurrencyCode } from '@hangil/core';
import { type AccountCode, inputVat, merchantPending } from '../account.ts';
import type { JournalEntry, JournalKind, Posting } from '../journal-entry.ts';

/** What a fee was charged for. `other` belongs to no payment or payout: a monthly fee. */
export type FeeSubject = 'payment' | 'refund' | 'dispute' | 'payout' | 'other';

/** A sale, a refund or a fee that an entry books. Minor units; a sale that was corrected downwards and a fee that was given back are negative. */
export type Movement =
  | { readonly type: 'payment' | 'refund'; readonly amountMinor: number; readonly currency: CurrencyCode }
  | {
      readonly type: 'fee';
      readonly feeFor: FeeSubject;
      readonly provider: string;
      readonly feeMinor: number;
      readonly vatMinor: number;
      readonly currency: CurrencyCode;
    };

const salesAndRefunds: Partial<Record<JournalKind, 'payment' | 'refund'>> = {
  sale: 'payment',
  va_deposit: 'payment',
  capture: 'payment',
  refund_success: 'refund',
  provider_initiated_refund: 'refund',
  va_deposit_canceled: 'refund',
};

/** What an entry tells of sales, refunds and fees. Refunds count when they are made, not when they are promised. */
export function movementsOf(entry: JournalEntry): Movement[] {
  return [...saleOrRefund(entry), ...fees(entry)];
}

function saleOrRefund({ kind, paymentId, payoutId, merchantId, lines }: JournalEntry): Movement[] {
  if (paymentId === null) return [];
  const type = salesAndRefunds[kind];
  if (type !== undefined) return moved(lines, isReceivable, type, type === 'payment' ? 1 : -1);
  // A payout that gives a payment back.
  if (kind === 'payout_paid' && payoutId !== null) return moved(lines, isPrefund, 'refund', -1);
  return waitedAsSale.includes(kind)
    ? moved(lines, (account) => account === merchantPending(merchantId), 'payment', -1)
    : [];
}

/** What waited for a person and was found to be part of a sale, or not. */
const waitedAsSale: readonly JournalKind[] = ['recon_resolve', 'va_apply'];

function moved(
  lines: readonly Posting[],
  isAsked: (account: AccountCode) => boolean,
  type: 'payment' | 'refund',
  sign: 1 | -1,
): Movement[] {
  return [...signedByCurrency(lines, isAsked)].map(([currency, signedMinor]) => ({
    type,
    amountMinor: sign * signedMinor,
    currency,
  }));
}

const feeSubjects: Readonly<Record<string, FeeSubject>> = {
  'pg-fee': 'payment',
  'refund-fee': 'refund',
  'dispute-fee': 'dispute',
  'payout-fee': 'payout',
};

function fees(entry: JournalEntry): Movement[] {
  const vat = signedByCurrency(entry.lines, (account) => account === inputVat);
  const charged = entry.lines.filter(({ account, layer }) => layer === 'posted' && feePath.test(account));
  return [...new Set(charged.map(({ account }) => account))].flatMap((account) => {
    const [, word = '', provider = ''] = feePath.exec(account) ?? [];
    return [...signedByCurrency(charged, (each) => each === account)].map(([currency, feeMinor]) => ({
      type: 'fee' as const,
      feeFor: feeFor(word, entry),
      provider,
      feeMinor,
      vatMinor: vat.get(currency) ?? 0,
      currency,
    }));
  });
}

const feePath = /^expense:(pg-fee|refund-fee|dispute-fee|payout-fee):(.+)$/;

/** A provider gives part of the fee of a payment back with a refund of it: that still is the fee of the payment. */
function feeFor(word: string, { paymentId }: JournalEntry): FeeSubject {
  const subject = feeSubjects[word] ?? 'other';
  return subject === 'payment' && paymentId === null ? 'other' : subject;
}

/** What a statement of a provider settles of a payment, or null. More than zero for a sale, less for a refund. */
export function settledGross({ kind, lines }: JournalEntry): { signedMinor: number; currency: CurrencyCode } | null {
  if (kind !== 'settlement_item' && kind !== 'fx_settlement') return null;
  const [settled] = signedByCurrency(lines, isReceivable);
  return settled === undefined ? null : { currency: settled[0], signedMinor: -settled[1] };
}

/** Debit minus credit of what is posted on some accounts. */
function signedByCurrency(lines: readonly Posting[], isAsked: (account: AccountCode) => boolean) {
  const sums = new Map<CurrencyCode, number>();
  for (const { account, layer, side, amountMinor, currency } of lines) {
    if (layer !== 'posted' || !isAsked(account)) continue;
    sums.set(currency, (sums.get(currency) ?? 0) + (side === 'debit' ? amountMinor : -amountMinor));
  }
  return sums;
}

function isReceivable(account: AccountCode): boolean {
  return account.startsWith('asset:pg:');
}

function isPrefund(account: AccountCode): boolean {
  return account.startsWith('asset:prefund:');
}

/** The channel whose accounts an entry moves, or null: of fees that belong to no payment. */
export function channelOf({ lines }: JournalEntry): string | null {
  for (const { account } of lines) {
    const [, channelId] = /^asset:(?:pg|bank-in-transit):[^:]+:(.+)$/.exec(account) ?? [];
    if (channelId !== undefined) return channelId;
  }
  return null;
}
