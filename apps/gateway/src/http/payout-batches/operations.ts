import { z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import { createPayoutSchema, payoutSchema } from '../payouts/schemas.ts';
import type { Operation } from '../route.ts';
import { payoutColumns } from './columns.ts';
import { batchListQuery, batchSchema, dryRunSchema, itemListQuery, resultQuery, uploadQuery } from './schemas.ts';

const tag = 'Payout batches';
const params = z.object({ id: z.string() });
const batch = { status: 200, description: 'The batch.', schema: batchSchema } as const;

export const createBatch = {
  method: 'post',
  path: '/v1/payout_batches',
  tag,
  summary: 'Pay out many at once',
  query: uploadQuery,
  rawBody: {
    'text/csv': z.string().openapi({
      description: 'Up to 200 MiB, UTF-8 or EUC-KR, columns in any order, English or Korean names.',
      example: `${payoutColumns.join(',')}\n`,
    }),
    'application/json': z.object({ payouts: z.array(createPayoutSchema) }),
  },
  answer: {
    status: 201,
    description: 'The batch. With `dry_run` what is wrong with the rows, as 200.',
    schema: z.union([batchSchema, dryRunSchema]),
  },
  problems: { 422: 'At least one row is wrong and none was accepted; `errors` names row and field.' },
} as const satisfies Operation;

export const listBatches = {
  method: 'get',
  path: '/v1/payout_batches',
  tag,
  summary: 'List payout batches',
  query: batchListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(batchSchema) },
} as const satisfies Operation;

export const getBatch = {
  method: 'get',
  path: '/v1/payout_batches/{id}',
  tag,
  summary: 'How far a batch is',
  params,
  answer: batch,
} as const satisfies Operation;

export const listItems = {
  method: 'get',
  path: '/v1/payout_batches/{id}/items',
  tag,
  summary: 'Payouts of a batch',
  params,
  query: itemListQuery,
  answer: { status: 200, description: 'In the order of the file.', schema: listOf(payoutSchema) },
} as const satisfies Operation;

export const getResult = {
  method: 'get',
  path: '/v1/payout_batches/{id}/result.csv',
  tag,
  summary: 'What became of every row',
  params,
  query: resultQuery,
  answer: { status: 200, description: 'One line for each row.', schema: z.string(), mediaTypes: ['text/csv'] },
} as const satisfies Operation;

export const pauseBatch = {
  method: 'post',
  path: '/v1/payout_batches/{id}/pause',
  tag,
  summary: 'Send no further row',
  params,
  answer: batch,
} as const satisfies Operation;

export const resumeBatch = {
  method: 'post',
  path: '/v1/payout_batches/{id}/resume',
  tag,
  summary: 'Go on with a paused batch',
  params,
  answer: batch,
} as const satisfies Operation;

export const cancelBatch = {
  method: 'post',
  path: '/v1/payout_batches/{id}/cancel',
  tag,
  summary: 'Take back every row that was not sent',
  params,
  answer: batch,
} as const satisfies Operation;
