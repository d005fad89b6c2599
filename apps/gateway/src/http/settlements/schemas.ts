import { z } from '@hono/zod-openapi';
import { answerTimestamp } from '../answer-fields.ts';
import { amount, amountOrZero, calendarDay, channelId, currency, instant, line } from '../fields.ts';

export const settlementListQuery = z.strictObject({
  from: calendarDay.optional().openapi({ description: 'First payout date; a month ago when absent.' }),
  to: calendarDay.optional().openapi({ description: 'Last payout date; in two weeks when absent.' }),
  channel_id: channelId.optional(),
});

const item = z.strictObject({
  key: line(200).openapi({ description: "The provider's name for the row; unique in the channel." }),
  type: z.enum(['payment', 'refund', 'fee', 'refund_fee', 'withheld', 'reserve_hold', 'reserve_release']),
  amount,
  fee: amountOrZero.default(0),
  vat: amountOrZero.default(0),
  provider_payment_id: line(255).nullish(),
  sold: z
    .strictObject({ amount, currency, fee: amountOrZero.default(0) })
    .nullish()
    .openapi({ description: 'What was sold or given back, when it was in another currency than the statement.' }),
});

export const receiveSettlementSchema = z.strictObject({
  channel_id: channelId,
  payout_date: calendarDay,
  currency,
  items: z.array(item).min(1).max(5_000),
});
export type ReceiveSettlementBody = z.output<typeof receiveSettlementSchema>;

export const bankMatchSchema = z.strictObject({
  bank_account: z.string().regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, dashes or underscores'),
  amount,
  arrived_at: instant,
  reference: line(200),
});
export type BankMatchBody = z.output<typeof bankMatchSchema>;

const sums = z.object({
  payment_count: z.int(),
  refund_count: z.int(),
  payments: z.int(),
  refunds: z.int(),
  fee: z.int(),
  vat: z.int(),
  net: z.int(),
  business_dates: z.array(z.string()),
  why: z.array(z.object({ en: z.string(), ko: z.string() })),
});

const received = z.object({
  item_count: z.int(),
  payments: z.int(),
  refunds: z.int(),
  fee: z.int(),
  vat: z.int(),
  net: z.int(),
  unknown_items: z.int(),
});

export const settlementSchema = z
  .object({
    object: z.literal('settlement'),
    id: z.string().nullable().openapi({ description: 'null = expected, and no statement has come.' }),
    livemode: z.boolean(),
    created_at: answerTimestamp.nullable(),
    status: z.enum(['expected', 'received', 'arrived']),
    provider: z.string(),
    provider_account_id: z.string(),
    channel_id: z.string(),
    payout_date: z.string(),
    currency: z.string(),
    expected_net: z.int().nullable(),
    expected: sums.nullable(),
    received: received.nullable(),
    difference: z.int().nullable().openapi({ description: 'received net − expected net' }),
    bank: z
      .object({ bank_account: z.string(), amount: z.int(), arrived_at: answerTimestamp, reference: z.string() })
      .nullable(),
  })
  .openapi('Settlement');
