import type { CurrencyCode } from '@hangil/core';
import type { Fee } from '../settlement/fee.ts';
import type { SalesSource } from './daily-sales.ts';
import { groupedSums } from './grouped-sums.ts';
import type { FeeSubject } from './movements.ts';

interface FeeGroup extends SalesSource {
  /** Empty where it is not known. */
  readonly providerAccountId: string;
  readonly feeFor: FeeSubject;
  readonly currency: CurrencyCode;
}

/** What was charged of one kind in one channel and method. Minor units; given back is negative. */
export interface FeeRow extends FeeGroup {
  readonly count: number;
  /** Settled amounts that the fees are for: payments less refunds. */
  readonly grossMinor: number;
  /** By the terms of the channel, for the same amounts; 0 where nothing is agreed. */
  readonly expectedFeeMinor: number;
  readonly expectedVatMinor: number;
  readonly feeMinor: number;
  readonly vatMinor: number;
  /** Booked less expected, with VAT; null where the channel has no terms or the fee is none of them. */
  readonly differenceMinor: number | null;
}

/** @param expected - null = nothing is agreed about this fee */
export interface FeeItem extends FeeGroup {
  readonly grossMinor: number;
  readonly booked: Fee;
  readonly expected: Fee | null;
}

const nothing = {
  count: 0,
  grossMinor: 0,
  expectedFeeMinor: 0,
  expectedVatMinor: 0,
  feeMinor: 0,
  vatMinor: 0,
  withoutTerms: 0,
};

/** Adds up fees by provider account, channel, method and what they are for. */
export function createFeeReport() {
  const sums = groupedSums<FeeGroup, typeof nothing>(
    ({ providerAccountId, provider, channelId, feeFor, method, currency }) => [
      provider,
      providerAccountId,
      channelId,
      feeFor,
      method,
      currency,
    ],
    nothing,
  );
  return {
    add({ booked, expected, grossMinor, ...group }: FeeItem): void {
      sums.add(group, {
        count: 1,
        grossMinor,
        feeMinor: booked.feeMinor,
        vatMinor: booked.vatMinor,
        expectedFeeMinor: expected?.feeMinor ?? 0,
        expectedVatMinor: expected?.vatMinor ?? 0,
        withoutTerms: expected === null ? 1 : 0,
      });
    },
    /** By provider, account, channel, what they are for, and method. */
    rows: (): FeeRow[] =>
      sums.rows().map(({ withoutTerms, ...row }) => ({
        ...row,
        differenceMinor:
          withoutTerms > 0 ? null : row.feeMinor + row.vatMinor - row.expectedFeeMinor - row.expectedVatMinor,
      })),
  };
}
