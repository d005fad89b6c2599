import { type AccountDay, createDayTotals } from './balance.ts';
import { type ChainLink, chainProblem, genesis, type RecordedEntry } from './chain/chain.ts';
import { type Sha256, sha256 } from './chain/sha256.ts';
import { createFingerprints } from './fingerprints.ts';
import { balanceProblem, type Posting } from './journal-entry.ts';

/** Something in the books that must not be. */
export interface LedgerProblem {
  /** Short stable word: `unbalanced_entry`, `duplicate_source`, `book_not_zero`, ... */
  readonly code: string;
  readonly detail: string;
  readonly entryId: string | null;
}

/** Recomputes a book from its entries alone, one entry at a time. */
export interface LedgerVerifier {
  add(entry: RecordedEntry): void;
  /** Link of the last entry. */
  readonly head: ChainLink;
  /**
   * Call once, after the last entry.
   * @param cached - what is kept as totals of accounts and days as of that entry, held against the recomputation
   */
  finish(cached?: readonly AccountDay[]): LedgerFindings;
}

export interface LedgerFindings {
  readonly journalEntries: number;
  /** Of the last entry: whoever knows it can tell later that nothing before it was changed. */
  readonly headHash: string;
  readonly problems: readonly LedgerProblem[];
}

export function createLedgerVerifier(digest: Sha256 = sha256): LedgerVerifier {
  const problems: LedgerProblem[] = [];
  const sources = createFingerprints();
  const days = createDayTotals();
  let head = genesis;
  let journalEntries = 0;

  function report(code: string, detail: string | null, { id }: RecordedEntry): void {
    if (detail !== null) problems.push({ code, detail, entryId: id });
  }

  return {
    add(entry) {
      journalEntries += 1;
      report('unbalanced_entry', balanceProblem(entry.lines), entry);
      report('duplicate_source', sources.add(entry.sourceKey) ? null : entry.sourceKey, entry);
      report('broken_chain', chainProblem(head, entry, digest), entry);
      head = entry.link;
      // A line that is no amount was reported above; a sum cannot hold it.
      days.add(entry.lines.every(isAmount) ? entry : { ...entry, lines: entry.lines.filter(isAmount) });
    },
    get head() {
      return head;
    },
    finish(cached) {
      const totals = days.totals();
      const wrong = [...sidesThatDiffer(totals), ...(cached === undefined ? [] : cachesThatDiffer(cached, totals))];
      return { journalEntries, headHash: head.hash, problems: [...problems, ...wrong] };
    },
  };
}

function isAmount({ amountMinor }: Posting): boolean {
  return amountMinor > 0 && Number.isSafeInteger(amountMinor);
}

function sidesThatDiffer(totals: readonly AccountDay[]): LedgerProblem[] {
  const sums = new Map<string, bigint>();
  for (const { currency, layer, debitMinor, creditMinor } of totals) {
    const key = `${currency} ${layer}`;
    sums.set(key, (sums.get(key) ?? 0n) + BigInt(debitMinor) - BigInt(creditMinor));
  }
  return [...sums]
    .filter(([, sum]) => sum !== 0n)
    .map(([key, sum]) => ({ code: 'book_not_zero', detail: `${key} is off by ${sum}`, entryId: null }));
}

function cachesThatDiffer(cached: readonly AccountDay[], computed: readonly AccountDay[]): LedgerProblem[] {
  const stated = new Map(cached.map((day) => [keyOf(day), sidesOf(day)]));
  const actual = new Map(computed.map((day) => [keyOf(day), sidesOf(day)]));
  return [...new Set([...stated.keys(), ...actual.keys()])]
    .filter((key) => stated.get(key) !== actual.get(key))
    .map((key) => ({
      code: 'balance_differs',
      detail: `${key}: the balance kept says ${stated.get(key) ?? 'nothing'}, the entries ${actual.get(key) ?? 'nothing'}`,
      entryId: null,
    }));
}

function keyOf({ account, currency, layer, day }: AccountDay): string {
  return `${account} ${currency} ${layer} ${day}`;
}

function sidesOf({ debitMinor, creditMinor }: AccountDay): string {
  return `debit ${debitMinor} credit ${creditMinor}`;
}
