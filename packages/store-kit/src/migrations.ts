import { readdirSync, readFileSync } from 'node:fs';

/** A change of the tables, brought about by a file named `0001-subject.sql`; the number is the version. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** The migrations of a store in their order. @param directory - with a slash at its end */
export function readMigrations(directory: URL): Migration[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({
      version: Number.parseInt(file, 10),
      name: file.replace(/^\d+-|\.sql$/g, ''),
      sql: readFileSync(new URL(file, directory), 'utf8'),
    }));
}
