import { PassThrough } from 'node:stream';
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

/** A sheet of a workbook takes 1,048,576 rows. */
const rowsPerSheet = 1_000_000;

/** Cells are texts and numbers, never formulas. */
async function* workbook(rows: AsyncIterable<OperationRow>): AsyncGenerator<Uint8Array> {
  const stream = new PassThrough();
  const writing = writeWorkbook(stream, rows).catch((error: Error) => stream.destroy(error));
  yield* stream;
  await writing;
}

async function writeWorkbook(stream: PassThrough, rows: AsyncIterable<OperationRow>): Promise<void> {
  // Loaded when first asked for: a gateway that writes no workbook is 20 MB smaller.
  const { default: excel } = await import('exceljs');
  const book = new excel.stream.xlsx.WorkbookWriter({ stream });
  let written = 0;
  let sheet = newSheet();
  for await (const row of rows) {
    if (written > 0 && written % rowsPerSheet === 0) {
      sheet.commit();
      sheet = newSheet();
    }
    sheet.addRow(cellsOf(row)).commit();
    written += 1;
    if (stream.writableNeedDrain) await new Promise((resolve) => stream.once('drain', resolve));
  }
  sheet.commit();
  await book.commit();

  function newSheet() {
    const added = book.addWorksheet(`operations ${Math.floor(written / rowsPerSheet) + 1}`);
    added.addRow([...operationColumns]).commit();
    return added;
  }
}
