import { currencyCode } from '@hangil/core';
import { mismatchReasons } from '@hangil/ledger';
import { z } from '@hono/zod-openapi';
import { answerTimestamp } from '../answer-fields.ts';
import { mappingName } from '../column-mappings/schemas.ts';
import { amount, amountOrZero, calendarDay, currency, instant, line } from '../fields.ts';
import { pageQuery } from '../pagination.ts';

const period = {
  provider_account_id: line(100),
  from: calendarDay.openapi({ description: 'First day, of Asia/Seoul.' }),
  to: calendarDay.openapi({ description: 'Last day.' }),
  collected_until: instant.optional().openapi({
    description: 'Until when the list is complete. What happened here later is not missing in it.',
  }),
};

const row = z.strictObject({
  provider_payment_id: line(255),
  type: z.enum(['payment', 'refund']).default('payment'),
  amount,
  tax_free_amount: amountOrZero.nullish(),
  vat: amountOrZero.nullish(),
  fee: amountOrZero.nullish(),
  currency: currency.default(currencyCode('KRW')),
  occurred_at: instant,
});

export const runReconciliationSchema = z.strictObject({
  ...period,
  rows: z.array(row).max(10_000).optional().openapi({ description: 'Left out, the provider is asked for its list.' }),
});
export type RunReconciliationBody = z.output<typeof runReconciliationSchema>;

const column = line(100).optional();

export const importQuery = z.strictObject({
  ...period,
  file_name: line(200).optional(),
  encoding: z.enum(['auto', 'utf-8', 'euc-kr']).default('auto'),
  zone: z.string().default('Asia/Seoul').openapi({ description: 'Of times in the file that have no offset.' }),
  currency: currency.default(currencyCode('KRW')).openapi({ description: 'Where the file has no column for it.' }),
  mapping: mappingName.optional().openapi({
    description:
      'A saved column mapping of the provider account; the one named default when absent and no column is named.',
  }),
  key_column: column.openapi({ description: 'Column of the id of the payment; the usual names when absent.' }),
  amount_column: column,
  time_column: column,
  type_column: column,
  refund_words: line(400)
    .optional()
    .openapi({ description: 'Words of the type column that mean a refund, by comma; the usual ones when absent.' }),
  tax_free_column: column,
  vat_column: column,
  fee_column: column,
  currency_column: column,
});
export type ImportQuery = z.output<typeof importQuery>;

export const reconciliationParams = z.object({ id: z.string() });
export const itemParams = z.object({ id: z.string(), item_id: z.string() });
export const reconciliationListQuery = z.strictObject({ ...pageQuery, status: z.enum(['open', 'locked']).optional() });
export const itemListQuery = z.strictObject({ ...pageQuery, status: z.enum(['open', 'resolved']).optional() });
export const resolveSchema = z.strictObject({ note: line(1_000) });

export const reconciliationSchema = z
  .object({
    object: z.literal('reconciliation'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    status: z.enum(['open', 'locked']),
    provider_account_id: z.string(),
    from: answerTimestamp,
    to: answerTimestamp.openapi({ description: 'First instant after the period.' }),
    file_name: z.string().nullable(),
    file_hash: z.string(),
    provider_rows: z.int(),
    book_rows: z.int(),
    matched_provider_rows: z.int(),
    matched_book_rows: z.int(),
    mismatches: z.record(z.string(), z.int()).openapi({ description: 'How many of each reason.' }),
    open_items: z.int(),
  })
  .openapi('Reconciliation');

export const reconciliationItemSchema = z
  .object({
    object: z.literal('reconciliation_item'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    status: z.enum(['open', 'resolved']),
    reconciliation_id: z.string(),
    type: z.enum(['payment', 'refund']),
    provider_payment_id: z.string(),
    reasons: z.array(z.enum(mismatchReasons)),
    provider_rows: z.array(z.int()).openapi({ description: 'Rows of the list, counted from 1 below the header.' }),
    book_ids: z.array(z.string()).openapi({ description: 'Payments and refunds of ours.' }),
    currency: z.string(),
    provider_amount: z.int(),
    book_amount: z.int(),
    difference: z.int(),
    note: z.string().nullable(),
    resolved_at: answerTimestamp.nullable(),
  })
  .openapi('ReconciliationItem');
