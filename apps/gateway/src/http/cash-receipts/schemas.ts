import { cashReceiptIdentifierTypes, cashReceiptPurposes } from '@hangil/core';
import { cashReceiptStatuses } from '@hangil/engine';
import { z } from '@hono/zod-openapi';
import { answerTimestamp, failureSchema } from '../answer-fields.ts';
import { amount, amountOrZero, channelId, currency, customer, freeText, line } from '../fields.ts';
import { pageQuery } from '../pagination.ts';

const lengths = {
  phone: [10, 11],
  business_number: [10, 10],
  receipt_card: [13, 19],
  resident_number: [13, 13],
} as const satisfies Record<(typeof cashReceiptIdentifierTypes)[number], readonly [number, number]>;

const identifier = z
  .strictObject({
    type: z.enum(cashReceiptIdentifierTypes),
    number: z
      .string()
      .regex(/^\d(?:-?\d){9,18}$/, 'must be 10 to 19 digits, with or without dashes')
      .transform((text) => text.replaceAll('-', ''))
      .openapi({ description: 'Passed on, never stored.' }),
  })
  .refine(({ type, number }) => number.length >= lengths[type][0] && number.length <= lengths[type][1], {
    path: ['number'],
    message: 'has not the length of its type',
  });

export const issueCashReceiptSchema = z
  .strictObject({
    payment_id: line(100).nullish().openapi({ description: 'For a payment. Left out = for a sale outside.' }),
    order_id: line(255).nullish().openapi({ description: 'Of a sale outside, yours; one standing receipt for each.' }),
    order_name: line(255).nullish(),
    amount: amount.nullish().openapi({ description: 'Of a payment: all that is left of it when left out.' }),
    currency: currency.nullish(),
    tax_free_amount: amountOrZero.nullish(),
    channel_id: channelId.nullish().openapi({ description: 'For a sale outside; a payment has its own.' }),
    type: z.enum(cashReceiptPurposes).default('person').openapi({
      description: '`person`: income deduction (소득공제). `company`: proof of expense (지출증빙).',
    }),
    identifier,
    customer: customer.nullish(),
  })
  .superRefine((body, context) => {
    const outside = ['order_id', 'order_name', 'amount'] as const;
    const only = ['order_id', 'order_name', 'channel_id', 'currency'] as const;
    const forPayment = body.payment_id != null;
    for (const field of forPayment ? only : outside) {
      const isThere = body[field] != null;
      if (isThere === forPayment) {
        const message = forPayment ? 'stands in the payment' : 'is needed for a sale outside';
        context.addIssue({ code: 'custom', path: [field], message });
      }
    }
  })
  .openapi('IssueCashReceipt');

export const cashReceiptListQuery = z.strictObject({
  ...pageQuery,
  payment_id: freeText(100).optional(),
  status: z.enum(cashReceiptStatuses).optional(),
});

export const cashReceiptSchema = z
  .object({
    object: z.literal('cash_receipt'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    status: z.enum(cashReceiptStatuses),
    payment_id: z.string().nullable(),
    order_id: z.string().nullable(),
    order_name: z.string(),
    amount: z.int(),
    tax_free_amount: z.int(),
    currency: z.string(),
    type: z.enum(cashReceiptPurposes),
    identifier: z.object({ type: z.enum(cashReceiptIdentifierTypes), masked_number: z.string() }),
    provider: z.string(),
    channel_id: z.string(),
    provider_receipt_id: z.string().nullable(),
    approval_number: z.string().nullable(),
    receipt_url: z.string().nullable(),
    failure: failureSchema.nullable(),
    issued_at: answerTimestamp.nullable(),
    canceled_at: answerTimestamp.nullable(),
    next_check_at: answerTimestamp.nullable(),
  })
  .openapi('CashReceipt');

export type IssueCashReceiptBody = z.output<typeof issueCashReceiptSchema>;
