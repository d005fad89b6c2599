import type { PayoutBatch, PayoutFileCheck } from '@hangil/engine';
import type { z } from 'zod';
import { presentInstant } from '../present-common.ts';
import type { batchSchema, dryRunSchema } from './schemas.ts';

export function presentBatch({ id, livemode, createdAt, status, value, counts }: PayoutBatch) {
  return {
    object: 'payout_batch',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    status: status as z.input<typeof batchSchema>['status'],
    created_by: value.createdBy,
    counts,
  } as const satisfies z.input<typeof batchSchema>;
}

export function presentDryRun({ accepted, rejected, errors }: PayoutFileCheck): z.input<typeof dryRunSchema> {
  return { object: 'payout_batch', dry_run: true, accepted, rejected, errors: [...errors] };
}
