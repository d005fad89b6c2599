import { existsSync } from 'node:fs';
import { type Books, StoreOpenError } from '@hangil/store-kit/opening';
import Sqlite from 'better-sqlite3';
import { createDrizzle } from './drizzle.ts';
import { newestVersion } from './migrate.ts';
import { createBacklogRead } from './read/backlog-read.ts';
import { createLedgerReads } from './read/ledger-reads.ts';
import { createPaymentReads } from './read/payment-reads.ts';
import { createPayoutReads } from './read/payout-reads.ts';
import { createRefundReads } from './read/refund-reads.ts';
import { journalEntry } from './schema.ts';
import { toStoreOpenError } from './store-open-error.ts';

export interface BooksInFile extends Books {
  /** Copies the whole database into a new file, as of one moment, while it is being written. @param progress - pages left and in all */
  copyTo(target: string, progress?: (left: number, total: number) => void): Promise<void>;
}

/** @throws StoreOpenError with one sentence that says what to do */
export function openBooks(path: string): BooksInFile {
  if (!existsSync(path)) throw new StoreOpenError(`${path} does not exist: name the database of a gateway.`);
  const client = open(path);
  const database = createDrizzle(client);
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
    scopes: async () => database.selectDistinct({ merchantId, livemode }).from(journalEntry).all(),
    async copyTo(target, progress) {
      if (existsSync(target)) throw new StoreOpenError(`${target} exists: name a new file.`);
      await client.backup(target, {
        progress: ({ totalPages, remainingPages }) => {
          progress?.(remainingPages, totalPages);
          return pagesPerStep;
        },
      });
    },
    close: async () => void client.close(),
  };
}

/** What one turn of the event loop copies. */
const pagesPerStep = 1_000;

function open(path: string): Sqlite.Database {
  let client: Sqlite.Database | undefined;
  try {
    client = new Sqlite(path, { readonly: true });
    const version = client.pragma('user_version', { simple: true });
    if (version !== newestVersion())
      throw new StoreOpenError(
        `${path} has schema ${version}, this version reads ${newestVersion()}: start the gateway once to bring it up, or use its version.`,
      );
    return client;
  } catch (error) {
    client?.close();
    throw toStoreOpenError(path, error);
  }
}
