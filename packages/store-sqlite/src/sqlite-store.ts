import type { CommitResult, Store } from '@hangil/engine';
import { assertBalanced } from '@hangil/ledger';
import { createDrizzle } from './drizzle.ts';
import { createGroupCommit } from './group-commit.ts';
import type { OpenDatabase } from './open-database.ts';
import { createBacklogRead } from './read/backlog-read.ts';
import { createDocumentReads } from './read/document-reads.ts';
import { createEventReads } from './read/event-reads.ts';
import { createLedgerReads } from './read/ledger-reads.ts';
import { createPastPaymentReads } from './read/past-payment-reads.ts';
import { createPaymentReads } from './read/payment-reads.ts';
import { createPayoutReads } from './read/payout-reads.ts';
import { createRecordReads } from './read/record-reads.ts';
import { createRefundReads } from './read/refund-reads.ts';
import { createWebhookReads } from './read/webhook-reads.ts';
import { createChangeSetWriter } from './write/change-set-writer.ts';
import { createExpiredRecordRemover } from './write/expired-records.ts';
import { createJobQueue } from './write/job-queue.ts';
import { createJournalWriter } from './write/journal-writer.ts';
import { conflictOf } from './write/refusal.ts';

/**
 * Reads use the connection that writes: a transaction begins and ends within one turn of the event loop, so no read can
 * fall into it.
 */
export function createSqliteStore({ client, close }: OpenDatabase, onBatch?: (writes: number) => void): Store {
  const database = createDrizzle(client);
  const jobs = createJobQueue(database);
  const journal = createJournalWriter(database);
  const writeChangeSet = createChangeSetWriter(database, jobs, journal.write);
  const removeExpiredRecords = createExpiredRecordRemover(database);
  const group = createGroupCommit(client, journal.ending, onBatch);

  return {
    commit: async (changes) => {
      changes.journalEntries?.forEach(assertBalanced);
      return group.write(() => writeChangeSet(changes)).then(committed, refusedOrFailed);
    },
    ...createPaymentReads(database),
    ...createPastPaymentReads(database),
    ...createRefundReads(database),
    ...createPayoutReads(database),
    ...createDocumentReads(database),
    ...createRecordReads(database),
    ...createEventReads(database),
    ...createWebhookReads(database),
    ...createLedgerReads(database),
    ...createBacklogRead(database),

    claimJobs: (request) => group.write(() => jobs.claim(request)),
    finishJob: (job) => group.write(() => jobs.finish(job)),
    retryJob: (job, dueAt) => group.write(() => jobs.retry(job, dueAt)),
    nextJobDueAt: async () => jobs.nextClaimableAt(),

    removeExpiredIdempotencyRecords: (request) => group.write(() => removeExpiredRecords(request)),

    check: async () => {
      if (group.failure !== null) throw group.failure;
      client.prepare('SELECT count(*) FROM schema_migration').get();
    },
    close: async () => {
      group.flush();
      close();
    },
  };
}

function committed(): CommitResult {
  return { kind: 'committed' };
}

function refusedOrFailed(error: unknown): CommitResult {
  const on = conflictOf(error);
  if (on === null) throw error;
  return { kind: 'conflict', on };
}
