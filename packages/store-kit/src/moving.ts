import type { Books } from './books.ts';

/** What a row is found by, in the order of the columns of its key. */
export type RowKey = readonly (string | number)[];

/** Rows by the names of columns; bytes as hexadecimal text behind `\x`. */
export type MovedRow = Readonly<Record<string, string | number | null>>;

/** A database that is read to be moved. Nobody else has it meanwhile. */
export interface DatabaseExport {
  /** Differs when anything in it differs. */
  readonly fingerprint: string;
  readonly tables: readonly string[];
  readonly books: Books;
  count(table: string): Promise<number>;
  /** Rows in the order of their keys, after one of them; fewer than asked for only at the end. */
  rows(
    table: string,
    after: RowKey | null,
    limit: number,
  ): Promise<{ readonly rows: readonly MovedRow[]; readonly last: RowKey | null }>;
  close(): Promise<void>;
}

/** A database that is filled with what another holds. No gateway starts on it before that is finished. */
export interface DatabaseImport {
  readonly books: Books;
  /** Key of the last row of a table that is written; null when there is none. */
  lastKey(table: string): Promise<RowKey | null>;
  /** Writes rows, and that they are: whole or not at all. @param last - key of the last one */
  write(table: string, rows: readonly MovedRow[], last: RowKey): Promise<void>;
  count(table: string): Promise<number>;
  /** To be called when every table is written: makes what follows from the rows. */
  complete(): Promise<void>;
  /** Lets gateways start on it. */
  release(): Promise<void>;
  close(): Promise<void>;
}
