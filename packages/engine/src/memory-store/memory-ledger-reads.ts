import { accountTotals, createDayTotals, genesis, type RecordedEntry } from '@hangil/ledger';
import type { Scope } from '../store/records.ts';
import type { EntryRange, JournalFilter, Page, PostingInEntry, Store } from '../store/store.ts';
import { copyEach, copyOf, isAsked, isInBook } from './copies.ts';
import { keyOfBook, type MemoryTables } from './memory-tables.ts';

type LedgerReads = Pick<
  Store,
  | 'accountTotals'
  | 'accountDays'
  | 'journalEntry'
  | 'journalEntries'
  | 'postings'
  | 'everyJournalEntry'
  | 'periodClosings'
>;

/** Newest and oldest are by the order of writing. */
export function createLedgerReads({ journal, journalHeads, periodClosings }: MemoryTables): LedgerReads {
  const inBook = (scope: Scope) => [...journal.values()].filter((entry) => isInBook(entry, scope));

  return {
    everyJournalEntry: (scope, range = {}) => copyEach(inBook(scope).filter((entry) => isInRange(entry, range))),
    accountTotals: async (scope, { account, layer, at, recordedAt }) => {
      const entries = inBook(scope).filter(
        (entry) => (at === undefined || entry.effectiveAt <= at) && isRecordedBy(entry, recordedAt),
      );
      const asked = entries.map(({ lines }) => ({
        lines: lines.filter((line) => isAsked(line.account, account) && isAsked(line.layer, layer)),
      }));
      return accountTotals(asked);
    },
    accountDays: async (scope, { account, from, to }) => {
      const totals = createDayTotals();
      for (const entry of inBook(scope)) totals.add(entry);
      const days = totals
        .totals()
        .filter((total) => isAsked(total.account, account))
        .filter(({ day }) => (from === undefined || day >= from) && (to === undefined || day <= to));
      return { head: (journalHeads.get(keyOfBook(scope)) ?? genesis).number, days };
    },
    periodClosings: async (scope) => structuredClone(periodClosings.get(keyOfBook(scope)) ?? []).toReversed(),
    journalEntry: async (id) => copyOf(journal.get(id)),
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
function newestFirst(entries: readonly RecordedEntry[], cursor: string | null): readonly RecordedEntry[] {
  const position = cursor === null ? entries.length : entries.findIndex((entry) => entry.id === cursor);
  return entries.slice(0, Math.max(position, 0)).reverse();
}

function isInRange({ link, effectiveAt }: RecordedEntry, range: EntryRange): boolean {
  const { afterNumber = 0, effectiveFrom, effectiveTo } = range;
  return (
    link.number > afterNumber &&
    (effectiveFrom === undefined || effectiveAt >= effectiveFrom) &&
    (effectiveTo === undefined || effectiveAt < effectiveTo)
  );
}

function concerns(entry: RecordedEntry, filter: JournalFilter): boolean {
  return (
    isAsked(entry.paymentId, filter.paymentId) &&
    isAsked(entry.refundId, filter.refundId) &&
    isAsked(entry.payoutId, filter.payoutId) &&
    isAsked(entry.caseId, filter.caseId) &&
    isAsked(entry.settlementId, filter.settlementId)
  );
}

/** A link is known to the microsecond, so an instant stands for the whole of its millisecond. */
function isRecordedBy({ link }: RecordedEntry, instant: Date | undefined): boolean {
  return instant === undefined || link.recordedAtMicroseconds < (instant.getTime() + 1) * 1_000;
}

function postingsOf(entry: RecordedEntry, account: string): readonly PostingInEntry[] {
  const { id: entryId, kind, effectiveAt, recordedAt, link } = entry;
  const { recordedAtMicroseconds } = link;
  const lines = entry.lines.filter((line) => line.account === account);
  return structuredClone(
    lines.map((line) => ({ ...line, entryId, kind, effectiveAt, recordedAt, recordedAtMicroseconds })),
  );
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
