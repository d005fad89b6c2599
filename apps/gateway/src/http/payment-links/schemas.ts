import { z } from '@hono/zod-openapi';
import { answerTimestamp } from '../answer-fields.ts';
import { amount, amountOrZero, channelId, currency, instant, line, metadata } from '../fields.ts';
import { pageQuery } from '../pagination.ts';

/** Methods that a page can open without knowing more than the payer chooses on it. */
const method = z
  .string()
  .regex(
    /^(card|bank_transfer|mobile|convenience_store|point|(easy_pay|gift_certificate)\/[a-z][a-z0-9_]{0,39})$/,
    'must be card, bank_transfer, mobile, convenience_store, point, easy_pay/… or gift_certificate/…',
  );

const usesMax = z.int().min(1).max(100);

export const createPaymentLinkSchema = z
  .strictObject({
    order_name: line(255),
    amount,
    currency,
    tax_free_amount: amountOrZero.nullish(),
    methods: z
      .array(method)
      .min(1)
      .max(20)
      .refine((words) => new Set(words).size === words.length, { message: 'must not name a method twice' })
      .default(['card'])
      .openapi({ example: ['card', 'easy_pay/kakaopay'] }),
    expires_at: instant.nullish(),
    max_uses: usesMax.nullish().openapi({ description: 'How many payments it takes; any number when left out.' }),
    channel_id: channelId.nullish(),
    metadata: metadata.nullish().openapi({ description: 'Copied to every payment of the link.' }),
  })
  .refine(({ amount, tax_free_amount }) => (tax_free_amount ?? 0) <= amount, {
    path: ['tax_free_amount'],
    message: 'must not be more than amount',
  })
  .openapi('CreatePaymentLink');

export const paymentLinkListQuery = z.strictObject({
  ...pageQuery,
  status: z.enum(['active', 'deactivated']).optional(),
});

export const paymentLinkSchema = z
  .object({
    object: z.literal('payment_link'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    status: z.enum(['active', 'deactivated']),
    url: z.string().openapi({ description: 'The page for payers. Whoever has it can pay.' }),
    order_name: z.string(),
    amount: z.int(),
    currency: z.string(),
    tax_free_amount: z.int(),
    methods: z.array(z.string()),
    channel_id: z.string().nullable(),
    expires_at: answerTimestamp.nullable(),
    max_uses: z.int().nullable(),
    payments_begun: z.int().openapi({ description: 'Payments ever begun by it, also those that came to nothing.' }),
    metadata: z.record(z.string(), z.string()),
  })
  .openapi('PaymentLink');

export type CreatePaymentLinkBody = z.output<typeof createPaymentLinkSchema>;
