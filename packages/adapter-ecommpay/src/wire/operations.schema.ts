import { z } from 'zod';
import { lenientText as text } from './lenient.ts';

/** One row of the operations report. Times are wall-clock time of the zone that was asked for: `YYYY-MM-DD hh:mm:ss`. */
const row = z
  .object({
    operation_id: text,
    payment_id: text,
    operation_type: text,
    operation_status: text,
    operation_created_at: text,
    operation_completed_at: text,
    payment_sum: text,
    payment_currency: text,
  })
  .partial();

/** The answer to an operations request: the rows as a list, or under `operations`. A row that is no object spoils the page. */
export const operationsSchema = z.union([
  z.array(row).transform((operations) => ({ operations })),
  z.object({ operations: z.array(row) }),
]);

export type ReportedRow = z.infer<typeof row>;
