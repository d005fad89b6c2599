import type { JournalEntry } from '@hangil/ledger';
import { type JournalLineRow, toJournalEntryRow } from '../codec/journal-codec.ts';
import { type Drizzle, placeholders, prepareWrite } from '../drizzle.ts';
import { journalEntry, journalLine } from '../schema.ts';

export function createJournalWriter(database: Drizzle): (entry: JournalEntry) => void {
  const { sequence: numberedByTheDatabase, ...entryValues } = placeholders(journalEntry);
  const insertEntry = prepareWrite(database, database.insert(journalEntry).values(entryValues));
  const insertLine = prepareWrite<JournalLineRow>(
    database,
    database.insert(journalLine).values(placeholders(journalLine)),
  );

  return (entry) => {
    const { lastInsertRowid } = insertEntry.run(toJournalEntryRow(entry));
    const { merchantId, livemode } = entry;
    for (const [index, line] of entry.lines.entries()) {
      insertLine.run({ ...line, merchantId, livemode, entrySequence: Number(lastInsertRowid), lineNumber: index + 1 });
    }
  };
}
