import { type Column, toCsv } from '@hangil/ledger';
import { z } from '@hono/zod-openapi';
import { tableWorkbook } from '../../files/workbook.ts';
import type { HttpContext } from '../http-environment.ts';
import { streamAnswer } from '../stream-answer.ts';

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const reportFormat = z.enum(['json', 'csv', 'xlsx']).default('json');
export type ReportFormat = z.output<typeof reportFormat>;

export const reportMediaTypes = ['application/json', 'text/csv', workbookType];

/** A report as a table. */
export interface ReportTable<Row> {
  /** Of the file and of its sheet. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: AsyncIterable<Row> | Iterable<Row>;
}

/** Answers with a report as a file for spreadsheets: made while it is sent. */
export function tableAnswer<Row>(
  c: HttpContext,
  format: Exclude<ReportFormat, 'json'>,
  { name, columns, rows }: ReportTable<Row>,
): Response {
  const fileName = `${name}.${format}`;
  if (format === 'csv')
    return streamAnswer(c, toCsv(rows, columns), { mediaType: 'text/csv; charset=utf-8', fileName });
  return streamAnswer(c, tableWorkbook(name, columns, rows), { mediaType: workbookType, fileName });
}

/** Answers with an object whose list `data` may be of any length: it is made while it is sent. `after` follows the list. */
export function listAnswer(
  c: HttpContext,
  before: Readonly<Record<string, unknown>>,
  data: AsyncIterable<unknown>,
  after: () => Readonly<Record<string, unknown>>,
): Response {
  return streamAnswer(c, jsonParts(before, data, after), { mediaType: 'application/json' });
}

async function* jsonParts(
  before: Readonly<Record<string, unknown>>,
  data: AsyncIterable<unknown>,
  after: () => Readonly<Record<string, unknown>>,
): AsyncGenerator<string> {
  yield `{${membersOf(before)},"data":[`;
  let isFirst = true;
  for await (const item of data) {
    yield `${isFirst ? '' : ','}${JSON.stringify(item)}`;
    isFirst = false;
  }
  yield `],${membersOf(after())}}`;
}

function membersOf(object: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(object).slice(1, -1);
}
