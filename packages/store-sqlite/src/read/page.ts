import type { Page, Scope } from '@hangil/engine';
import { and, eq, lt, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';

/** A table whose rows belong to one merchant in one mode. */
interface BookTable {
  readonly merchantId: SQLiteColumn;
  readonly livemode: SQLiteColumn;
}

export function inBook(table: BookTable, { merchantId, livemode }: Scope): SQL | undefined {
  return and(eq(table.merchantId, merchantId), eq(table.livemode, livemode));
}

/** A filter that does not restrict when it is absent. */
export function equals(column: SQLiteColumn, value: string | undefined): SQL | undefined {
  return value === undefined ? undefined : eq(column, value);
}

/** What follows the last row the caller has seen, newest first. */
export function before(column: SQLiteColumn, cursor: string | null): SQL | undefined {
  return cursor === null ? undefined : lt(column, cursor);
}

/** Cuts a list that was read with one row more than the page holds. */
export function toPage<Row, Item>(rows: readonly Row[], limit: number, toItem: (row: Row) => Item): Page<Item> {
  return { items: rows.slice(0, limit).map(toItem), hasMore: rows.length > limit };
}

const chunkSize = 500;

/** Reads a table in the order of ids, chunk by chunk, so that memory stays bounded and other work of the process goes on. */
export async function* everyRow<Row extends { readonly id: string }, Item>(
  readChunk: (after: string, limit: number) => readonly Row[],
  toItem: (row: Row) => Item,
): AsyncGenerator<Item> {
  for (let after = ''; ; ) {
    const rows = readChunk(after, chunkSize);
    for (const row of rows) yield toItem(row);
    const end = rows.at(-1);
    if (end === undefined) return;
    after = end.id;
    await nextTurn();
  }
}

/** Lets other work of the process go on between two chunks of a long read. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
