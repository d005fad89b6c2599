import { money, toMajorText } from '@hangil/core';
import type { RecordedEntry } from '../chain/chain.ts';

/** A column of a table for people: its name for programs, its heading in Korean, and what a row shows in it. */
export interface Column<Row> {
  readonly name: string;
  readonly titleKo: string;
  /** Numbers are amounts in major units, as exact decimal text. */
  readonly value: (row: Row) => string | null;
  readonly isNumber?: boolean;
}

export interface JournalRow {
  readonly entry: RecordedEntry;
  readonly line: RecordedEntry['lines'][number];
}

const amountOn =
  (wanted: 'debit' | 'credit') =>
  ({ line: { side, amountMinor, currency } }: JournalRow) =>
    side === wanted ? toMajorText(money(amountMinor, currency)) : null;

/** One row for each line of each entry. */
export const journalColumns: readonly Column<JournalRow>[] = [
  { name: 'number', titleKo: '전표번호', value: ({ entry }) => String(entry.link.number), isNumber: true },
  { name: 'effective_at', titleKo: '거래일시', value: ({ entry }) => entry.effectiveAt.toISOString() },
  { name: 'recorded_at', titleKo: '기록일시', value: ({ entry }) => entry.recordedAt.toISOString() },
  { name: 'kind', titleKo: '구분', value: ({ entry }) => entry.kind },
  { name: 'account', titleKo: '계정', value: ({ line }) => line.account },
  { name: 'debit', titleKo: '차변', value: amountOn('debit'), isNumber: true },
  { name: 'credit', titleKo: '대변', value: amountOn('credit'), isNumber: true },
  { name: 'currency', titleKo: '통화', value: ({ line }) => line.currency },
  { name: 'layer', titleKo: '상태', value: ({ line }) => line.layer },
  { name: 'payment_id', titleKo: '결제', value: ({ entry }) => entry.paymentId },
  { name: 'refund_id', titleKo: '환불', value: ({ entry }) => entry.refundId },
  { name: 'payout_id', titleKo: '지급', value: ({ entry }) => entry.payoutId },
  { name: 'settlement_id', titleKo: '정산', value: ({ entry }) => entry.settlementId },
  { name: 'case_id', titleKo: '확인 건', value: ({ entry }) => entry.caseId },
  { name: 'journal_entry_id', titleKo: '분개', value: ({ entry }) => entry.id },
  { name: 'hash', titleKo: '해시', value: ({ entry }) => entry.link.hash },
];

/** A text that a spreadsheet would run as a formula gets an apostrophe in front, which the spreadsheet does not show. */
export function withoutFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** RFC 4180 with a byte order mark, by which spreadsheets know that it is UTF-8. */
export async function* toCsv<Row>(
  rows: AsyncIterable<Row> | Iterable<Row>,
  columns: readonly Column<Row>[],
): AsyncGenerator<string> {
  yield `\uFEFF${columns.map(({ name }) => name).join(',')}\r\n`;
  for await (const row of rows) {
    const cells = columns.map(({ value, isNumber }) => {
      const text = value(row) ?? '';
      return isNumber ? text : quoted(withoutFormula(text));
    });
    yield `${cells.join(',')}\r\n`;
  }
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export async function* toJournalRows(entries: AsyncIterable<RecordedEntry>): AsyncGenerator<JournalRow> {
  for await (const entry of entries) for (const line of entry.lines) yield { entry, line };
}
