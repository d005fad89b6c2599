import { dayMs } from '@hangil/core';
import { bookDay, startOfBookDay } from '../balance.ts';
import { partitionCount, type RowTable } from './row-table.ts';
import type { BookRow, Match, Mismatch, MismatchReason, ProviderRow, ReconcilableRow } from './rows.ts';

export interface MatchingRules {
  /** First instant of the period. What lies outside is only looked at for rows near its edges. */
  readonly from: Date;
  /** First instant after it. */
  readonly to: Date;
  /** Until when the provider's side is complete: what happened here later cannot be in it yet. */
  readonly collectedUntil: Date;
  /** How far a time may lie outside the day that the other side tells. */
  readonly toleranceMs: number;
}

export interface MatchResult {
  readonly matchedProviderRows: number;
  readonly matchedBookRows: number;
  /** In the order of the provider's rows, then of ours. */
  readonly mismatches: readonly Mismatch[];
}

/** What agrees and what does not among the rows of some keys. */
export interface MatchedPart {
  readonly matches: readonly Match[];
  readonly mismatches: readonly Mismatch[];
}

interface Group {
  readonly providerRows: ProviderRow[];
  readonly bookRows: BookRow[];
}

/**
 * Matches one side's rows with the other's by the provider's id of the payment: one to one, one to many and many to one, because sums are
 * compared. Every row of the period is in a match or in exactly one mismatch.
 */
export function matchRows(
  providerRows: RowTable<ProviderRow>,
  bookRows: RowTable<BookRow>,
  rules: MatchingRules,
): MatchResult {
  let matchedProviderRows = 0;
  let matchedBookRows = 0;
  const mismatches: Mismatch[] = [];
  for (const part of matchParts(providerRows, bookRows, rules)) {
    for (const match of part.matches) {
      matchedProviderRows += match.providerRows.length;
      matchedBookRows += match.bookIds.length;
    }
    for (const mismatch of part.mismatches) mismatches.push(mismatch);
  }
  return { matchedProviderRows, matchedBookRows, mismatches: mismatches.sort(byFirstRow) };
}

/** The same, one part of the keys after the other: only one of them takes memory beside the tables. */
export function* matchParts(
  providerRows: RowTable<ProviderRow>,
  bookRows: RowTable<BookRow>,
  rules: MatchingRules,
): Generator<MatchedPart> {
  for (let at = 0; at < partitionCount; at += 1) {
    const matches: Match[] = [];
    const mismatches: Mismatch[] = [];
    for (const group of groupsOf(providerRows.partition(at), bookRows.partition(at))) {
      if (!isOfPeriod(group, rules)) continue;
      const { paired, surplus } = withoutDuplicates(group);
      if (surplus.length > 0)
        mismatches.push({ ...matchOf({ providerRows: surplus, bookRows: [] }), reasons: ['duplicate'] });
      const reasons = reasonsOf(paired, rules);
      if (reasons.length > 0) mismatches.push({ ...matchOf(paired), reasons });
      else matches.push(matchOf(paired));
    }
    yield { matches, mismatches };
  }
}

/** Rows of one key and direction belong together. */
function groupsOf(providerRows: readonly ProviderRow[], bookRows: readonly BookRow[]): Iterable<Group> {
  const groups = new Map<string, Group>();
  const groupOf = ({ direction, key }: ReconcilableRow) => {
    const name = `${direction} ${key}`;
    const group = groups.get(name) ?? { providerRows: [], bookRows: [] };
    groups.set(name, group);
    return group;
  };
  for (const row of providerRows) groupOf(row).providerRows.push(row);
  for (const row of bookRows) groupOf(row).bookRows.push(row);
  return groups.values();
}

/** In the order of the provider's rows; what has none, by key. */
export function byFirstRow(left: Mismatch, right: Mismatch): number {
  const [first = Number.MAX_SAFE_INTEGER] = left.providerRows;
  const [second = Number.MAX_SAFE_INTEGER] = right.providerRows;
  return first - second || compare(left.key, right.key) || compare(left.direction, right.direction);
}

function compare(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

/** A row of ours outside the period belongs to this matching only when the provider puts it inside. */
function isOfPeriod({ providerRows, bookRows }: Group, { from, to }: MatchingRules): boolean {
  return providerRows.length > 0 || bookRows.some(({ occurredAt }) => occurredAt >= from && occurredAt < to);
}

/** Rows that say the same once more than we have them. Two equal refunds that we know of as two are no duplicates. */
function withoutDuplicates({ providerRows, bookRows }: Group): { paired: Group; surplus: ProviderRow[] } {
  if (providerRows.length < 2) return { paired: { providerRows, bookRows }, surplus: [] };
  const seen = new Set<string>();
  const surplus: ProviderRow[] = [];
  const kept: ProviderRow[] = [];
  for (const row of providerRows) {
    const says = `${row.amountMinor} ${row.currency} ${row.occurredAt.getTime()}`;
    const isSurplus = seen.has(says) && providerRows.length - surplus.length > Math.max(bookRows.length, 1);
    (isSurplus ? surplus : kept).push(row);
    seen.add(says);
  }
  return { paired: { providerRows: kept, bookRows }, surplus };
}

function reasonsOf(group: Group, rules: MatchingRules): MismatchReason[] {
  const { providerRows, bookRows } = group;
  if (providerRows.length === 0) {
    return [bookRows.every(({ occurredAt }) => occurredAt >= rules.collectedUntil) ? 'before_collection' : 'only_here'];
  }
  if (bookRows.length === 0) return ['only_at_provider'];
  const reasons: MismatchReason[] = [];
  if (new Set([...providerRows, ...bookRows].map(({ currency }) => currency)).size > 1)
    reasons.push('currency_differs');
  if (sum(providerRows, 'amountMinor') !== sum(bookRows, 'amountMinor')) reasons.push('amount_differs');
  if (differs(group, 'taxFreeMinor')) reasons.push('tax_free_differs');
  if (differs(group, 'vatMinor')) reasons.push('vat_differs');
  if (differs(group, 'feeMinor')) reasons.push('fee_differs');
  if (!sameDays(group, rules.toleranceMs)) reasons.push('date_differs');
  return reasons;
}

type Told = 'taxFreeMinor' | 'vatMinor' | 'feeMinor';

/** Compared only where both sides tell it for all their rows. */
function differs({ providerRows, bookRows }: Group, field: Told): boolean {
  const stated = sum(providerRows, field);
  const ours = sum(bookRows, field);
  return stated !== null && ours !== null && stated !== ours;
}

function sum(rows: readonly ReconcilableRow[], field: 'amountMinor' | Told): number | null {
  let total = 0;
  for (const row of rows) {
    const value = row[field];
    if (value === null) return null;
    total += value;
  }
  return total;
}

/** Each row of ours lies on the day of one of theirs, or not further outside than the tolerance. */
function sameDays({ providerRows, bookRows }: Group, toleranceMs: number): boolean {
  return bookRows.every(({ occurredAt }) =>
    providerRows.some((row) => {
      const start = startOfBookDay(bookDay(row.occurredAt)).getTime();
      const at = occurredAt.getTime();
      return at >= start - toleranceMs && at < start + dayMs + toleranceMs;
    }),
  );
}

function matchOf({ providerRows, bookRows }: Group): Match {
  const { direction, key, currency } = (providerRows[0] ?? bookRows[0]) as ReconcilableRow;
  return {
    direction,
    key,
    providerRows: providerRows.map(({ row }) => row),
    bookIds: bookRows.map(({ id }) => id),
    currency,
    providerMinor: sum(providerRows, 'amountMinor') ?? 0,
    bookMinor: sum(bookRows, 'amountMinor') ?? 0,
  };
}
