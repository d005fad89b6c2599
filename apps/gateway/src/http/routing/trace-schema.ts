import { z } from '@hono/zod-openapi';
import { answerTimestamp } from '../answer-fields.ts';

const stepSchema = z
  .object({
    rule: z.string(),
    strategy: z.enum(['use', 'split', 'least_cost', 'success_rate']),
    channels: z.array(
      z.object({
        channel_id: z.string(),
        weight: z.number().optional(),
        fee: z
          .int()
          .nullable()
          .optional()
          .openapi({ description: 'Minor units; null = the channel has no fee for it.' }),
        success_rate: z.number().optional().openapi({ description: 'From 0 to 1.' }),
        sample: z.number().optional(),
      }),
    ),
    split_key: z.string().optional(),
    leader: z.string().optional(),
    minimum_sample: z.number().optional(),
    lead_percent: z.number().optional(),
  })
  .openapi('RoutingStep');

export const traceSchema = z
  .object({
    rule: z.string(),
    version: z.int().openapi({ description: 'Number of the rule set; 0 = the rules of the configuration.' }),
    decided_at: answerTimestamp,
    inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    candidates: z.array(
      z.object({
        channel_id: z.string(),
        eligible: z.boolean(),
        reasons: z.array(z.object({ code: z.string(), detail: z.string() })),
      }),
    ),
    steps: z.array(stepSchema),
  })
  .openapi('RoutingTrace');
