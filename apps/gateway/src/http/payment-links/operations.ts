import { z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import type { Operation } from '../route.ts';
import { createPaymentLinkSchema, paymentLinkListQuery, paymentLinkSchema } from './schemas.ts';

const tag = 'Payment links';
const params = z.object({ id: z.string() });
const link = { status: 200, description: 'The link.', schema: paymentLinkSchema } as const;

export const createPaymentLink = {
  method: 'post',
  path: '/v1/payment_links',
  tag,
  summary: 'Make a page that takes payments of one amount',
  body: createPaymentLinkSchema,
  answer: { ...link, status: 201 },
  problems: { 422: 'No channel serves one of the methods.' },
} as const satisfies Operation;

export const listPaymentLinks = {
  method: 'get',
  path: '/v1/payment_links',
  tag,
  summary: 'List payment links',
  query: paymentLinkListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(paymentLinkSchema) },
} as const satisfies Operation;

export const getPaymentLink = {
  method: 'get',
  path: '/v1/payment_links/{id}',
  tag,
  summary: 'Get a payment link',
  params,
  answer: link,
} as const satisfies Operation;

export const deactivatePaymentLink = {
  method: 'post',
  path: '/v1/payment_links/{id}/deactivate',
  tag,
  summary: 'Take no more payments by a link',
  params,
  answer: link,
} as const satisfies Operation;
