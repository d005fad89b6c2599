import { assertBalanced } from '@hangil/ledger';
import type { Store } from '../store/store.ts';
import { createBacklogRead } from './memory-backlog.ts';
import { applyChangeSet } from './memory-commit.ts';
import { createDocumentReads } from './memory-document-reads.ts';
import { createMemoryExpiry } from './memory-expiry.ts';
import { createMemoryJobs } from './memory-jobs.ts';
import { createLedgerReads } from './memory-ledger-reads.ts';
import { createAggregateReads, createRecordReads } from './memory-reads.ts';
import { createMemoryTables } from './memory-tables.ts';
import { createWebhookReads } from './memory-webhook-reads.ts';

/** A store that lives as long as the process: for tests and simulations. It has no clock and no chance of its own. */
export function createMemoryStore(): Store {
  const tables = createMemoryTables();
  let lastRevision = 0;
  const nextRevision = () => {
    lastRevision += 1;
    return lastRevision;
  };

  return {
    commit: async (changes) => {
      changes.journalEntries?.forEach(assertBalanced);
      const conflict = applyChangeSet(tables, structuredClone(changes), nextRevision);
      return conflict === null ? { kind: 'committed' } : { kind: 'conflict', on: conflict };
    },
    ...createAggregateReads(tables),
    ...createDocumentReads(tables),
    ...createRecordReads(tables),
    ...createLedgerReads(tables),
    ...createWebhookReads(tables),
    ...createMemoryJobs(tables),
    ...createMemoryExpiry(tables),
    ...createBacklogRead(tables),
    check: async () => {},
    close: async () => {},
  };
}
