import type { Database, RunResult } from 'better-sqlite3';
import { Column, getTableColumns, is, Param, Placeholder, type Query, type SQL, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';

export type Drizzle = ReturnType<typeof createDrizzle>;

/**
 * Prepared reads of one row have no `limit(1)`: drizzle binds the 1, and SQLite plans a statement anew whenever a limit is bound,
 * which takes three times as long as the read. `get` stops after the first row by itself.
 */
export function createDrizzle(client: Database) {
  return drizzle({ client });
}

/** A prepared statement whose placeholders are named like the properties of `Row`. */
export interface Statement<Row extends object> {
  run(values: Row & Record<string, unknown>): RunResult;
}

/**
 * Prepares a write. Drizzle says it, the driver runs it: drizzle's own `run` looks at the kind of every value again on
 * every call, and so takes 2 to 3 µs more each time.
 */
export function prepareWrite<Row extends object>(
  database: Drizzle,
  query: { toSQL(): Pick<Query, 'sql' | 'params'> },
): Statement<Row> {
  const { sql: text, params } = query.toSQL();
  const statement = database.$client.prepare(text);
  const bind = toBinder(params);
  return { run: (values) => statement.run(bind(values)) };
}

/** One statement of so many rows costs little more than one of a single row. */
const rowsPerStatement = 8;

/** Prepares inserting some rows at once. */
export function prepareRows<Row extends object>(database: Drizzle, table: SQLiteTable): (rows: readonly Row[]) => void {
  const prepare = (count: number) => {
    const values = Array.from({ length: count }, () => placeholders(table));
    const { sql: text, params } = database.insert(table).values(values).toSQL();
    return { statement: database.$client.prepare(text), bind: toBinder(params.slice(0, params.length / count)) };
  };
  const prepared = new Map<number, ReturnType<typeof prepare>>();
  return (rows) => {
    for (let start = 0; start < rows.length; start += rowsPerStatement) {
      const some = rows.slice(start, start + rowsPerStatement);
      const { statement, bind } = prepared.get(some.length) ?? prepare(some.length);
      prepared.set(some.length, { statement, bind });
      statement.run(some.flatMap((row) => bind(row as Record<string, unknown>)));
    }
  };
}

/** A prepared read of one row, as a list of the columns in the order they were selected, as the database stores them. */
export function prepareRead<Row extends unknown[]>(
  database: Drizzle,
  query: { toSQL(): Pick<Query, 'sql' | 'params'> },
): { get(values: Record<string, unknown>): Row | undefined } {
  const { sql: text, params } = query.toSQL();
  const statement = database.$client.prepare<unknown[], Row>(text).raw();
  const bind = toBinder(params);
  return { get: (values) => statement.get(bind(values)) };
}

/** What a statement binds, in its order. One loop over plain lists: this runs for every row that is written. */
function toBinder(params: readonly unknown[]): (values: Record<string, unknown>) => unknown[] {
  const bindings = params.map(toBinding);
  return (values) => {
    const bound: unknown[] = [];
    for (const { name, encoder, constant } of bindings) {
      const value = name === null ? constant : values[name];
      bound.push(encoder === null ? value : encoder.mapToDriverValue(value));
    }
    return bound;
  };
}

interface Binding {
  /** Of the value; null = the constant. */
  readonly name: string | null;
  readonly encoder: Pick<Param['encoder'], 'mapToDriverValue'> | null;
  readonly constant: unknown;
}

function toBinding(param: unknown): Binding {
  if (is(param, Placeholder)) return { name: param.name, encoder: null, constant: null };
  if (is(param, Param) && is(param.value, Placeholder)) {
    const { encoder } = param;
    const changesNothing = encoder.mapToDriverValue === Column.prototype.mapToDriverValue;
    return { name: param.value.name, encoder: changesNothing ? null : encoder, constant: null };
  }
  return { name: null, encoder: null, constant: param };
}

type Columns<Table extends SQLiteTable> = keyof Table['_']['columns'];

/** One placeholder a column, named like its property, for `insert().values()`. */
export function placeholders<Table extends SQLiteTable>(table: Table): { [Name in Columns<Table>]: Placeholder } {
  const names = Object.keys(getTableColumns(table)) as Columns<Table>[];
  return Object.fromEntries(names.map((name) => [name, new Placeholder(String(name))])) as {
    [Name in Columns<Table>]: Placeholder;
  };
}

/** A placeholder that turns its value into what the column stores, as the bare one does not outside `values()`. */
export function valueFor(column: SQLiteColumn, name: string): SQL {
  return sql`${sql.param(new Placeholder(name), column)}`;
}

/** One such placeholder for each of some columns, for `update().set()`. */
export function settings<Table extends SQLiteTable, Name extends Columns<Table>>(
  table: Table,
  names: readonly Name[],
): { [Chosen in Name]: SQL } {
  const columns = getTableColumns(table) as Record<Name, SQLiteColumn>;
  const chosen = names.map((name) => [name, valueFor(columns[name], String(name))]);
  return Object.fromEntries(chosen) as { [Chosen in Name]: SQL };
}
