import type { Job } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { MemoryTables, StoredJob } from './memory-tables.ts';

type JobStore = Pick<Store, 'claimJobs' | 'finishJob' | 'retryJob' | 'nextJobDueAt'>;

export function createMemoryJobs({ jobsByKey }: MemoryTables): JobStore {
  /** The stored job, unless it was scheduled anew since `job` was claimed. */
  function current(job: Job): StoredJob | undefined {
    const stored = jobsByKey.get(job.key);
    return stored?.revision === job.revision ? stored : undefined;
  }

  return {
    claimJobs: async ({ now, leaseUntil, limit }) => {
      const claimed = [...jobsByKey.values()]
        .filter((job) => job.claimableAt <= now)
        .sort((left, right) => left.claimableAt.getTime() - right.claimableAt.getTime())
        .slice(0, limit);
      for (const job of claimed) jobsByKey.set(job.key, { ...job, claimableAt: new Date(leaseUntil) });
      return claimed.map(({ claimableAt, ...job }) => ({ ...job, dueAt: new Date(job.dueAt) }));
    },
    finishJob: async (job) => {
      if (current(job) !== undefined) jobsByKey.delete(job.key);
    },
    retryJob: async (job, dueAt) => {
      const stored = current(job);
      if (stored === undefined) return;
      const later = new Date(dueAt);
      jobsByKey.set(job.key, { ...stored, dueAt: later, claimableAt: later, failures: stored.failures + 1 });
    },
    nextJobDueAt: async () => {
      const times = [...jobsByKey.values()].map((job) => job.claimableAt.getTime());
      return times.length === 0 ? null : new Date(Math.min(...times));
    },
  };
}
