import type { Books } from '@hangil/store-kit/opening';
import type { Pool } from 'pg';
import { type Connections, connect, describeUrl } from './connect.ts';
import { createDrizzle } from './drizzle.ts';
import { assertNewest } from './migrate.ts';
import { createBacklogRead } from './read/backlog-read.ts';
import { createLedgerReads } from './read/ledger-reads.ts';
import { createPaymentReads } from './read/payment-reads.ts';
import { createPayoutReads } from './read/payout-reads.ts';
import { createRefundReads } from './read/refund-reads.ts';
import { journalEntry } from './schema.ts';
import { placeOf, toStoreOpenError } from './store-open-error.ts';

/** Reads a database beside the gateways that write it; a standby serves as well. @throws StoreOpenError */
export async function openBooks(url: string): Promise<Books> {
  let connections: Connections | undefined;
  try {
    connections = connect({ url, readConnections: 2, onlyToRead: true });
    const client = await connections.reading.connect();
    try {
      await assertNewest(client, describeUrl(url));
    } finally {
      client.release();
    }
    return createBooks(connections.reading, connections.close);
  } catch (error) {
    await connections?.close();
    throw toStoreOpenError(placeOf(url), error);
  }
}

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
