import { type Column, withoutFormula } from '@hangil/ledger';
import type { SheetData } from 'write-excel-file/node';

/** A workbook of one sheet with Korean headings. It is built in memory, so callers limit the rows. */
export async function toXlsx<Row>(
  sheet: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Promise<Uint8Array> {
  const data: SheetData = [
    columns.map(({ titleKo }) => ({ value: titleKo, fontWeight: 'bold' as const })),
    ...rows.map((row) => columns.map((column) => toCell(column, row))),
  ];
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  return writeXlsxFile(data, { sheet }).toBuffer();
}

function toCell<Row>({ value, isNumber }: Column<Row>, row: Row) {
  const text = value(row);
  if (text === null || text === '') return null;
  return isNumber ? { value: Number(text), type: Number } : { value: withoutFormula(text), type: String };
}
