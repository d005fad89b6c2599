import { existsSync } from 'node:fs';
import type { Scope, Store } from '@hangil/engine';
import { createLedgerVerifier, type RecordedEntry, signedMajorText } from '@hangil/ledger';
import { openSqliteStore } from '@hangil/store-sqlite';
import { exportTexts, isTextFormat } from '../http/ledger/export-book.ts';
import { namedDatabase, openBooks } from '../open-store.ts';
import { CommandError } from './command-error.ts';
import type { CommandIo } from './command-io.ts';
import { chooseBook, nameOfBook, readWords } from './command-words.ts';
import { readLines, sha256 } from './verify-file.ts';

const bookOptions = { merchant: 'string', live: 'boolean' } as const;
const entriesPerCommit = 1_000;

export async function exportBooks(words: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = readWords(words, { ...bookOptions, format: 'string' }, ['database']);
  const format = String(values.format ?? '');
  if (!isTextFormat(format)) throw new CommandError('Name a format: --format hledger, beancount, csv or jsonl.');
  const books = await openBooks(namedDatabase(positionals[0] ?? ''));
  try {
    const scope = await chooseBook(books, values.merchant as string | undefined, values.live === true);
    for await (const text of await exportTexts(books, scope, format)) await io.out(text);
    return 0;
  } finally {
    await books.close();
  }
}

export async function showTrialBalance(words: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = readWords(words, bookOptions, ['database']);
  const books = await openBooks(namedDatabase(positionals[0] ?? ''));
  try {
    const scope = await chooseBook(books, values.merchant as string | undefined, values.live === true);
    for (const { account, currency, debitMinor, creditMinor } of await books.accountTotals(scope, {
      layer: 'posted',
    })) {
      const columns = [debitMinor, creditMinor, debitMinor - creditMinor].map((minor) =>
        signedMajorText(minor, currency).padStart(20),
      );
      await io.out(`${account.padEnd(56)} ${currency}${columns.join('')}\n`);
    }
    return 0;
  } finally {
    await books.close();
  }
}

/** Moves a book into a new database: every entry is proved before it is written, and the last one has the same hash as in the file. */
export async function importBook(words: readonly string[], io: CommandIo): Promise<number> {
  const [file = '', target = ''] = readWords(words, {}, ['.jsonl', 'new database']).positionals;
  if (existsSync(target)) throw new CommandError(`${target} exists: name a new file.`);
  const store = openSqliteStore({ path: target });
  try {
    const heads = await importEntries(store, readLines(file));
    for (const { scope, head } of heads) {
      if ((await headOf(store, scope)) !== head)
        throw new CommandError(`${nameOfBook(scope)} ends with another hash than the file.`);
      await io.out(`${nameOfBook(scope)}: head ${head}\n`);
    }
    return 0;
  } finally {
    await store.close();
  }
}

async function importEntries(store: Store, entries: AsyncIterable<RecordedEntry>) {
  const books = new Map<string, { scope: Scope; head: string; verifier: ReturnType<typeof createLedgerVerifier> }>();
  let waiting: RecordedEntry[] = [];
  const write = async () => {
    const result = await store.commit({ journalEntries: waiting.map(({ link, ...entry }) => entry) });
    if (result.kind === 'conflict')
      throw new CommandError(`The file has an entry that cannot be written: ${result.on}.`);
    waiting = [];
  };
  for await (const entry of entries) {
    const { merchantId, livemode } = entry;
    const book = books.get(nameOfBook(entry)) ?? {
      scope: { merchantId, livemode },
      head: '',
      verifier: createLedgerVerifier(sha256),
    };
    books.set(nameOfBook(entry), book);
    book.verifier.add(entry);
    book.head = entry.link.hash;
    waiting.push(entry);
    if (waiting.length >= entriesPerCommit) await write();
  }
  if (waiting.length > 0) await write();
  for (const { scope, verifier } of books.values()) {
    const [problem] = verifier.finish().problems;
    if (problem !== undefined) throw new CommandError(`${nameOfBook(scope)}: ${problem.code} ${problem.detail}`);
  }
  return [...books.values()];
}

async function headOf(store: Store, scope: Scope): Promise<string | undefined> {
  const { items } = await store.journalEntries(scope, {}, { limit: 1, cursor: null });
  return items[0]?.link.hash;
}
