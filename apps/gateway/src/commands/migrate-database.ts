import type { Scope } from '@hangil/engine';
import type { DatabaseExport, DatabaseImport } from '@hangil/store-kit/opening';
import { openImport } from '@hangil/store-postgres';
import { openExport } from '@hangil/store-sqlite';
import { databaseOf } from '../configuration/database-url.ts';
import { variable } from '../configuration/variables.ts';
import { CommandError } from './command-error.ts';
import type { CommandIo } from './command-io.ts';
import { nameOfBook, readWords } from './command-words.ts';
import { verifyBook } from './verify-file.ts';

const rowsPerWrite = 500;
const rowsPerStatus = 50_000;

/**
 * Moves everything from the embedded database to PostgreSQL and proves the books there. When it is broken off, running it again goes on
 * where it stopped; no gateway starts on a database that is half filled.
 */
export async function migrateDatabase(words: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = readWords(words, { to: 'string' }, ['database file']);
  const target = databaseOf(String(values.to ?? variable(process.env, 'HANGIL_DATABASE_URL') ?? ''));
  if (target?.kind !== 'postgres')
    throw new CommandError('Name the PostgreSQL to move to: --to postgres://…, or HANGIL_DATABASE_URL.');
  const source = await openExport(positionals[0] ?? '');
  try {
    const destination = await openImport(target.url, source.fingerprint);
    try {
      for (const table of source.tables) await moveTable(source, destination, table, io);
      await destination.complete();
      const problems = [...(await differences(source, destination)), ...(await compareBooks(source, destination, io))];
      for (const problem of problems) await io.out(`${problem}\n`);
      if (problems.length > 0) return 1;
      await destination.release();
      await io.out(
        'Everything is moved. Start the gateway with the new HANGIL_DATABASE_URL, and keep the file as it is.\n',
      );
      return 0;
    } finally {
      await destination.close();
    }
  } finally {
    await source.close();
  }
}

async function moveTable(
  source: DatabaseExport,
  destination: DatabaseImport,
  table: string,
  io: CommandIo,
): Promise<void> {
  const total = await source.count(table);
  let moved = 0;
  for (let after = await destination.lastKey(table); ; ) {
    const { rows, last } = await source.rows(table, after, rowsPerWrite);
    if (last === null) return;
    await destination.write(table, rows, last);
    after = last;
    moved += rows.length;
    if (moved % rowsPerStatus === 0) io.status(`${table}: ${moved} of ${total} rows`);
  }
}

async function differences(source: DatabaseExport, destination: DatabaseImport): Promise<string[]> {
  const problems: string[] = [];
  for (const table of source.tables) {
    const [there, here] = [await source.count(table), await destination.count(table)];
    if (there !== here) problems.push(`${table}: ${there} rows in the file, ${here} in PostgreSQL`);
  }
  return problems;
}

/** Recomputes every book where it is now, and compares its end with the one in the file. */
async function compareBooks(source: DatabaseExport, destination: DatabaseImport, io: CommandIo): Promise<string[]> {
  const found: string[] = [];
  for (const scope of await source.books.scopes()) {
    const name = nameOfBook(scope);
    const { journalEntries, headHash, problems } = await verifyBook(destination.books, scope, io);
    found.push(...problems.map(({ code, detail }) => `${name}: ${code} ${detail}`));
    if (headHash !== (await headOf(source, scope))) found.push(`${name} ends with another hash than in the file`);
    await io.out(`${name}: ${journalEntries} entries, head ${headHash}, ${problems.length} problems\n`);
  }
  return found;
}

async function headOf({ books }: DatabaseExport, scope: Scope): Promise<string | null> {
  const { head } = await books.accountDays(scope, {});
  for await (const { link } of books.everyJournalEntry(scope, { afterNumber: head - 1 })) return link.hash;
  return null;
}
