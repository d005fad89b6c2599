import { type ChainLink, genesis, nextLink } from '@hangil/ledger';
import { fromJournalEntryRow } from '@hangil/store-kit';
import type { Database } from 'better-sqlite3';
import { and, asc, eq } from 'drizzle-orm';
import { createDrizzle } from './drizzle.ts';
import { journalEntry, journalLine } from './schema.ts';
import { sha256OfNode } from './write/journal-writer.ts';

/** Chains the entries of every book that were written before there was a chain, in the order of writing. */
export function chainOlderEntries(client: Database): void {
  const database = createDrizzle(client);
  const update = client.prepare('UPDATE journal_entry SET recorded_at_us = ?, hash = ? WHERE sequence = ?');
  const { merchantId, livemode, number } = journalEntry;
  for (const scope of database.selectDistinct({ merchantId, livemode }).from(journalEntry).all()) {
    let link: ChainLink = genesis;
    for (;;) {
      const next = and(eq(merchantId, scope.merchantId), eq(livemode, scope.livemode), eq(number, link.number + 1));
      const row = database.select().from(journalEntry).where(next).get();
      if (row === undefined) break;
      const lines = database
        .select()
        .from(journalLine)
        .where(eq(journalLine.entrySequence, row.sequence))
        .orderBy(asc(journalLine.lineNumber))
        .all();
      const { sequence, ...entry } = row;
      link = nextLink(link, fromJournalEntryRow(entry, lines), sha256OfNode);
      update.run(link.recordedAtMicroseconds, link.hash, sequence);
    }
  }
}
