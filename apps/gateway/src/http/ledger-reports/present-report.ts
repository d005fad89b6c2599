import type { VatBasis } from '@hangil/engine';
import {
  type DailySales,
  type FeeRow,
  normalSide,
  type SalesSource,
  type StatementLine,
  type StatementQuery,
  type StatementTotals,
  type VatRow,
} from '@hangil/ledger';
import type { z } from 'zod';
import { presentInstant } from '../present-common.ts';
import type { accountStatementSchema, dailySalesSchema, feeReportSchema, vatReportSchema } from './schemas.ts';

interface Range {
  readonly from: string;
  readonly to: string;
}

type Statement = z.input<typeof accountStatementSchema>;

export function presentStatementHead({ account, layer, from, to }: StatementQuery) {
  return { object: 'account_statement', account, normal_side: normalSide(account), layer, from, to } satisfies Omit<
    Statement,
    'data' | 'totals'
  >;
}

export function presentStatementLine({
  entry,
  day,
  side,
  amountMinor,
  currency,
  balanceMinor,
}: StatementLine): Statement['data'][number] {
  return {
    day,
    journal_entry_id: entry.id,
    number: entry.link.number,
    kind: entry.kind,
    effective_at: presentInstant(entry.effectiveAt),
    side,
    amount: amountMinor,
    currency,
    balance: balanceMinor,
    payment_id: entry.paymentId,
    refund_id: entry.refundId,
    payout_id: entry.payoutId,
    settlement_id: entry.settlementId,
    case_id: entry.caseId,
  };
}

export function presentStatementTotals(totals: readonly StatementTotals[]): Pick<Statement, 'totals'> {
  return {
    totals: totals.map(({ currency, openingMinor, debitMinor, creditMinor, closingMinor }) => ({
      currency,
      opening: openingMinor,
      debit: debitMinor,
      credit: creditMinor,
      closing: closingMinor,
    })),
  };
}

export function presentDailySales({ from, to }: Range, rows: readonly DailySales[]): z.input<typeof dailySalesSchema> {
  return {
    object: 'daily_sales',
    from,
    to,
    data: rows.map((row) => ({
      day: row.day,
      ...presentSource(row),
      currency: row.currency,
      payment_count: row.paymentCount,
      gross: row.grossMinor,
      refund_count: row.refundCount,
      refunds: row.refundsMinor,
      fees: row.feeMinor,
      fees_vat: row.feeVatMinor,
      net: row.netMinor,
    })),
  };
}

export function presentVatReport(
  { from, to, basis }: Range & { readonly basis: VatBasis },
  rows: readonly VatRow[],
): z.input<typeof vatReportSchema> {
  return {
    object: 'vat_report',
    basis,
    from,
    to,
    data: rows.map((row) => ({
      day: row.day,
      type: row.type,
      ...presentSource(row),
      currency: row.currency,
      count: row.count,
      total: row.totalMinor,
      tax_free: row.taxFreeMinor,
      supply: row.supplyMinor,
      vat: row.vatMinor,
    })),
    totals: [...new Set(rows.map(({ currency }) => currency))].sort().map((currency) => {
      const own = rows.filter((row) => row.currency === currency);
      const traded = own.filter(({ type }) => type !== 'fee');
      return {
        currency,
        tax_free: sumOf(traded, ({ taxFreeMinor }) => taxFreeMinor),
        supply: sumOf(traded, ({ supplyMinor }) => supplyMinor),
        output_vat: sumOf(traded, ({ vatMinor }) => vatMinor),
        input_vat: sumOf(
          own.filter(({ type }) => type === 'fee'),
          ({ vatMinor }) => vatMinor,
        ),
      };
    }),
  };
}

export function presentFeeReport({ from, to }: Range, rows: readonly FeeRow[]): z.input<typeof feeReportSchema> {
  return {
    object: 'fee_report',
    from,
    to,
    data: rows.map((row) => ({
      provider_account_id: row.providerAccountId || null,
      ...presentSource(row),
      fee_for: row.feeFor,
      currency: row.currency,
      count: row.count,
      gross: row.grossMinor,
      expected_fees: row.expectedFeeMinor,
      expected_vat: row.expectedVatMinor,
      fees: row.feeMinor,
      vat: row.vatMinor,
      difference: row.differenceMinor,
    })),
  };
}

function presentSource({ provider, channelId, method }: SalesSource) {
  return { provider, channel_id: channelId || null, method: method || null };
}

function sumOf<Row>(rows: readonly Row[], figure: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + figure(row), 0);
}
