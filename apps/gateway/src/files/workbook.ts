import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { type Column, withoutFormula } from '@hangil/ledger';
import type { Cell } from '../http/csv.ts';

/** A sheet of a workbook takes 1,048,576 rows; what follows goes to the next. */
const rowsPerSheet = 1_000_000;

/** A workbook that is made while it is sent. Cells are texts and numbers, never formulas. */
export async function* toWorkbook(
  sheetName: string,
  headings: readonly string[],
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>,
): AsyncGenerator<Uint8Array> {
  const stream = new PassThrough();
  const writing = writeWorkbook(stream, sheetName, headings, rows).catch((error: Error) => stream.destroy(error));
  yield* stream;
  await writing;
}

/** The rows of a table with Korean headings as a workbook. */
export function tableWorkbook<Row>(
  sheetName: string,
  columns: readonly Column<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncGenerator<Uint8Array> {
  const headings = columns.map(({ titleKo }) => titleKo);
  return toWorkbook(sheetName, headings, cellsOf(columns, rows));
}

async function* cellsOf<Row>(columns: readonly Column<Row>[], rows: AsyncIterable<Row> | Iterable<Row>) {
  for await (const row of rows) {
    yield columns.map(({ value, isNumber }) => {
      const text = value(row);
      if (text === null || text === '') return null;
      return isNumber ? Number(text) : withoutFormula(text);
    });
  }
}

async function writeWorkbook(
  stream: PassThrough,
  sheetName: string,
  headings: readonly string[],
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>,
): Promise<void> {
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
    sheet.addRow([...row]).commit();
    written += 1;
    // Whoever stops reading ends the stream, and with it the reading of the rows.
    if (stream.writableNeedDrain) await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
    if (stream.destroyed) return;
  }
  sheet.commit();
  await book.commit();

  function newSheet() {
    const added = book.addWorksheet(`${sheetName} ${Math.floor(written / rowsPerSheet) + 1}`);
    added.addRow([...headings]).commit();
    return added;
  }
}
