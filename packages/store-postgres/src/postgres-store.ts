import type { Store } from '@hangil/engine';
import { assertBalanced } from '@hangil/ledger';
import type { Connections } from './connect.ts';
import { createDrizzle } from './drizzle.ts';
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
import { createExpiredRecordRemover } from './write/expired-records.ts';
import { createGroupCommit } from './write/group-commit.ts';
import { createJobQueue } from './write/job-queue.ts';

export function createPostgresStore(
  { reading, writing, close }: Connections,
  onBatch?: (writes: number) => void,
): Store {
  const database = createDrizzle(reading);
  const group = createGroupCommit(writing, onBatch);

  return {
    commit: async (changes) => {
      changes.journalEntries?.forEach(assertBalanced);
      return group.write({ kind: 'change_set', changes });
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
    ...createJobQueue(database),

    finishJob: async (job) => {
      await group.write({ kind: 'finish_job', job });
    },
    retryJob: async (job, dueAt) => {
      await group.write({ kind: 'retry_job', job, dueAt });
    },
    removeExpiredIdempotencyRecords: createExpiredRecordRemover(database),

    check: async () => {
      await writing.query('SELECT FROM schema_migration LIMIT 1');
    },
    close: async () => {
      await group.drained();
      await close();
    },
  };
}
