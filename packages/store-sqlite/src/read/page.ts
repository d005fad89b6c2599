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

/** Lets other work of the process go on between two chunks of a long read. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
