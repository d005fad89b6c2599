import { z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import type { Operation } from '../route.ts';
import {
  billingKeyListQuery,
  billingKeySchema,
  confirmBillingKeySchema,
  deleteBillingKeyQuery,
  issueBillingKeySchema,
} from './schemas.ts';

const tag = 'Billing keys';
const params = z.object({ id: z.string() });
const billingKey = { status: 200, description: 'The billing key.', schema: billingKeySchema } as const;
const unknownOutcome = { 504: 'The outcome is not known yet; `resource` carries the billing key.' };

export const issueBillingKey = {
  method: 'post',
  path: '/v1/billing_keys',
  tag,
  summary: 'Keep a means of payment for later charges',
  body: issueBillingKeySchema,
  answer: {
    status: 201,
    description: 'The billing key. One that the card company refused has the status `failed`.',
    schema: billingKeySchema,
  },
  problems: { 502: 'Nothing happened at the provider; `resource` carries the billing key.', ...unknownOutcome },
} as const satisfies Operation;

export const listBillingKeys = {
  method: 'get',
  path: '/v1/billing_keys',
  tag,
  summary: 'List billing keys',
  query: billingKeyListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(billingKeySchema) },
} as const satisfies Operation;

export const getBillingKey = {
  method: 'get',
  path: '/v1/billing_keys/{id}',
  tag,
  summary: 'Get a billing key',
  params,
  answer: billingKey,
} as const satisfies Operation;

export const confirmBillingKey = {
  method: 'post',
  path: '/v1/billing_keys/{id}/confirm',
  tag,
  summary: 'Settle a billing key after the shopper came back from the window',
  params,
  body: confirmBillingKeySchema,
  answer: billingKey,
  problems: unknownOutcome,
} as const satisfies Operation;

export const deleteBillingKey = {
  method: 'delete',
  path: '/v1/billing_keys/{id}',
  tag,
  summary: 'Delete a billing key',
  params,
  query: deleteBillingKeyQuery,
  answer: billingKey,
  problems: { 409: 'It is being made, was never made, or charges are scheduled on it.' },
} as const satisfies Operation;
