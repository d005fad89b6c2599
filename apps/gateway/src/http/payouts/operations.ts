import { z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import type { Operation } from '../route.ts';
import { createPayoutSchema, payoutListQuery, payoutSchema } from './schemas.ts';

const tag = 'Payouts';
const params = z.object({ id: z.string() });
const payout = { status: 200, description: 'The payout.', schema: payoutSchema } as const;

export const createPayout = {
  method: 'post',
  path: '/v1/payouts',
  tag,
  summary: 'Pay out',
  body: createPayoutSchema,
  answer: { status: 201, description: 'The payout. A decline is one with status `failed`.', schema: payoutSchema },
  problems: {
    502: 'Nothing happened at the provider; `resource` carries the payout.',
    504: 'The outcome is not known yet; `resource` carries the payout. It is never sent again by another way.',
  },
} as const satisfies Operation;

export const listPayouts = {
  method: 'get',
  path: '/v1/payouts',
  tag,
  summary: 'List payouts',
  query: payoutListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(payoutSchema) },
} as const satisfies Operation;

export const getPayout = {
  method: 'get',
  path: '/v1/payouts/{id}',
  tag,
  summary: 'Get a payout',
  params,
  answer: payout,
} as const satisfies Operation;

export const cancelPayout = {
  method: 'post',
  path: '/v1/payouts/{id}/cancel',
  tag,
  summary: 'Take a payout back before it was sent',
  params,
  answer: payout,
} as const satisfies Operation;

export const approvePayout = {
  method: 'post',
  path: '/v1/payouts/{id}/approve',
  tag,
  summary: 'Agree to a payout that waits for a second API key',
  params,
  answer: payout,
  problems: {
    403: 'The key is the one that asked for the payout.',
    502: 'Nothing happened at the provider; `resource` carries the payout.',
    504: 'The outcome is not known yet; `resource` carries the payout.',
  },
} as const satisfies Operation;

export const syncPayout = {
  method: 'post',
  path: '/v1/payouts/{id}/sync',
  tag,
  summary: 'Ask the provider now',
  params,
  answer: payout,
} as const satisfies Operation;
