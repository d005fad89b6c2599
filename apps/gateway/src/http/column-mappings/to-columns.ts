import { type ColumnMapping, usualRefundWords } from '@hangil/ledger';

/** Columns as requests name them. */
export interface NamedColumns {
  readonly key_column: string;
  readonly amount_column: string;
  readonly time_column: string;
  readonly type_column?: string | undefined;
  /** The usual ones when left out. */
  readonly refund_words?: readonly string[] | undefined;
  readonly tax_free_column?: string | undefined;
  readonly vat_column?: string | undefined;
  readonly fee_column?: string | undefined;
  readonly currency_column?: string | undefined;
}

export function toColumns(named: NamedColumns): ColumnMapping {
  const { type_column, refund_words = usualRefundWords } = named;
  return {
    key: named.key_column,
    amount: named.amount_column,
    occurredAt: named.time_column,
    ...(type_column === undefined ? {} : { direction: { column: type_column, refundWords: refund_words } }),
    ...(named.tax_free_column === undefined ? {} : { taxFree: named.tax_free_column }),
    ...(named.vat_column === undefined ? {} : { vat: named.vat_column }),
    ...(named.fee_column === undefined ? {} : { fee: named.fee_column }),
    ...(named.currency_column === undefined ? {} : { currency: named.currency_column }),
  };
}
