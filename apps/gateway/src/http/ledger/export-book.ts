import { PaymentGatewayError } from '@hangil/core';
import type { Scope, Store } from '@hangil/engine';
import {
  type JournalRow,
  journalColumns,
  type RecordedEntry,
  toBeancount,
  toCsv,
  toHledger,
  toJournalRows,
  toJsonLine,
} from '@hangil/ledger';
import { toXlsx } from '../../files/to-xlsx.ts';

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

/** A workbook is built in memory; the other formats flow and have no limit. */
const workbookRowsMax = 100_000;

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
): Promise<ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>> {
  if (format !== 'xlsx') return toStream(await exportTexts(store, scope, format));
  const { head } = await store.accountDays(scope, {});
  const rows = await collectRows(toJournalRows(entriesUpTo(store, scope, head)));
  return new Uint8Array(await toXlsx('journal', journalColumns, rows));
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

async function collectRows(rows: AsyncIterable<JournalRow>): Promise<JournalRow[]> {
  const collected: JournalRow[] = [];
  for await (const row of rows) {
    if (collected.length >= workbookRowsMax) {
      throw new PaymentGatewayError('invalid_request', {
        detail: `A workbook holds ${workbookRowsMax} lines and the book has more: take csv.`,
        param: 'format',
      });
    }
    collected.push(row);
  }
  return collected;
}

const chunkCharacters = 65_536;

/** Whoever stops reading stops the reading of the book. */
function toStream(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      let chunk = '';
      while (chunk.length < chunkCharacters) {
        const { value, done } = await texts.next();
        if (done) {
          if (chunk !== '') controller.enqueue(encoder.encode(chunk));
          controller.close();
          return;
        }
        chunk += value;
      }
      controller.enqueue(encoder.encode(chunk));
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}
