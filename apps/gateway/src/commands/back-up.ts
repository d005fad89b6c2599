import { openBooks } from '@hangil/store-sqlite';
import type { CommandIo } from './command-io.ts';
import { nameOfBook, readWords } from './command-words.ts';
import { verifyBook } from './verify-file.ts';

/** Copies a database while its gateway goes on, and proves the books of the copy. */
export async function backUp(words: readonly string[], io: CommandIo): Promise<number> {
  const [source = '', target = ''] = readWords(words, {}, ['database', 'new file']).positionals;
  const books = openBooks(source);
  try {
    await books.copyTo(target, (left, total) => io.status(`${total - left} of ${total} pages`));
  } finally {
    await books.close();
  }
  const copy = openBooks(target);
  try {
    let problemsFound = 0;
    for (const scope of await copy.scopes()) {
      const { journalEntries, headHash, problems } = await verifyBook(copy, scope, io);
      problemsFound += problems.length;
      await io.out(`${nameOfBook(scope)}: ${journalEntries} entries, head ${headHash}, ${problems.length} problems\n`);
    }
    return problemsFound > 0 ? 1 : 0;
  } finally {
    await copy.close();
  }
}
