import type { CalendarDate, CurrencyCode } from '@hangil/core';
import type { SalesSource } from './daily-sales.ts';
import { groupedSums } from './grouped-sums.ts';

/** `sale` and `refund` concern the VAT that the merchant owes, `fee` the VAT on what providers charge. */
export type VatType = 'sale' | 'refund' | 'fee';

interface VatGroup extends SalesSource {
  readonly day: CalendarDate;
  readonly type: VatType;
  readonly currency: CurrencyCode;
}

/** One day of one channel and method. Minor units; refunds are negative, so that a column adds up. */
export interface VatRow extends VatGroup {
  readonly count: number;
  readonly totalMinor: number;
  readonly taxFreeMinor: number;
  /** The taxable part without its VAT. */
  readonly supplyMinor: number;
  readonly vatMinor: number;
}

const nothing = { count: 0, totalMinor: 0, taxFreeMinor: 0, supplyMinor: 0, vatMinor: 0 };

/** Adds up VAT by day, channel and method. */
export function createVatReport() {
  const sums = groupedSums<VatGroup, typeof nothing>(
    ({ day, type, provider, channelId, method, currency }) => [day, type, provider, channelId, method, currency],
    nothing,
  );
  return {
    addSale: (group: Omit<VatGroup, 'type'>, totalMinor: number, taxFreeMinor: number) =>
      sums.add({ ...group, type: 'sale' }, { count: 1, ...partsOf(group.currency, totalMinor, taxFreeMinor) }),
    addRefund: (group: Omit<VatGroup, 'type'>, totalMinor: number, taxFreeMinor: number) =>
      sums.add(
        { ...group, type: 'refund' },
        { count: 1, ...negated(partsOf(group.currency, totalMinor, taxFreeMinor)) },
      ),
    addFee: (group: Omit<VatGroup, 'type'>, feeMinor: number, vatMinor: number) =>
      sums.add(
        { ...group, type: 'fee' },
        { count: 1, totalMinor: feeMinor + vatMinor, supplyMinor: feeMinor, vatMinor },
      ),
    /** By day, type, provider, channel and method. */
    rows: (): VatRow[] => sums.rows(),
  };
}

/** VAT stands in won only: what was sold in another currency is not taxed here, and counts as free of it. */
function partsOf(currency: CurrencyCode, totalMinor: number, taxFreeMinor: number) {
  const untaxedMinor = currency === 'KRW' ? Math.min(taxFreeMinor, Math.max(totalMinor, 0)) : totalMinor;
  const vatMinor = includedVat(totalMinor - untaxedMinor);
  return { totalMinor, taxFreeMinor: untaxedMinor, supplyMinor: totalMinor - untaxedMinor - vatMinor, vatMinor };
}

/** The tenth that an amount includes: an eleventh of it, rounded half up. */
export function includedVat(taxableMinor: number): number {
  return Math.floor((taxableMinor * 2 + 11) / 22);
}

function negated(parts: ReturnType<typeof partsOf>): ReturnType<typeof partsOf> {
  const { totalMinor, taxFreeMinor, supplyMinor, vatMinor } = parts;
  return { totalMinor: -totalMinor, taxFreeMinor: -taxFreeMinor, supplyMinor: -supplyMinor, vatMinor: -vatMinor };
}
