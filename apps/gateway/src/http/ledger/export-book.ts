import type { Scope, Store } from '@hangil/engine';
import {
  journalColumns,
  type RecordedEntry,
  toBeancount,
  toCsv,
  toHledger,
  toJournalRows,
  toJsonLine,
} from '@hangil/ledger';
import { tableWorkbook } from '../../files/workbook.ts';

export const exportFormats = {
  hledger: { mediaType: 'text/plain; charset=utf-8', fileName: 'hangil.journal' },
  beancount: { mediaType: 'text/plain; charset=utf-8', fileName: 'hangil.beancount' },
  csv: { mediaType: 'text/csv; charset=utf-8', fileName: 'hangil.csv' },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: 'hangil.xlsx',
  },
  jsonl: { mediaType: 'application/jsonl; charset=utf-8', fileName: 'hangil.jsonl' },
} as const;

export type ExportFormat = keyof typeof exportFormats;

export type TextFormat = Exclude<ExportFormat, 'xlsx'>;

export function isTextFormat(word: string): word is TextFormat {
  return word in exportFormats && word !== 'xlsx';
}

type BookReads = Pick<Store, 'accountDays' | 'everyJournalEntry'>;

/** The book as it stands when the export begins, in one of the formats. */
export async function exportBook(
  store: BookReads,
  scope: Scope,
  format: ExportFormat,
): Promise<AsyncGenerator<string | Uint8Array>> {
  if (format !== 'xlsx') return exportTexts(store, scope, format);
  const { head } = await store.accountDays(scope, {});
  return tableWorkbook('journal', journalColumns, toJournalRows(entriesUpTo(store, scope, head)));
}

/** The same as text, in parts. */
export async function exportTexts(store: BookReads, scope: Scope, format: TextFormat): Promise<AsyncGenerator<string>> {
  const { head, days } = await store.accountDays(scope, {});
  const entries = entriesUpTo(store, scope, head);
  switch (format) {
    case 'hledger':
      return toHledger(entries, days);
    case 'beancount':
      return toBeancount(entries, days);
    case 'csv':
      return toCsv(toJournalRows(entries), journalColumns);
    case 'jsonl':
      return toJsonLines(entries);
    default:
      return format satisfies never;
  }
}

async function* entriesUpTo(store: BookReads, scope: Scope, head: number): AsyncGenerator<RecordedEntry> {
  if (head === 0) return;
  for await (const entry of store.everyJournalEntry(scope)) {
    yield entry;
    if (entry.link.number >= head) return;
  }
}

async function* toJsonLines(entries: AsyncIterable<RecordedEntry>): AsyncGenerator<string> {
  for await (const entry of entries) yield toJsonLine(entry);
}
