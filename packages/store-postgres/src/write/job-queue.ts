import type { Store } from '@hangil/engine';
import { fromJobRow } from '@hangil/store-kit';
import { asc, inArray, lte, min, sql } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { job } from '../schema.ts';

/** Jobs that other gateways are claiming at this moment are passed over, not waited for. */
export function createJobQueue(database: Drizzle): Pick<Store, 'claimJobs' | 'nextJobDueAt'> {
  const next = database
    .select({ at: min(job.claimableAt) })
    .from(job)
    .prepare('next_job');

  return {
    claimJobs: async ({ now, leaseUntil, limit }) => {
      const due = database
        .$with('due')
        .as(
          database
            .select({ key: job.key })
            .from(job)
            .where(lte(job.claimableAt, now.getTime()))
            .orderBy(asc(job.claimableAt), asc(job.revision))
            .limit(limit)
            .for('update', { skipLocked: true }),
        );
      const rows = await database
        .with(due)
        .update(job)
        .set({ claimableAt: leaseUntil.getTime() })
        .where(inArray(job.key, sql`(SELECT key FROM due)`))
        .returning();
      return rows
        .map(fromJobRow)
        .sort((left, right) => left.dueAt.getTime() - right.dueAt.getTime() || left.revision - right.revision);
    },
    nextJobDueAt: async () => {
      const [row] = await next.execute();
      const at = row?.at ?? null;
      return at === null ? null : new Date(at);
    },
  };
}
