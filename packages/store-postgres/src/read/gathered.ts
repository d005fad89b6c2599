/**
 * Asks the database once for everything that one turn of the event loop wants of a kind: under load most of the time of a read is its
 * way there and back. The question leaves after the last caller has asked, so each sees what was committed before.
 *
 * @param load - finds many at once; what is not there is left out
 * @param idOf - what of the ids a row was found by
 */
export function gathered<Row>(load: (ids: string[]) => Promise<readonly Row[]>, idOf: (row: Row) => string) {
  let next: { readonly ids: Set<string>; readonly rows: Promise<ReadonlyMap<string, Row>> } | null = null;

  function gather(): NonNullable<typeof next> {
    const ids = new Set<string>();
    const rows = new Promise<ReadonlyMap<string, Row>>((resolve, reject) => {
      setImmediate(() => {
        next = null;
        load([...ids]).then((found) => resolve(new Map(found.map((row) => [idOf(row), row]))), reject);
      });
    });
    return { ids, rows };
  }

  return async (id: string): Promise<readonly Row[]> => {
    next ??= gather();
    const { ids, rows } = next;
    ids.add(id);
    const row = (await rows).get(id);
    return row === undefined ? [] : [row];
  };
}
