/** Where a provider's file has what. Names are those of its header, compared without spaces and case. */
export interface ColumnMapping {
  readonly key: string;
  readonly amount: string;
  readonly occurredAt: string;
  readonly direction?: {
    readonly column: string;
    /** Words that mean a refund; every other word is a payment. */
    readonly refundWords: readonly string[];
  };
  readonly taxFree?: string;
  readonly vat?: string;
  readonly fee?: string;
  readonly currency?: string;
}

/** Used when no mapping is given: the header names that files of Korean PGs and our own exports carry most. */
export const usualColumns: Readonly<Record<keyof ColumnMapping, readonly string[]>> = {
  key: ['provider_payment_id', 'transaction_id', 'payment_id', 'tid', '거래번호', '거래고유번호', '승인번호'],
  amount: ['amount', '금액', '거래금액', '결제금액', '승인금액'],
  occurredAt: ['occurred_at', 'paid_at', '거래일시', '승인일시', '결제일시', '거래일자', '거래일'],
  direction: ['type', '구분', '거래구분', '거래상태', '상태'],
  taxFree: ['tax_free', 'tax_free_amount', '비과세', '면세금액', '비과세금액'],
  vat: ['vat', '부가세', '부가세액'],
  fee: ['fee', '수수료', '결제수수료'],
  currency: ['currency', '통화'],
};

/** Words that usually mean a refund. */
export const usualRefundWords: readonly string[] = [
  'refund',
  'cancel',
  'cancelled',
  'canceled',
  '취소',
  '환불',
  '부분취소',
];

/** A name as it is compared. */
export function plainName(name: string): string {
  return name.replaceAll(/[\s\uFEFF]/g, '').toLowerCase();
}

/** The mapping that the usual names give for a header; null when key, amount or time cannot be found. */
export function usualMapping(header: readonly string[]): ColumnMapping | null {
  const plain = header.map(plainName);
  const find = (names: readonly string[]) => {
    const at = plain.findIndex((name) => names.includes(name));
    return at < 0 ? undefined : header[at];
  };
  const key = find(usualColumns.key);
  const amount = find(usualColumns.amount);
  const occurredAt = find(usualColumns.occurredAt);
  if (key === undefined || amount === undefined || occurredAt === undefined) return null;
  const direction = find(usualColumns.direction);
  return {
    key,
    amount,
    occurredAt,
    ...(direction === undefined ? {} : { direction: { column: direction, refundWords: usualRefundWords } }),
    ...optional('taxFree', find(usualColumns.taxFree)),
    ...optional('vat', find(usualColumns.vat)),
    ...optional('fee', find(usualColumns.fee)),
    ...optional('currency', find(usualColumns.currency)),
  };
}

function optional<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<Name, string>>);
}
