import type { CaseId, Money, PaymentId, RefundId, SettlementId } from '@hangil/core';
import {
  type AccountCode,
  bank,
  bankInTransit,
  fxPosition,
  gatewayFeeIncome,
  inputVat,
  merchantAvailable,
  merchantPending,
  outputTax,
  type ProviderChannel,
  providerFee,
  receivable,
  recoveredFeeIncome,
  reserve,
  suspense,
} from '../account.ts';
import { type JournalEntry, type JournalKind, journalEntry, type Posting } from '../journal-entry.ts';
import { type EntryContext, noSubject, signedLines, transfer } from './entry-context.ts';

/** One row of a provider's statement. Amounts are taken as the provider tells them, never recomputed. */
interface SettlementRow {
  readonly settlementId: SettlementId;
  /** The provider's name for the row; unique in its contract. */
  readonly rowKey: string;
  readonly channel: ProviderChannel;
}

function settlementEntry(
  context: EntryContext,
  kind: JournalKind,
  { settlementId, rowKey }: SettlementRow,
  subjects: Partial<Pick<JournalEntry, 'paymentId' | 'refundId' | 'caseId'>>,
  lines: Posting[],
): JournalEntry {
  const sourceKey = `${kind}:${rowKey}`;
  return journalEntry({ ...noSubject, ...context, kind, sourceKey, settlementId, ...subjects, lines });
}

export interface SettlementItem extends SettlementRow {
  readonly direction: 'payment' | 'refund';
  readonly gross: Money;
  /** Kept for a payment, given back for a refund. */
  readonly feeMinor: number;
  readonly vatMinor: number;
  readonly paymentId: PaymentId | null;
  readonly refundId: RefundId | null;
  /** Of an item that fits no payment of ours; left out = it fits one. */
  readonly caseId?: CaseId | null;
}

/** A payment or a refund stands in the provider's statement: the gross ends, the net is on its way to the bank. */
export function itemSettled(context: EntryContext, item: SettlementItem): JournalEntry {
  const { channel, direction, gross, feeMinor, vatMinor, paymentId, refundId, caseId = null } = item;
  const sign = direction === 'payment' ? 1 : -1;
  const lines = signedLines(gross.currency, [
    [bankInTransit(channel), sign * (gross.amountMinor - feeMinor - vatMinor)],
    [providerFee(channel.provider), sign * feeMinor],
    [inputVat, sign * vatMinor],
    [receivable(channel), -sign * gross.amountMinor],
  ]);
  return settlementEntry(context, 'settlement_item', item, { paymentId, refundId, caseId }, lines);
}

/** A fee that belongs to no payment: a monthly fee, a fee per inquiry. `expense` is where it goes. */
export function feeSettled(
  context: EntryContext,
  row: SettlementRow & { readonly expense: AccountCode; readonly fee: Money; readonly vatMinor: number },
): JournalEntry {
  const { channel, expense, fee, vatMinor } = row;
  const lines = signedLines(fee.currency, [
    [expense, fee.amountMinor],
    [inputVat, vatMinor],
    [bankInTransit(channel), -(fee.amountMinor + vatMinor)],
  ]);
  return settlementEntry(context, 'settlement_fee', row, {}, lines);
}

/** The provider takes off its payout what it had told before: a dispute, the fee of a refund. It owes that much less already. */
export function withheldSettled(
  context: EntryContext,
  row: SettlementRow & { readonly amount: Money; readonly paymentId: PaymentId | null },
): JournalEntry {
  const { channel, amount, paymentId } = row;
  const lines = transfer(amount, receivable(channel), bankInTransit(channel));
  return settlementEntry(context, 'settlement_withheld', row, { paymentId }, lines);
}

/** The provider keeps part of a settlement for later. */
export function reserveHeld(context: EntryContext, row: SettlementRow & { readonly amount: Money }): JournalEntry {
  const lines = transfer(row.amount, reserve(row.channel), bankInTransit(row.channel));
  return settlementEntry(context, 'reserve_hold', row, {}, lines);
}

export function reserveReleased(context: EntryContext, row: SettlementRow & { readonly amount: Money }): JournalEntry {
  const lines = transfer(row.amount, bankInTransit(row.channel), reserve(row.channel));
  return settlementEntry(context, 'reserve_release', row, {}, lines);
}

/** The bank shows what the provider had announced; what differs waits in suspense under a case. */
export function settlementArrived(
  context: EntryContext,
  row: SettlementRow & {
    readonly bankAccount: string;
    readonly arrived: Money;
    readonly announcedMinor: number;
    readonly caseId: JournalEntry['caseId'];
  },
): JournalEntry {
  const { channel, bankAccount, arrived, announcedMinor, caseId } = row;
  const lines = signedLines(arrived.currency, [
    [bank(bankAccount), arrived.amountMinor],
    [suspense(channel), announcedMinor - arrived.amountMinor],
    [bankInTransit(channel), -announcedMinor],
  ]);
  return settlementEntry(context, 'bank_match', row, { caseId }, lines);
}

/** Platforms only: a settled sale becomes available to the merchant, less what the operator keeps of it. */
export function saleBecameAvailable(
  context: EntryContext,
  row: SettlementRow & {
    readonly paymentId: PaymentId;
    readonly gross: Money;
    /** Fee of the operator, tax on it, and the part of the provider's fee that the merchant bears. */
    readonly gatewayFeeMinor: number;
    readonly taxMinor: number;
    readonly recoveredFeeMinor: number;
  },
): JournalEntry {
  const { merchantId } = context;
  const { paymentId, gross, gatewayFeeMinor, taxMinor, recoveredFeeMinor } = row;
  const lines = signedLines(gross.currency, [
    [merchantPending(merchantId), gross.amountMinor],
    [gatewayFeeIncome, -gatewayFeeMinor],
    [outputTax, -taxMinor],
    [recoveredFeeIncome, -recoveredFeeMinor],
    [merchantAvailable(merchantId), -(gross.amountMinor - gatewayFeeMinor - taxMinor - recoveredFeeMinor)],
  ]);
  return settlementEntry(context, 'settlement_available', row, { paymentId }, lines);
}

export interface ForeignItem extends SettlementRow {
  readonly direction: 'payment' | 'refund';
  /** In the currency of the sale, as is the fee: kept for a payment, given back for a refund. */
  readonly gross: Money;
  readonly feeMinor: number;
  /** What the provider pays out for it, or takes back. */
  readonly settled: Money;
  readonly paymentId: PaymentId | null;
  readonly caseId?: CaseId | null;
}

/** Sold in one currency, settled in another at the provider's rate: each currency stays at zero through the position. */
export function foreignItemSettled(context: EntryContext, item: ForeignItem): JournalEntry {
  const { channel, direction, gross, feeMinor, settled, paymentId, caseId = null } = item;
  const sign = direction === 'payment' ? 1 : -1;
  const lines = [
    ...signedLines(gross.currency, [
      [providerFee(channel.provider), sign * feeMinor],
      [fxPosition, sign * (gross.amountMinor - feeMinor)],
      [receivable(channel), -sign * gross.amountMinor],
    ]),
    ...signedLines(settled.currency, [
      [bankInTransit(channel), sign * settled.amountMinor],
      [fxPosition, -sign * settled.amountMinor],
    ]),
  ];
  return settlementEntry(context, 'fx_settlement', item, { paymentId, caseId }, lines);
}
