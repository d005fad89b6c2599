import type { Database, RunResult } from 'better-sqlite3';
import { getTableColumns, is, Param, Placeholder, type Query, type SQL, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';

export type Drizzle = ReturnType<typeof createDrizzle>;

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
  const readers = params.map(toReader);
  return { run: (values) => statement.run(readers.map((read) => read(values))) };
}

/** A prepared read of one row, as a list of the columns in the order they were selected, as the database stores them. */
export function prepareRead<Row extends unknown[]>(
  database: Drizzle,
  query: { toSQL(): Pick<Query, 'sql' | 'params'> },
): { get(values: Record<string, unknown>): Row | undefined } {
  const { sql: text, params } = query.toSQL();
  const statement = database.$client.prepare<unknown[], Row>(text).raw();
  const readers = params.map(toReader);
  return { get: (values) => statement.get(readers.map((read) => read(values))) };
}

function toReader(param: unknown): (values: Record<string, unknown>) => unknown {
  if (is(param, Placeholder)) return (values) => values[param.name];
  if (is(param, Param) && is(param.value, Placeholder)) {
    const { encoder } = param;
    const { name } = param.value;
    return (values) => encoder.mapToDriverValue(values[name]);
  }
  return () => param;
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
