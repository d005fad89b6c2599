import { z } from '@hono/zod-openapi';
import { answerTimestamp } from '../answer-fields.ts';
import { accountNumber, amount, bankCode, channelId, instant } from '../fields.ts';

export const virtualAccountSchema = z
  .object({
    object: z.literal('virtual_account'),
    id: z.string().openapi({ description: 'That of its payment with the prefix `va_`.' }),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    status: z.enum(['pending', 'awaiting_deposit', 'paid', 'failed', 'revoked', 'expired', 'quarantined', 'unknown']),
    payment_id: z.string(),
    channel_id: z.string(),
    amount: z.int(),
    amount_paid: z.int(),
    currency: z.string(),
    bank_code: z.string().nullable(),
    bank_name: z.string().nullable(),
    account_number: z.string().nullable(),
    holder_name: z.string().nullable(),
    due_at: answerTimestamp.nullable(),
    paid_at: answerTimestamp.nullable(),
  })
  .openapi('VirtualAccount');

export const changeVirtualAccountSchema = z
  .strictObject({ amount: amount.optional(), due_at: instant.optional() })
  .refine(({ amount: changed, due_at }) => changed !== undefined || due_at !== undefined, {
    path: ['due_at'],
    message: 'amount or due_at is required',
  })
  .openapi('ChangeVirtualAccount');

export const accountHolderQuery = z.strictObject({
  bank_code: bankCode,
  account_number: accountNumber,
  channel_id: channelId.optional(),
});

export const accountHolderSchema = z
  .object({
    object: z.literal('account_holder'),
    bank_code: z.string(),
    account_number: z.string(),
    holder_name: z.string(),
  })
  .openapi('AccountHolder');
