import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Scope } from '@hangil/engine';
import { createLedgerVerifier, fromJsonLine, type LedgerFindings, type RecordedEntry } from '@hangil/ledger';
import type { Books } from '@hangil/store-kit';
import { namedDatabase, openBooks } from '../open-store.ts';
import { CommandError } from './command-error.ts';
import type { CommandIo } from './command-io.ts';
import { nameOfBook, readWords } from './command-words.ts';

const entriesPerStatus = 250_000;

/** Recomputes chain, sums and, in a database, the balances that are kept. Needs no gateway, and disturbs none. */
export async function verifyFile(words: readonly string[], io: CommandIo): Promise<number> {
  const [file = ''] = readWords(words, {}, ['database or .jsonl']).positionals;
  const findings = file.endsWith('.jsonl') ? await verifyLines(file, io) : await verifyDatabase(file, io);
  for (const [book, { journalEntries, headHash, problems }] of findings) {
    await io.out(`${book}: ${journalEntries} entries, head ${headHash}, ${problems.length} problems\n`);
    for (const { code, detail, entryId } of problems) await io.out(`  ${code} ${entryId ?? ''} ${detail}\n`);
  }
  return [...findings.values()].some(({ problems }) => problems.length > 0) ? 1 : 0;
}

async function verifyDatabase(file: string, io: CommandIo): Promise<Map<string, LedgerFindings>> {
  const books = await openBooks(namedDatabase(file));
  try {
    const findings = new Map<string, LedgerFindings>();
    for (const scope of await books.scopes()) findings.set(nameOfBook(scope), await verifyBook(books, scope, io));
    return findings;
  } finally {
    await books.close();
  }
}

/** The balances that are kept belong to one number, up to which the entries are read. */
export async function verifyBook(
  books: Pick<Books, 'accountDays' | 'everyJournalEntry'>,
  scope: Scope,
  io: Pick<CommandIo, 'status'>,
): Promise<LedgerFindings> {
  const verifier = createLedgerVerifier(sha256);
  const { head, days } = await books.accountDays(scope, {});
  if (head > 0) {
    for await (const entry of books.everyJournalEntry(scope)) {
      verifier.add(entry);
      if (entry.link.number % entriesPerStatus === 0)
        io.status(`${nameOfBook(scope)}: ${entry.link.number} of ${head}`);
      if (entry.link.number >= head) break;
    }
  }
  return verifier.finish(days);
}

async function verifyLines(file: string, io: CommandIo): Promise<Map<string, LedgerFindings>> {
  const verifiers = new Map<string, ReturnType<typeof createLedgerVerifier>>();
  let count = 0;
  for await (const entry of readLines(file)) {
    const book = nameOfBook(entry);
    const verifier = verifiers.get(book) ?? createLedgerVerifier(sha256);
    verifiers.set(book, verifier);
    verifier.add(entry);
    count += 1;
    if (count % entriesPerStatus === 0) io.status(`${count} entries`);
  }
  return new Map([...verifiers].map(([book, verifier]) => [book, verifier.finish()]));
}

/** @throws CommandError that names the line */
export async function* readLines(file: string): AsyncGenerator<RecordedEntry> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    try {
      yield fromJsonLine(line);
    } catch (error) {
      throw new CommandError(`${file}, line ${number}: ${(error as Error).message}`);
    }
  }
}

export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
