import { z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import type { Operation } from '../route.ts';
import { paymentSchema, routingDecisionSchema, timelineStepSchema } from './answer-schemas.ts';
import { confirmPaymentSchema, createPaymentSchema, informationSchema, paymentListQuery } from './schemas.ts';

const tag = 'Payments';
const params = z.object({ id: z.string() });
const payment = { status: 200, description: 'The payment.', schema: paymentSchema } as const;
const unknownOutcome = { 504: 'The outcome is not known yet; `resource` carries the payment.' };

export const createPayment = {
  method: 'post',
  path: '/v1/payments',
  tag,
  summary: 'Take a payment',
  body: createPaymentSchema,
  answer: { status: 201, description: 'The payment. A decline is one with status `failed`.', schema: paymentSchema },
  problems: { 502: 'Nothing happened at the provider; `resource` carries the payment.', ...unknownOutcome },
} as const satisfies Operation;

export const listPayments = {
  method: 'get',
  path: '/v1/payments',
  tag,
  summary: 'List payments',
  query: paymentListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(paymentSchema) },
} as const satisfies Operation;

export const getPayment = {
  method: 'get',
  path: '/v1/payments/{id}',
  tag,
  summary: 'Get a payment',
  params,
  answer: payment,
} as const satisfies Operation;

export const confirmPayment = {
  method: 'post',
  path: '/v1/payments/{id}/confirm',
  tag,
  summary: 'Settle a payment after the shopper came back',
  params,
  body: confirmPaymentSchema,
  answer: payment,
  problems: {
    502: 'Nothing was done at the provider; the payment waits for its shopper as before.',
    ...unknownOutcome,
  },
} as const satisfies Operation;

export const provideInformation = {
  method: 'post',
  path: '/v1/payments/{id}/information',
  tag,
  summary: 'Answer what the provider asks the shopper for',
  params,
  body: informationSchema,
  answer: payment,
  problems: {
    409: 'Nothing is asked.',
    502: 'The provider did not take it; the payment is as it was.',
    504: 'It is not known whether the provider took it; it may be sent again.',
  },
} as const satisfies Operation;

export const cancelPayment = {
  method: 'post',
  path: '/v1/payments/{id}/cancel',
  tag,
  summary: 'End a payment before money moved',
  params,
  answer: payment,
  problems: unknownOutcome,
} as const satisfies Operation;

export const syncPayment = {
  method: 'post',
  path: '/v1/payments/{id}/sync',
  tag,
  summary: 'Ask the provider now',
  params,
  answer: payment,
} as const satisfies Operation;

export const getTimeline = {
  method: 'get',
  path: '/v1/payments/{id}/timeline',
  tag,
  summary: 'Every step of a payment',
  params,
  answer: { status: 200, description: 'Oldest first.', schema: listOf(timelineStepSchema) },
} as const satisfies Operation;

export const getRouting = {
  method: 'get',
  path: '/v1/payments/{id}/routing',
  tag,
  summary: 'Why this provider',
  params,
  answer: { status: 200, description: 'The decision as it was recorded.', schema: routingDecisionSchema },
} as const satisfies Operation;
