import type { Books } from '@hangil/store-kit';
import type { Pool } from 'pg';
import { createDrizzle } from './drizzle.ts';
import { createBacklogRead } from './read/backlog-read.ts';
import { createLedgerReads } from './read/ledger-reads.ts';
import { createPaymentReads } from './read/payment-reads.ts';
import { createPayoutReads } from './read/payout-reads.ts';
import { createRefundReads } from './read/refund-reads.ts';
import { journalEntry } from './schema.ts';

/** @param close - what lets go of the connections */
export function createBooks(pool: Pool, close: () => Promise<void>): Books {
  const database = createDrizzle(pool);
  const { everyJournalEntry, accountDays, accountTotals } = createLedgerReads(database);
  const { payment } = createPaymentReads(database);
  const { refund, refundsOf } = createRefundReads(database);
  const { payout } = createPayoutReads(database);
  const { merchantId, livemode } = journalEntry;
  return {
    everyJournalEntry,
    accountDays,
    accountTotals,
    payment,
    refund,
    refundsOf,
    payout,
    ...createBacklogRead(database),
    scopes: async () => database.selectDistinct({ merchantId, livemode }).from(journalEntry),
    close,
  };
}
