import { paymentActionStatuses } from '@hangil/engine';
import { z } from '@hono/zod-openapi';
import { answerTimestamp, failureSchema, listOf } from '../answer-fields.ts';
import { jsonObject } from '../fields.ts';
import { pageQuery } from '../pagination.ts';
import type { Operation } from '../route.ts';

const paymentActionSchema = z
  .object({
    object: z.literal('payment_action'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    payment_id: z.string(),
    name: z.string(),
    status: z.enum(paymentActionStatuses),
    input: z.record(z.string(), z.unknown()).openapi({ description: 'As given, without secrets.' }),
    result: z.unknown().openapi({ description: 'What the provider told; its form is the action’s own.' }),
    failure: failureSchema.nullable(),
    finished_at: answerTimestamp.nullable(),
  })
  .openapi('PaymentAction');

export const runPaymentAction = {
  method: 'post',
  path: '/v1/payments/{id}/actions/{name}',
  tag: 'Payments',
  summary: 'Do what only the payment’s provider or PG can',
  params: z.object({ id: z.string(), name: z.string() }),
  body: z
    .strictObject({
      input: jsonObject.default({}).openapi({
        type: 'object',
        description: 'Fields of the action; see the page of the provider.',
      }),
    })
    .openapi('RunPaymentAction'),
  answer: {
    status: 201,
    description: 'What came of it. A refusal of the provider is one with status `failed`.',
    schema: paymentActionSchema,
  },
  problems: { 502: 'The provider could not be asked.' },
} as const satisfies Operation;

export const listPaymentActions = {
  method: 'get',
  path: '/v1/payments/{id}/actions',
  tag: 'Payments',
  summary: 'Actions that were run on a payment',
  params: z.object({ id: z.string() }),
  query: z.strictObject(pageQuery),
  answer: { status: 200, description: 'Newest first.', schema: listOf(paymentActionSchema) },
} as const satisfies Operation;
