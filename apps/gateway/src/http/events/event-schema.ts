import { z } from '@hono/zod-openapi';
import { answerTimestamp } from '../answer-fields.ts';

export const eventSchema = z
  .object({
    object: z.literal('event'),
    id: z.string(),
    type: z.string().openapi({ example: 'payment.paid' }),
    api_version: z.string(),
    created_at: answerTimestamp,
    sequence: z.int().openapi({ description: 'Rises with every event of one object, with gaps.' }),
    livemode: z.boolean(),
    data: z.object({
      object: z
        .record(z.string(), z.unknown())
        .openapi({ description: 'The payment, refund, payout or endpoint as the API showed it then.' }),
    }),
  })
  .openapi('Event');
