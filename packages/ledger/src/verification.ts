import { balanceProblem, type JournalEntry } from './journal-entry.ts';

/** Something in the books that must not be. */
export interface LedgerProblem {
  /** Short stable word: `unbalanced_entry`, `duplicate_source`, `book_not_zero`, ... */
  readonly code: string;
  readonly detail: string;
  readonly entryId: string | null;
}

/** Recomputes a book from its entries alone, one entry at a time. */
export interface LedgerVerifier {
  add(entry: JournalEntry): void;
  /** Call once, after the last entry. */
  finish(): { readonly journalEntries: number; readonly problems: readonly LedgerProblem[] };
}

export function createLedgerVerifier(): LedgerVerifier {
  const problems: LedgerProblem[] = [];
  const sources = new Set<string>();
  const sums = new Map<string, bigint>();
  let journalEntries = 0;

  return {
    add(entry) {
      journalEntries += 1;
      const problem = balanceProblem(entry.lines);
      if (problem !== null) problems.push({ code: 'unbalanced_entry', detail: problem, entryId: entry.id });
      if (sources.has(entry.sourceKey))
        problems.push({ code: 'duplicate_source', detail: entry.sourceKey, entryId: entry.id });
      sources.add(entry.sourceKey);
      for (const { currency, layer, side, amountMinor } of entry.lines) {
        if (!Number.isSafeInteger(amountMinor)) continue; // reported above; a sum cannot hold it
        const key = `${currency} ${layer}`;
        sums.set(key, (sums.get(key) ?? 0n) + (side === 'debit' ? BigInt(amountMinor) : -BigInt(amountMinor)));
      }
    },
    finish() {
      for (const [key, sum] of sums) {
        if (sum !== 0n) problems.push({ code: 'book_not_zero', detail: `${key} is off by ${sum}`, entryId: null });
      }
      return { journalEntries, problems };
    },
  };
}
