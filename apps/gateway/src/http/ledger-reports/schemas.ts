import { z } from '@hono/zod-openapi';
import { answerTimestamp } from '../answer-fields.ts';
import { calendarDay, currency } from '../fields.ts';
import { reportFormat } from './report-answer.ts';

const layer = z.enum(['posted', 'pending']);
const side = z.enum(['debit', 'credit']);
const isOneRange = { error: 'must not be before from', path: ['to'] };

const rangeQuery = z.strictObject({
  from: calendarDay.openapi({ description: 'First day, of Asia/Seoul.' }),
  to: calendarDay.openapi({ description: 'Last day.' }),
  format: reportFormat,
});

export const dailySalesQuery = rangeQuery.refine(({ from, to }) => from <= to, isOneRange);
export const feesQuery = rangeQuery.refine(({ from, to }) => from <= to, isOneRange);
export const vatQuery = rangeQuery
  .extend({
    basis: z.enum(['trade_date', 'settlement_date']).default('trade_date').openapi({
      description: 'By which day sales and refunds count. Fees count by the day on which they were booked.',
    }),
  })
  .refine(({ from, to }) => from <= to, isOneRange);
export const statementQuery = rangeQuery
  .extend({ layer: layer.default('posted'), currency: currency.optional() })
  .refine(({ from, to }) => from <= to, isOneRange);

const range = { from: z.string(), to: z.string() };
const source = {
  provider: z.string(),
  channel_id: z.string().nullable(),
  method: z.string().nullable().openapi({ description: 'null for fees that belong to no payment.' }),
};
const signed = (description: string) => z.int().openapi({ description });

export const accountStatementSchema = z
  .object({
    object: z.literal('account_statement'),
    account: z.string(),
    normal_side: side,
    layer,
    ...range,
    data: z.array(
      z.object({
        day: z.string(),
        journal_entry_id: z.string(),
        number: z.int(),
        kind: z.string(),
        effective_at: answerTimestamp,
        side,
        amount: z.int(),
        currency: z.string(),
        balance: signed('Of the account in this currency behind this line: debit − credit.'),
        payment_id: z.string().nullable(),
        refund_id: z.string().nullable(),
        payout_id: z.string().nullable(),
        settlement_id: z.string().nullable(),
        case_id: z.string().nullable(),
      }),
    ),
    totals: z.array(
      z.object({ currency: z.string(), opening: z.int(), debit: z.int(), credit: z.int(), closing: z.int() }),
    ),
  })
  .openapi('AccountStatement');

export const dailySalesSchema = z
  .object({
    object: z.literal('daily_sales'),
    ...range,
    data: z.array(
      z.object({
        day: z.string(),
        ...source,
        currency: z.string(),
        payment_count: z.int(),
        gross: z.int(),
        refund_count: z.int(),
        refunds: z.int(),
        fees: signed('Booked on this day, without VAT.'),
        fees_vat: z.int(),
        net: signed('gross − refunds − fees − fees_vat'),
      }),
    ),
  })
  .openapi('DailySales');

export const vatReportSchema = z
  .object({
    object: z.literal('vat_report'),
    basis: z.enum(['trade_date', 'settlement_date']),
    ...range,
    data: z.array(
      z.object({
        day: z.string(),
        type: z.enum(['sale', 'refund', 'fee']),
        ...source,
        currency: z.string(),
        count: z.int(),
        total: signed('Refunds are negative.'),
        tax_free: z.int(),
        supply: signed('The taxable part without its VAT.'),
        vat: z.int(),
      }),
    ),
    totals: z.array(
      z.object({
        currency: z.string(),
        tax_free: z.int(),
        supply: z.int(),
        output_vat: signed('On sales, less what refunds gave back.'),
        input_vat: signed('On fees, as booked.'),
      }),
    ),
  })
  .openapi('VatReport');

export const feeReportSchema = z
  .object({
    object: z.literal('fee_report'),
    ...range,
    data: z.array(
      z.object({
        provider_account_id: z.string().nullable(),
        ...source,
        fee_for: z.enum(['payment', 'refund', 'dispute', 'payout', 'other']),
        currency: z.string(),
        count: z.int(),
        gross: signed('Settled amounts the fees are for: payments less refunds.'),
        expected_fees: signed('By the terms of the channel, for the same amounts.'),
        expected_vat: z.int(),
        fees: signed('As booked, without VAT.'),
        vat: z.int(),
        difference: z.int().nullable().openapi({ description: 'Booked less expected; null where nothing is agreed.' }),
      }),
    ),
  })
  .openapi('FeeReport');
