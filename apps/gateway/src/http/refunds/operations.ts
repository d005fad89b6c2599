import { z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import type { Operation } from '../route.ts';
import { createRefundSchema, refundListQuery, refundSchema } from './schemas.ts';

const tag = 'Refunds';
const params = z.object({ id: z.string() });

export const createRefund = {
  method: 'post',
  path: '/v1/payments/{id}/refunds',
  tag,
  summary: 'Give money back',
  params,
  body: createRefundSchema,
  answer: { status: 201, description: 'The refund. A decline is one with status `failed`.', schema: refundSchema },
  problems: {
    502: 'Nothing happened at the provider; `resource` carries the refund.',
    504: 'The outcome is not known yet; `resource` carries the refund.',
  },
} as const satisfies Operation;

export const listRefunds = {
  method: 'get',
  path: '/v1/refunds',
  tag,
  summary: 'List refunds',
  query: refundListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(refundSchema) },
} as const satisfies Operation;

export const getRefund = {
  method: 'get',
  path: '/v1/refunds/{id}',
  tag,
  summary: 'Get a refund',
  params,
  answer: { status: 200, description: 'The refund.', schema: refundSchema },
} as const satisfies Operation;
