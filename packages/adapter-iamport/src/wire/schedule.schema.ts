import { z } from 'zod';
import { unixSeconds } from './lenient.ts';

/** One schedule: strict on the name, the time and the state; a state nobody knows is read as it stands. */
export const scheduleSchema = z
  .object({
    merchant_uid: z.string().min(1),
    schedule_at: unixSeconds,
    revoked_at: unixSeconds,
    schedule_status: z.string().min(1),
  })
  .transform((wire) => ({
    merchantUid: wire.merchant_uid,
    scheduledAt: wire.schedule_at,
    revokedAt: wire.revoked_at,
    status: wire.schedule_status,
  }));

export type WireSchedule = z.infer<typeof scheduleSchema>;

/** The description says an array, the provider's own Java client reads a page. */
export const scheduleListSchema = z.union([
  z.array(scheduleSchema),
  z.object({ list: z.array(scheduleSchema) }).transform(({ list }) => list),
]);
