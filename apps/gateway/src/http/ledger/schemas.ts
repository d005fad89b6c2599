import { z } from '@hono/zod-openapi';
import { answerTimestamp } from '../answer-fields.ts';
import { calendarDay, freeText, instant } from '../fields.ts';
import { reportFormat } from '../ledger-reports/report-answer.ts';
import { pageQuery } from '../pagination.ts';
import { type ExportFormat, exportFormats } from './export-book.ts';

const layer = z.enum(['posted', 'pending']);
const side = z.enum(['debit', 'credit']);

export const accountParams = z.object({ code: z.string().openapi({ example: 'asset:pg:some-pg:some-channel' }) });

export const balanceQuery = z.strictObject({
  at: instant.optional(),
  recorded_at: instant.optional(),
  layer: layer.default('posted'),
});

export const trialBalanceQuery = balanceQuery.extend({ format: reportFormat });

export const exportQuery = z.strictObject({ format: z.enum(Object.keys(exportFormats) as ExportFormat[]) });

export const postingListQuery = z.strictObject(pageQuery);

export const journalListQuery = z.strictObject({
  ...pageQuery,
  payment_id: freeText(100).optional(),
  refund_id: freeText(100).optional(),
  payout_id: freeText(100).optional(),
  case_id: freeText(100).optional(),
  settlement_id: freeText(100).optional(),
});

const asItStood = answerTimestamp.nullable().openapi({ description: 'The book as it stood then; null = as it is.' });

const sides = {
  currency: z.string(),
  debit: z.int(),
  credit: z.int(),
  balance: z.int().openapi({ description: 'debit − credit' }),
};

export const accountSchema = z
  .object({
    object: z.literal('ledger_account'),
    code: z.string(),
    normal_side: side,
    balances: z.array(z.object({ layer, ...sides })),
  })
  .openapi('LedgerAccount');

export const accountBalanceSchema = z
  .object({
    object: z.literal('ledger_balance'),
    account: z.string(),
    normal_side: side,
    at: answerTimestamp.nullable(),
    recorded_at: asItStood,
    layer,
    data: z.array(z.object(sides)),
  })
  .openapi('LedgerBalance');

export const trialBalanceSchema = z
  .object({
    object: z.literal('trial_balance'),
    at: answerTimestamp.nullable().openapi({ description: 'null = everything that is in the book.' }),
    recorded_at: asItStood,
    layer,
    data: z.array(z.object({ account: z.string(), ...sides })),
    totals: z.array(z.object({ currency: z.string(), debit: z.int(), credit: z.int() })),
  })
  .openapi('TrialBalance');

const line = { account: z.string(), side, amount: z.int(), currency: z.string(), layer };

export const journalEntrySchema = z
  .object({
    object: z.literal('journal_entry'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    kind: z.string(),
    effective_at: answerTimestamp,
    recorded_at: answerTimestamp,
    payment_id: z.string().nullable(),
    refund_id: z.string().nullable(),
    payout_id: z.string().nullable(),
    case_id: z.string().nullable(),
    settlement_id: z.string().nullable(),
    reversal_of: z.string().nullable(),
    approval: z.object({ requested_by: z.string(), approved_by: z.string(), reason: z.string() }).nullable(),
    number: z.int().openapi({ description: 'Place in the book: 1, 2, 3, …' }),
    hash: z.string().openapi({ description: 'Proves this entry and all before it.' }),
    lines: z.array(z.object(line)),
  })
  .openapi('JournalEntry');

export const postingSchema = z
  .object({
    object: z.literal('posting'),
    journal_entry_id: z.string(),
    kind: z.string(),
    effective_at: answerTimestamp,
    recorded_at: answerTimestamp,
    ...line,
  })
  .openapi('Posting');

export const verificationSchema = z
  .object({
    object: z.literal('ledger_verification'),
    ok: z.boolean(),
    journal_entries: z.int(),
    head_hash: z.string().openapi({ description: 'Hash of the last entry.' }),
    problems: z.array(z.object({ code: z.string(), detail: z.string(), journal_entry_id: z.string().nullable() })),
  })
  .openapi('LedgerVerification');

export const openItemsQuery = z.strictObject({
  account: freeText(200).optional(),
  day: calendarDay.optional().openapi({ description: 'As of the end of this day of Asia/Seoul; left out = now.' }),
  format: reportFormat,
});

export const openItemsSchema = z
  .object({
    object: z.literal('open_items'),
    at: answerTimestamp.openapi({ description: 'When ages are taken.' }),
    explained: z.boolean().openapi({ description: 'Every balance is the sum of items that name what they wait for.' }),
    explainability: z.array(
      z.object({
        currency: z.string(),
        held: z.int().openapi({ description: 'Sum of the absolute balances.' }),
        unexplained: z.int().openapi({ description: 'Sum of the absolute differences.' }),
        explained_percent: z.number().openapi({ description: 'Two decimals, rounded down.' }),
      }),
    ),
    accounts: z.array(
      z.object({
        account: z.string(),
        currency: z.string(),
        balance: z.int(),
        explained: z.int(),
        difference: z.int(),
        items: z.int(),
        by_age: z.array(z.object({ from_days: z.int(), to_days: z.int().nullable(), balance: z.int() })),
        oldest_days: z.int().nullable(),
      }),
    ),
    data: z.array(
      z.object({
        account: z.string(),
        currency: z.string(),
        subject_id: z.string().nullable().openapi({ description: 'Payment, refund, payout, case or settlement.' }),
        balance: z.int(),
        since: answerTimestamp,
        age_days: z.int(),
      }),
    ),
  })
  .openapi('OpenItems');

export const dailySummaryQuery = z.strictObject({
  from: calendarDay,
  to: calendarDay,
  account: freeText(200).optional(),
  format: reportFormat,
});

export const dailySummarySchema = z
  .object({
    object: z.literal('daily_summary'),
    from: z.string(),
    to: z.string(),
    data: z.array(z.object({ day: z.string(), account: z.string(), layer, ...sides })),
  })
  .openapi('DailySummary');
