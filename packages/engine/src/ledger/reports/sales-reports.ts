import { methodWord, type Payment, type PaymentId, type RefundId } from '@hangil/core';
import {
  bookDay,
  channelOf,
  createDailySales,
  createVatReport,
  type DailySales,
  movementsOf,
  type RecordedEntry,
  settledGross,
  type VatRow,
} from '@hangil/ledger';
import type { Scope } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { type DayRange, entriesOf, type JournalReads } from './report-reads.ts';

export type SalesReads = JournalReads & Pick<Store, 'payment' | 'refund' | 'refundsOf'>;

/** By which day VAT counts: of the sale or refund, or of the provider's statement that settles it. */
export type VatBasis = 'trade_date' | 'settlement_date';

/** What each day brought in each channel by each method: sales, refunds, and the fees that were booked on it. */
export async function readDailySales(reads: SalesReads, scope: Scope, range: DayRange): Promise<DailySales[]> {
  const sales = createDailySales();
  for await (const entry of entriesOf(reads, scope, range)) {
    const movements = movementsOf(entry).filter((each) => each.type !== 'fee' || each.feeFor !== 'payout');
    if (movements.length === 0) continue;
    const payment = await paymentOf(reads, entry);
    for (const movement of movements) {
      const provider = movement.type === 'fee' ? movement.provider : '';
      const source = { ...sourceOf(entry, payment, provider), currency: movement.currency };
      if (movement.type === 'fee') sales.addFee(source, movement.feeMinor, movement.vatMinor);
      else if (movement.type === 'payment') sales.addPayment(source, movement.amountMinor);
      else sales.addRefund(source, movement.amountMinor);
    }
  }
  return sales.rows();
}

/** VAT on sales and refunds by day of trade or of settlement, and VAT on fees by the day on which they were booked. */
export async function readVatReport(
  reads: SalesReads,
  scope: Scope,
  { basis, ...range }: DayRange & { readonly basis: VatBasis },
): Promise<VatRow[]> {
  const report = createVatReport();
  for await (const entry of entriesOf(reads, scope, range)) {
    const fees = movementsOf(entry).flatMap((each) => (each.type === 'fee' ? [each] : []));
    const traded = basis === 'trade_date' ? tradedIn(entry) : settledIn(entry);
    if (fees.length === 0 && traded === null) continue;
    const payment = await paymentOf(reads, entry);
    const source = sourceOf(entry, payment, fees[0]?.provider ?? '');
    for (const { currency, feeMinor, vatMinor } of fees) report.addFee({ ...source, currency }, feeMinor, vatMinor);
    if (traded === null || payment === null) continue;
    const { type, amountMinor, currency } = traded;
    if (type === 'payment') report.addSale({ ...source, currency }, amountMinor, payment.taxFreeAmountMinor);
    else
      report.addRefund({ ...source, currency }, amountMinor, await taxFreeOfRefund(reads, entry, payment, amountMinor));
  }
  return report.rows();
}

function tradedIn(entry: RecordedEntry) {
  const [movement] = movementsOf(entry).flatMap((each) => (each.type === 'fee' ? [] : [each]));
  return movement ?? null;
}

function settledIn(entry: RecordedEntry) {
  const settled = settledGross(entry);
  if (settled === null) return null;
  const { signedMinor, currency } = settled;
  return { type: signedMinor > 0 ? 'payment' : 'refund', amountMinor: Math.abs(signedMinor), currency } as const;
}

async function paymentOf(reads: Pick<Store, 'payment'>, { paymentId }: RecordedEntry): Promise<Payment | null> {
  return paymentId === null ? null : reads.payment(paymentId as PaymentId);
}

function sourceOf(entry: RecordedEntry, payment: Payment | null, provider: string) {
  return {
    day: bookDay(entry.effectiveAt),
    provider: payment?.provider ?? provider,
    channelId: payment?.channelId ?? channelOf(entry) ?? '',
    method: payment === null ? '' : methodWord(payment.method),
  };
}

/**
 * A statement names the payment that a refund belongs to, not the refund: then the refund of that amount tells. Where none does, the
 * refund is taken as free of tax in the part that the payment is.
 */
async function taxFreeOfRefund(
  reads: SalesReads,
  { refundId }: RecordedEntry,
  payment: Payment,
  amountMinor: number,
): Promise<number> {
  const refund =
    refundId === null
      ? (await reads.refundsOf(payment.id)).find(
          (each) => each.status === 'succeeded' && each.amountMinor === amountMinor,
        )
      : await reads.refund(refundId as RefundId);
  if (refund !== undefined && refund !== null) return refund.taxFreeAmountMinor;
  const share = (BigInt(payment.taxFreeAmountMinor) * BigInt(amountMinor)) / BigInt(payment.amountMinor);
  return Number(share);
}
