import type { Page } from '@hangil/engine';

/** Cuts a list that was read with one row more than the page holds. */
export function toPage<Row, Item>(rows: readonly Row[], limit: number, toItem: (row: Row) => Item): Page<Item> {
  return { items: rows.slice(0, limit).map(toItem), hasMore: rows.length > limit };
}

const chunkSize = 500;

/** Reads a table in the order of ids, chunk by chunk, so that memory stays bounded and other work of the process goes on. */
export async function* everyRow<Row extends { readonly id: string }, Item>(
  readChunk: (after: string, limit: number) => readonly Row[] | Promise<readonly Row[]>,
  toItem: (row: Row) => Item,
): AsyncGenerator<Item> {
  for (let after = ''; ; ) {
    const rows = await readChunk(after, chunkSize);
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
