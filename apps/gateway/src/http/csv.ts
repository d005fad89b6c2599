import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | null;

/**
 * One line of CSV. A text that a spreadsheet would take for a formula gets an apostrophe in front, which spreadsheets
 * take as "this is text".
 */
export function csvLine(cells: readonly Cell[]): string {
  return stringify([cells.map((cell) => (typeof cell === 'string' ? guarded(cell) : cell))]);
}

/** Excel reads Korean in a CSV file only behind a byte order mark. */
export const csvByteOrderMark = '\ufeff';

function guarded(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** The text a guarded cell was made of, for files that come back. */
export function unguarded(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
