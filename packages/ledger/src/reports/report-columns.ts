import type { CurrencyCode } from '@hangil/core';
import type { AccountDay, AccountTotals } from '../balance.ts';
import { signedMajorText } from '../export/signed-amounts.ts';
import type { Column } from '../export/table.ts';
import type { OpenItem } from '../open-items.ts';
import type { StatementLine, StatementTotals } from './account-statement.ts';
import { ageInDays } from './ageing.ts';
import type { DailySales, SalesSource } from './daily-sales.ts';
import type { FeeRow } from './fee-report.ts';
import type { VatRow } from './vat-report.ts';

/** The tables of the reports, for people: amounts in major units. */

type InCurrency = { readonly currency: CurrencyCode };

function amount<Row extends InCurrency>(name: string, titleKo: string, minor: (row: Row) => number | null) {
  const value = (row: Row) => {
    const signedMinor = minor(row);
    return signedMinor === null ? null : signedMajorText(signedMinor, row.currency);
  };
  return { name, titleKo, value, isNumber: true } as const satisfies Column<Row>;
}

function count<Row>(name: string, titleKo: string, of: (row: Row) => number) {
  return { name, titleKo, value: (row: Row) => String(of(row)), isNumber: true } as const satisfies Column<Row>;
}

function text<Row>(name: string, titleKo: string, value: (row: Row) => string | null): Column<Row> {
  return { name, titleKo, value };
}

const dayColumn = text<{ readonly day: string }>('day', '일자', ({ day }) => day);
const currencyColumn = text<InCurrency>('currency', '통화', ({ currency }) => currency);
const sourceColumns: readonly Column<SalesSource>[] = [
  text('provider', '결제사', ({ provider }) => provider),
  text('channel_id', '채널', ({ channelId }) => channelId),
  text('method', '결제수단', ({ method }) => method),
];

/** A line of the account, or what it stood at before the first and after the last. */
export type StatementRow =
  | ({ readonly type: 'line' } & StatementLine)
  | ({ readonly type: 'opening' | 'closing'; readonly day: string } & StatementTotals);

const onSide =
  (side: StatementLine['side']) =>
  (row: StatementRow): number | null => {
    if (row.type === 'line') return row.side === side ? row.amountMinor : null;
    if (row.type === 'opening') return null;
    return side === 'debit' ? row.debitMinor : row.creditMinor;
  };

const ofEntry =
  (value: (entry: StatementLine['entry']) => string | null) =>
  (row: StatementRow): string | null =>
    row.type === 'line' ? value(row.entry) : null;

/** The closing row also has both sides of the period. */
export const statementColumns: readonly Column<StatementRow>[] = [
  dayColumn,
  text('row', '행', ({ type }) => type),
  {
    ...text(
      'number',
      '전표번호',
      ofEntry(({ link }) => String(link.number)),
    ),
    isNumber: true,
  },
  text(
    'effective_at',
    '거래일시',
    ofEntry(({ effectiveAt }) => effectiveAt.toISOString()),
  ),
  text(
    'kind',
    '구분',
    ofEntry(({ kind }) => kind),
  ),
  amount('debit', '차변', onSide('debit')),
  amount('credit', '대변', onSide('credit')),
  amount('balance', '잔액', (row) => {
    if (row.type === 'line') return row.balanceMinor;
    return row.type === 'opening' ? row.openingMinor : row.closingMinor;
  }),
  currencyColumn,
  text(
    'payment_id',
    '결제',
    ofEntry(({ paymentId }) => paymentId),
  ),
  text(
    'refund_id',
    '환불',
    ofEntry(({ refundId }) => refundId),
  ),
  text(
    'payout_id',
    '지급',
    ofEntry(({ payoutId }) => payoutId),
  ),
  text(
    'settlement_id',
    '정산',
    ofEntry(({ settlementId }) => settlementId),
  ),
  text(
    'case_id',
    '확인 건',
    ofEntry(({ caseId }) => caseId),
  ),
  text(
    'journal_entry_id',
    '분개',
    ofEntry(({ id }) => id),
  ),
];

export const trialBalanceColumns: readonly Column<AccountTotals>[] = [
  text('account', '계정', ({ account }) => account),
  currencyColumn,
  text('layer', '상태', ({ layer }) => layer),
  amount('debit', '차변', ({ debitMinor }) => debitMinor),
  amount('credit', '대변', ({ creditMinor }) => creditMinor),
  amount('balance', '잔액', ({ debitMinor, creditMinor }) => debitMinor - creditMinor),
];

export const dailySummaryColumns: readonly Column<AccountDay>[] = [dayColumn, ...trialBalanceColumns];

export const dailySalesColumns: readonly Column<DailySales>[] = [
  dayColumn,
  ...sourceColumns,
  currencyColumn,
  count('payment_count', '결제 건수', ({ paymentCount }) => paymentCount),
  amount('gross', '결제 금액', ({ grossMinor }) => grossMinor),
  count('refund_count', '환불 건수', ({ refundCount }) => refundCount),
  amount('refunds', '환불 금액', ({ refundsMinor }) => refundsMinor),
  amount('fees', '수수료', ({ feeMinor }) => feeMinor),
  amount('fees_vat', '수수료 부가세', ({ feeVatMinor }) => feeVatMinor),
  amount('net', '차감 후 금액', ({ netMinor }) => netMinor),
];

export const vatColumns: readonly Column<VatRow>[] = [
  dayColumn,
  text('type', '구분', ({ type }) => type),
  ...sourceColumns,
  currencyColumn,
  count('count', '건수', ({ count: rows }) => rows),
  amount('total', '합계', ({ totalMinor }) => totalMinor),
  amount('tax_free', '면세', ({ taxFreeMinor }) => taxFreeMinor),
  amount('supply', '공급가액', ({ supplyMinor }) => supplyMinor),
  amount('vat', '부가세', ({ vatMinor }) => vatMinor),
];

export const feeColumns: readonly Column<FeeRow>[] = [
  text('provider_account_id', '계약', ({ providerAccountId }) => providerAccountId),
  ...sourceColumns,
  text('fee_for', '구분', ({ feeFor }) => feeFor),
  currencyColumn,
  count('count', '건수', ({ count: rows }) => rows),
  amount('gross', '정산 금액', ({ grossMinor }) => grossMinor),
  amount('expected_fees', '예상 수수료', ({ expectedFeeMinor }) => expectedFeeMinor),
  amount('expected_vat', '예상 수수료 부가세', ({ expectedVatMinor }) => expectedVatMinor),
  amount('fees', '수수료', ({ feeMinor }) => feeMinor),
  amount('vat', '수수료 부가세', ({ vatMinor }) => vatMinor),
  amount('difference', '차이', ({ differenceMinor }) => differenceMinor),
];

/** @param at - when ages are taken */
export function openItemColumns(at: Date): readonly Column<OpenItem>[] {
  return [
    text('account', '계정', ({ account }) => account),
    text('subject_id', '대상', ({ subjectId }) => subjectId),
    amount('balance', '잔액', ({ balanceMinor }) => balanceMinor),
    currencyColumn,
    text('since', '발생일시', ({ since }) => since.toISOString()),
    count('age_days', '경과일', ({ since }) => ageInDays(since, at)),
  ];
}
