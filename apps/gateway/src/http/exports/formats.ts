import { toWorkbook } from '../../files/workbook.ts';
import { csvByteOrderMark, csvLine } from '../csv.ts';
import { cellsOf, type OperationRow, operationColumns } from './operation-rows.ts';

interface Format {
  readonly mediaType: string;
  write(rows: AsyncIterable<OperationRow>): AsyncIterable<string | Uint8Array>;
}

export const formats = {
  csv: { mediaType: 'text/csv; charset=utf-8', write: csv },
  jsonl: { mediaType: 'application/jsonl', write: jsonLines },
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: workbook },
} as const satisfies Record<string, Format>;

async function* csv(rows: AsyncIterable<OperationRow>): AsyncGenerator<string> {
  yield csvByteOrderMark + csvLine(operationColumns);
  for await (const row of rows) yield csvLine(cellsOf(row));
}

async function* jsonLines(rows: AsyncIterable<OperationRow>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

function workbook(rows: AsyncIterable<OperationRow>): AsyncGenerator<Uint8Array> {
  return toWorkbook('operations', operationColumns, cells(rows));
}

async function* cells(rows: AsyncIterable<OperationRow>) {
  for await (const row of rows) yield cellsOf(row);
}
