import { z } from '@hono/zod-openapi';

/** Parts of answers that several resources share. */

export const answerTimestamp = z.iso.datetime();

export const failureSchema = z
  .object({
    code: z.string().openapi({ description: 'Code of the catalogue: payment_declined, provider_unreachable, …' }),
    reason: z.string(),
    message: z.string(),
    message_ko: z.string(),
    action: z.string(),
    retry: z.string(),
    provider: z.object({ code: z.string().nullable(), message: z.string().nullable() }),
  })
  .openapi('Failure');

export const shownCustomerSchema = z
  .object({
    id: z.string().nullable(),
    name: z.string().nullable(),
    first_name: z.string().nullable(),
    last_name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    ip_address: z.string().nullable(),
    language: z.string().nullable(),
    country: z.string().nullable(),
  })
  .openapi('ShownCustomer');

export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    object: z.literal('list'),
    data: z.array(item),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
  });
}
