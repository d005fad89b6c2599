import { z } from '@hono/zod-openapi';

/** The members every problem document has. Codes add facts of their own: `resource`, `errors`, `refundable`. */
export const problemSchema = z
  .looseObject({
    type: z.url(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    message_ko: z.string(),
    param: z.string().nullable(),
    request_id: z.string(),
    retry: z.enum(['safe', 'after_lookup', 'never']),
    action: z.enum(['shopper_retry', 'shopper_other_method', 'merchant_fix_request', 'merchant_contact_pg', 'wait']),
    provider: z.object({ name: z.string(), code: z.string().nullable(), message: z.string().nullable() }).nullable(),
  })
  .openapi('Problem');
