import type { CurrencyCode } from '@hangil/core';

/** A payment or a refund as one side tells it. Amounts are minor units of more than zero; null = not told. */
export interface ReconcilableRow {
  readonly direction: 'payment' | 'refund';
  /** The provider's id of the payment; the same for its refunds. */
  readonly key: string;
  readonly amountMinor: number;
  readonly taxFreeMinor: number | null;
  readonly vatMinor: number | null;
  readonly feeMinor: number | null;
  readonly currency: CurrencyCode;
  readonly occurredAt: Date;
}

export interface ProviderRow extends ReconcilableRow {
  /** Place in the file, counted from 1 below the header. */
  readonly row: number;
}

export interface BookRow extends ReconcilableRow {
  /** Id of the payment or refund. */
  readonly id: string;
}

/** Why two sides do not agree, in the words of finance people. */
export const mismatchReasons = [
  'amount_differs',
  'currency_differs',
  'tax_free_differs',
  'vat_differs',
  'date_differs',
  'fee_differs',
  'duplicate',
  'only_at_provider',
  'only_here',
  'before_collection',
] as const;
export type MismatchReason = (typeof mismatchReasons)[number];

/** Rows of both sides about one payment, or its refunds. */
export interface Match {
  readonly direction: 'payment' | 'refund';
  readonly key: string;
  readonly providerRows: readonly number[];
  readonly bookIds: readonly string[];
  readonly currency: CurrencyCode;
  readonly providerMinor: number;
  readonly bookMinor: number;
}

/** Those that do not agree. */
export interface Mismatch extends Match {
  /** At least one. */
  readonly reasons: readonly MismatchReason[];
}
