import { z } from '@hono/zod-openapi';
import { routingRulesSchema } from '../../configuration/routing-schema.ts';
import { answerTimestamp } from '../answer-fields.ts';
import { instant } from '../fields.ts';
import { createPaymentSchema } from '../payments/schemas.ts';
import { createPayoutSchema } from '../payouts/schemas.ts';
import { traceSchema } from './trace-schema.ts';

export const putRoutingSchema = routingRulesSchema.openapi('PutRouting');

export const routingVersionSchema = z
  .object({
    object: z.literal('routing_version'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp.nullable(),
    version: z.int().openapi({ description: '0 = the rules of the configuration.' }),
    source: z.enum(['config', 'api']),
    active: z.boolean(),
    activated_at: answerTimestamp.nullable(),
    rules: z.array(z.unknown()).openapi({ description: 'As they were given.' }),
    default: z.array(z.string()),
  })
  .openapi('RoutingVersion');

/** What only the create call needs may be left out. */
export const evaluatedPaymentSchema = z
  .strictObject({
    ...createPaymentSchema.shape,
    order_id: createPaymentSchema.shape.order_id.optional(),
    order_name: createPaymentSchema.shape.order_name.optional(),
  })
  .openapi('EvaluatedPayment');

export const evaluatedPayoutSchema = z
  .strictObject({
    ...createPayoutSchema.shape,
    reference: createPayoutSchema.shape.reference.optional(),
    destination: createPayoutSchema.shape.destination.optional(),
    customer: createPayoutSchema.shape.customer.optional(),
  })
  .openapi('EvaluatedPayout');

export const evaluateSchema = z
  .strictObject({
    operation: z.enum(['payment', 'payout']),
    request: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'As in the create call; what only that needs may be left out.' }),
    payment_id: z
      .string()
      .regex(/^[\w-]{1,100}$/, 'must be an id')
      .optional()
      .openapi({ description: 'What a weighted split is drawn by; need not exist.' }),
  })
  .openapi('EvaluateRouting');

export const evaluatedDecisionSchema = z
  .object({ object: z.literal('routing_decision'), channels: z.array(z.string()), trace: traceSchema })
  .openapi('EvaluatedRoutingDecision');

export const payoutDecisionSchema = z
  .object({
    object: z.literal('routing_decision'),
    payout_id: z.string(),
    channels: z.array(z.string()),
    trace: traceSchema,
  })
  .openapi('PayoutRoutingDecision');

export const replaySchema = z
  .strictObject({
    ...routingRulesSchema.shape,
    created_from: instant.nullish(),
    created_to: instant.nullish(),
  })
  .openapi('ReplayRouting');

const sideSchema = z
  .object({
    payments: z.int(),
    succeeded: z.number(),
    failed: z.number(),
    success_rate: z.number().nullable(),
    fees: z.array(z.object({ currency: z.string(), amount: z.int() })),
    without_fee: z.number(),
  })
  .openapi('RoutingReplaySide');

export const replayReportSchema = z
  .object({
    object: z.literal('routing_replay'),
    payments: z.int(),
    moved: z.int(),
    unserved: z.int(),
    without_evidence: z.int(),
    before: sideSchema,
    after: sideSchema,
    channels: z.array(z.object({ channel_id: z.string(), before: sideSchema, after: sideSchema })),
  })
  .openapi('RoutingReplay');
