import { payoutStatuses } from '@hangil/core';
import { z } from '@hono/zod-openapi';
import { answerTimestamp } from '../answer-fields.ts';
import { pageQuery } from '../pagination.ts';

export const uploadQuery = z.strictObject({
  dry_run: z
    .enum(['true', 'false'])
    .default('false')
    .openapi({ description: 'Looks at every row, changes nothing, answers what is wrong.' }),
});

const batchStatuses = ['loading', 'running', 'paused', 'completed', 'canceled'] as const;

export const batchListQuery = z.strictObject({ ...pageQuery, status: z.enum(batchStatuses).optional() });
export const itemListQuery = z.strictObject({ ...pageQuery, status: z.enum(payoutStatuses).optional() });
export const resultQuery = z.strictObject({
  status: z
    .literal('failed')
    .optional()
    .openapi({ description: 'Only the failed rows, in the columns of the template, to be corrected and sent again.' }),
});

const counts = z
  .object({ total: z.int(), ...Object.fromEntries(payoutStatuses.map((status) => [status, z.int()])) })
  .openapi('PayoutCounts');

export const batchSchema = z
  .object({
    object: z.literal('payout_batch'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    status: z.enum(batchStatuses),
    created_by: z.string().nullable(),
    counts,
  })
  .openapi('PayoutBatch');

const rowError = z.object({ row: z.int(), field: z.string(), code: z.string(), message: z.string() });

export const dryRunSchema = z
  .object({
    object: z.literal('payout_batch'),
    dry_run: z.literal(true),
    accepted: z.int(),
    rejected: z.int(),
    errors: z.array(rowError).openapi({ description: 'The first 10,000.' }),
  })
  .openapi('PayoutBatchDryRun');
