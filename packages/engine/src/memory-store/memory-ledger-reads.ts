import { accountTotals, type JournalEntry } from '@hangil/ledger';
import type { Scope } from '../store/records.ts';
import type { JournalFilter, Page, PostingInEntry, Store } from '../store/store.ts';
import { copyEach, isAsked, isInBook } from './copies.ts';
import type { MemoryTables } from './memory-tables.ts';

type LedgerReads = Pick<Store, 'accountTotals' | 'journalEntries' | 'postings' | 'everyJournalEntry'>;

/** Newest and oldest are by the order of writing. */
export function createLedgerReads({ journal }: MemoryTables): LedgerReads {
  const inBook = (scope: Scope) => [...journal.values()].filter((entry) => isInBook(entry, scope));

  return {
    everyJournalEntry: (scope) => copyEach(inBook(scope)),
    accountTotals: async (scope, { account, layer, at }) => {
      const entries = inBook(scope).filter((entry) => at === undefined || entry.effectiveAt <= at);
      const asked = entries.map(({ lines }) => ({
        lines: lines.filter((line) => isAsked(line.account, account) && isAsked(line.layer, layer)),
      }));
      return accountTotals(asked);
    },
    journalEntries: async (scope, filter, { limit, cursor }) => {
      const matching = newestFirst(inBook(scope), cursor).filter((entry) => concerns(entry, filter));
      return { items: structuredClone(matching.slice(0, limit)), hasMore: matching.length > limit };
    },
    postings: async (scope, account, { limit, cursor }) => {
      const groups = newestFirst(inBook(scope), cursor).map((entry) => postingsOf(entry, account));
      return pageOfGroups(
        groups.filter((group) => group.length > 0),
        limit,
      );
    },
  };
}

/** The entries after the cursor; none when the cursor is no entry of the book. */
function newestFirst(entries: readonly JournalEntry[], cursor: string | null): readonly JournalEntry[] {
  const position = cursor === null ? entries.length : entries.findIndex((entry) => entry.id === cursor);
  return entries.slice(0, Math.max(position, 0)).reverse();
}

function concerns(entry: JournalEntry, { paymentId, refundId, payoutId }: JournalFilter): boolean {
  return isAsked(entry.paymentId, paymentId) && isAsked(entry.refundId, refundId) && isAsked(entry.payoutId, payoutId);
}

function postingsOf(entry: JournalEntry, account: string): readonly PostingInEntry[] {
  const { id: entryId, kind, effectiveAt, recordedAt } = entry;
  const lines = entry.lines.filter((line) => line.account === account);
  return structuredClone(lines.map((line) => ({ ...line, entryId, kind, effectiveAt, recordedAt })));
}

/** A page ends where an entry ends, because its cursor is an entry: it may hold a line or two more than asked for. */
function pageOfGroups(groups: readonly (readonly PostingInEntry[])[], limit: number): Page<PostingInEntry> {
  const items: PostingInEntry[] = [];
  let used = 0;
  for (const group of groups) {
    if (items.length >= limit) break;
    items.push(...group);
    used += 1;
  }
  return { items, hasMore: used < groups.length };
}
