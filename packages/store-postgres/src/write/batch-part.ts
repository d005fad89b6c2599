import type { Column, Table } from 'drizzle-orm';
import { getTableColumns } from 'drizzle-orm';
import { storable } from '../storable-text.ts';

/** A row as the function of the database takes it: by the names of columns. */
export type ColumnValues = Readonly<Record<string, unknown>>;

/** Turns rows of a table into rows by the names of its columns; properties that are no column are left out. */
export function columnsOf(table: Table): (row: object) => ColumnValues {
  const names = Object.entries(getTableColumns(table)).map(([property, column]: [string, Column]) => [
    property,
    column.name,
  ]);
  return (row) => {
    const values: Record<string, unknown> = {};
    for (const [property, name] of names as [string, string][]) {
      const value = (row as Record<string, unknown>)[property];
      if (value !== undefined && value !== null) values[name] = storable(value);
    }
    return values;
  };
}
