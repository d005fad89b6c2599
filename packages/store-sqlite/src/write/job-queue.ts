import { type Job, type JobChange, jobKey } from '@hangil/engine';
import { fromJobRow } from '@hangil/store-kit';
import { asc, eq, inArray, lte, min, sql } from 'drizzle-orm';
import { type Drizzle, placeholders, prepareWrite } from '../drizzle.ts';
import { job } from '../schema.ts';

export interface JobQueue {
  change(change: JobChange): void;
  claim(request: { readonly now: Date; readonly leaseUntil: Date; readonly limit: number }): readonly Job[];
  finish(job: Job): void;
  retry(job: Job, dueAt: Date): void;
  /** Earliest due time, or end of lease of a job that is held. */
  nextClaimableAt(): Date | null;
}

export function createJobQueue(database: Drizzle): JobQueue {
  const { revision: numberedByTheDatabase, ...values } = placeholders(job);
  const insert = prepareWrite(database, database.insert(job).values(values));
  const remove = prepareWrite(database, database.delete(job).where(eq(job.key, sql.placeholder('key'))));

  const sameRevision = eq(job.revision, sql.placeholder('revision'));
  const finish = prepareWrite(database, database.delete(job).where(sameRevision));
  const retry = prepareWrite(
    database,
    database
      .update(job)
      .set({
        dueAt: sql`${sql.placeholder('dueAt')}`,
        claimableAt: sql`${sql.placeholder('dueAt')}`,
        failures: sql`${job.failures} + 1`,
      })
      .where(sameRevision),
  );

  const claimable = database
    .select({ revision: job.revision })
    .from(job)
    .where(lte(job.claimableAt, sql.placeholder('now')))
    .orderBy(asc(job.claimableAt))
    .limit(sql.placeholder('limit'));
  const claim = database
    .update(job)
    .set({ claimableAt: sql`${sql.placeholder('leaseUntil')}` })
    .where(inArray(job.revision, claimable))
    .returning()
    .prepare();
  const next = database
    .select({ at: min(job.claimableAt) })
    .from(job)
    .prepare();

  return {
    change: (change) => {
      const key = jobKey(change.jobKind, change.subjectId);
      remove.run({ key });
      if (change.kind === 'remove') return;
      const dueAt = change.dueAt.getTime();
      const { jobKind: kind, subjectId } = change;
      insert.run({ key, kind, subjectId, dueAt, claimableAt: dueAt, failures: 0 });
    },
    claim: ({ now, leaseUntil, limit }) =>
      claim
        .all({ now: now.getTime(), leaseUntil: leaseUntil.getTime(), limit })
        .map(fromJobRow)
        .sort((left, right) => left.dueAt.getTime() - right.dueAt.getTime() || left.revision - right.revision),
    finish: ({ revision }) => void finish.run({ revision }),
    retry: ({ revision }, dueAt) => void retry.run({ revision, dueAt: dueAt.getTime() }),
    nextClaimableAt: () => {
      const at = next.get()?.at ?? null;
      return at === null ? null : new Date(at);
    },
  };
}
