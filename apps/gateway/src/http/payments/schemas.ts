import { paymentMethodTypes, paymentStatuses } from '@hangil/core';
import { z } from '@hono/zod-openapi';
import {
  amount,
  amountOrZero,
  bankCode,
  channelId,
  currency,
  customer,
  freeText,
  instant,
  line,
  metadata,
  providerOptions,
  webAddress,
} from '../fields.ts';
import { pageQuery } from '../pagination.ts';

export const word = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be a lower-case word');

export const keyIn = z.strictObject({
  type: z.literal('key_in'),
  card_number: z
    .string()
    .regex(/^\d(?:[ -]?\d){12,18}$/, 'must be 13 to 19 digits, with or without dashes')
    .transform((text) => text.replaceAll(/[ -]/g, ''))
    .openapi({ description: 'Passed on, never stored.' }),
  expiry: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be YYYY-MM'),
  birth_or_business_number: z
    .string()
    .regex(/^(\d{6}|\d{10})$/, 'must be 6 or 10 digits')
    .nullish(),
  password_2digits: z
    .string()
    .regex(/^\d{2}$/, 'must be 2 digits')
    .nullish(),
});

const virtualAccount = z.strictObject({
  type: z.literal('virtual_account'),
  bank_code: bankCode.nullish(),
  due_at: instant
    .nullish()
    .openapi({ description: 'End of the deposit window, at least 1 minute ahead; 7 days from now when left out.' }),
  holder_name: line(100).nullish(),
  cash_receipt: z.null('is not offered yet').optional(),
});

const requestedMethodSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.enum(['card', 'bank_transfer', 'mobile', 'convenience_store', 'point']) }),
    keyIn,
    z.strictObject({ type: z.literal('billing_key'), billing_key_id: line(100) }),
    virtualAccount,
    z.strictObject({ type: z.literal('easy_pay'), wallet: word }),
    z.strictObject({ type: z.literal('gift_certificate'), kind: word }),
  ])
  .openapi('RequestedPaymentMethod');

export const createPaymentSchema = z
  .strictObject({
    order_id: line(255).openapi({
      description: 'Yours; unique among payments that have not ended without money.',
      example: 'ORDER-1001',
    }),
    order_name: line(255),
    amount,
    currency,
    tax_free_amount: amountOrZero.nullish(),
    method: requestedMethodSchema,
    customer: customer.nullish(),
    return_url: webAddress.nullish(),
    expires_at: instant.nullish(),
    channel_id: channelId.nullish(),
    metadata: metadata.nullish(),
    provider_options: providerOptions.nullish(),
  })
  .refine(({ amount, tax_free_amount }) => (tax_free_amount ?? 0) <= amount, {
    path: ['tax_free_amount'],
    message: 'must not be more than amount',
  })
  .openapi('CreatePayment');

export const informationSchema = z
  .strictObject({
    fields: z
      .record(line(100), line(255))
      .openapi({ description: 'By the paths of `next_action.fields`.', example: { 'customer.first_name': '길동' } }),
  })
  .openapi('ProvideInformation');
export const providerPaymentId = z.string().regex(/^[\x21-\x7e]{1,100}$/, "must be the provider's id of the payment");

export const confirmPaymentSchema = z
  .strictObject({ provider_payment_id: providerPaymentId.nullish() })
  .openapi('ConfirmPayment');

export const paymentListQuery = z.strictObject({
  ...pageQuery,
  order_id: freeText(255).optional(),
  status: z.enum(paymentStatuses).optional(),
  provider: freeText(100).optional(),
  channel_id: freeText(100).optional(),
  method: z.enum(paymentMethodTypes).optional(),
  billing_key_id: freeText(100).optional().openapi({ description: 'Charges of one billing key.' }),
  created_from: instant.optional(),
  created_to: instant.optional(),
});

export type CreatePaymentBody = z.output<typeof createPaymentSchema>;
export type RequestedMethodBody = z.output<typeof requestedMethodSchema>;
