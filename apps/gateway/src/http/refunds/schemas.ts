import { refundStatuses } from '@hangil/core';
import { z } from '@hono/zod-openapi';
import { answerTimestamp, failureSchema } from '../answer-fields.ts';
import { accountNumber, amount, amountOrZero, bankCode, freeText, line, providerOptions } from '../fields.ts';
import { pageQuery } from '../pagination.ts';

export const createRefundSchema = z
  .strictObject({
    amount: amount.nullish().openapi({ description: 'Everything that is left when left out.' }),
    tax_free_amount: amountOrZero.nullish(),
    reason: freeText(255).nullish(),
    requester: z.enum(['customer', 'admin']).default('customer'),
    refund_account: z
      .strictObject({
        bank_code: bankCode,
        account_number: accountNumber,
        holder_name: line(100),
        phone: z
          .string()
          .regex(/^\+?[\d(][\d() .-]{3,38}$/, 'must be a phone number')
          .nullish(),
      })
      .nullish(),
    expected_refundable: amountOrZero.nullish(),
    provider_options: providerOptions.nullish(),
  })
  .refine(({ amount, tax_free_amount }) => amount == null || (tax_free_amount ?? 0) <= amount, {
    path: ['tax_free_amount'],
    message: 'must not be more than amount',
  })
  .openapi('CreateRefund');

export const refundListQuery = z.strictObject({ ...pageQuery, payment_id: freeText(100).optional() });

export const refundSchema = z
  .object({
    object: z.literal('refund'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    payment_id: z.string(),
    status: z.enum(refundStatuses),
    amount: z.int(),
    tax_free_amount: z.int(),
    currency: z.string(),
    reason: z.string().nullable(),
    requester: z.enum(['customer', 'admin', 'provider']),
    refund_account: z
      .object({
        bank_code: z.string(),
        account_number: z.string(),
        holder_name: z.string(),
        phone: z.string().nullable(),
      })
      .nullable(),
    provider_refund_id: z.string().nullable(),
    failure: failureSchema.nullable(),
    succeeded_at: answerTimestamp.nullable(),
    next_check_at: answerTimestamp.nullable(),
  })
  .openapi('Refund');

export type CreateRefundBody = z.output<typeof createRefundSchema>;
