import { payoutStatuses } from '@hangil/core';
import { z } from '@hono/zod-openapi';
import { answerTimestamp, failureSchema, shownCustomerSchema } from '../answer-fields.ts';
import { accountNumber, amount, bankCode, channelId, currency, customer, freeText, line, metadata } from '../fields.ts';
import { pageQuery } from '../pagination.ts';

const destination = z
  .strictObject({
    bank_code: bankCode.nullish(),
    provider_bank_id: z
      .string()
      .regex(/^[\w-]{1,40}$/, "must be the provider's id of a bank")
      .nullish(),
    account_number: accountNumber,
    holder_name: line(100),
  })
  .refine(({ bank_code, provider_bank_id }) => bank_code != null || provider_bank_id != null, {
    path: ['bank_code'],
    message: 'must be given unless provider_bank_id is',
  });

export const createPayoutSchema = z
  .strictObject({
    reference: line(255).openapi({ description: 'Yours; unique for ever.', example: 'PAYOUT-1001' }),
    amount,
    currency,
    method: z.strictObject({ type: z.literal('bank_transfer') }),
    destination,
    customer,
    refunds_payment_id: z
      .string()
      .regex(/^pay_[0-9a-z]{26}$/, 'must be the id of a payment')
      .nullish()
      .openapi({ description: 'The payment whose money this payout gives back.' }),
    channel_id: channelId.nullish(),
    metadata: metadata.nullish(),
  })
  .openapi('CreatePayout');

export const payoutListQuery = z.strictObject({
  ...pageQuery,
  reference: freeText(255).optional(),
  status: z.enum(payoutStatuses).optional(),
});

export const payoutSchema = z
  .object({
    object: z.literal('payout'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    status: z.enum(payoutStatuses),
    reference: z.string(),
    amount: z.int(),
    currency: z.string(),
    method: z.object({ type: z.literal('bank_transfer') }),
    destination: z.object({
      bank_code: z.string().nullable(),
      provider_bank_id: z.string().nullable(),
      account_number: z.string(),
      holder_name: z.string(),
    }),
    customer: shownCustomerSchema,
    refunds_payment_id: z.string().nullable(),
    metadata: z.record(z.string(), z.string()),
    batch_id: z.string().nullable(),
    row: z.int().nullable().openapi({ description: 'Row of the batch; 1 is the first below the header.' }),
    created_by: z.string().nullable().openapi({ description: 'Id of the API key that asked for it.' }),
    approved_by: z.string().nullable().openapi({ description: 'Id of the API key that agreed to it.' }),
    approved_at: answerTimestamp.nullable(),
    provider: z.string(),
    channel_id: z.string(),
    provider_payout_id: z.string().nullable(),
    failure: failureSchema.nullable(),
    available_at: answerTimestamp
      .nullable()
      .openapi({ description: 'While `scheduled`: when it leaves at the earliest. Null = at its turn.' }),
    succeeded_at: answerTimestamp.nullable(),
    failed_at: answerTimestamp.nullable(),
    next_check_at: answerTimestamp.nullable(),
  })
  .openapi('Payout');

export type CreatePayoutBody = z.output<typeof createPayoutSchema>;
