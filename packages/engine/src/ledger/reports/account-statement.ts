import { addDays, type CalendarDate } from '@hangil/core';
import {
  type AccountStatement,
  bookDay,
  createAccountStatement,
  type RecordedEntry,
  type StatementLine,
  type StatementQuery,
  type StatementTotals,
  startOfBookDay,
} from '@hangil/ledger';
import type { Scope } from '../../store/records.ts';
import { entryRangeOf, type JournalReads } from './report-reads.ts';

/** A statement that is read line by line. */
export interface AccountStatementReading {
  /** By currency, before the first line. */
  readonly openings: readonly StatementTotals[];
  /** By day, in a day in the order of the book. Read once. */
  lines(): AsyncGenerator<StatementLine>;
  /** By currency; whole when the last line was read. */
  totals(): readonly StatementTotals[];
}

/** What one account stood at, what moved it and what it stands at, as the book is when the reading begins. */
export async function readAccountStatement(
  reads: JournalReads,
  scope: Scope,
  query: StatementQuery,
): Promise<AccountStatementReading> {
  const { head, days } = await reads.accountDays(scope, { account: query.account, to: query.to });
  const statement = createAccountStatement(query, days);
  const moved = days.filter(({ day, layer }) => day >= query.from && layer === query.layer).map(({ day }) => day);
  return {
    openings: statement.totals(),
    lines: () => linesByDay(reads, scope, { query, statement, head, days: [...new Set(moved)].sort() }),
    totals: () => statement.totals(),
  };
}

interface Reading {
  readonly query: StatementQuery;
  readonly statement: AccountStatement;
  readonly head: number;
  readonly days: readonly CalendarDate[];
}

/**
 * The book is in the order of writing, and what is heard of late belongs to an earlier day. So it is read once to find where each day
 * begins and ends in it, and once more day by day; only numbers are kept.
 */
async function* linesByDay(reads: JournalReads, scope: Scope, reading: Reading): AsyncGenerator<StatementLine> {
  const { query, statement, head, days } = reading;
  const spans = days.length === 0 ? new Map<CalendarDate, Span>() : await spansOfDays(reads, scope, reading);
  for (const day of days) {
    const span = spans.get(day);
    if (span === undefined) continue;
    const range = { effectiveFrom: startOfBookDay(day), effectiveTo: startOfBookDay(addDays(day, 1)) };
    for await (const entry of reads.everyJournalEntry(scope, { ...range, afterNumber: span.first - 1 })) {
      if (entry.link.number > head) break;
      if (concerns(entry, query)) yield* statement.take(entry);
      if (entry.link.number >= span.last) break;
    }
  }
}

interface Span {
  first: number;
  last: number;
}

async function spansOfDays(reads: JournalReads, scope: Scope, { query, head }: Reading) {
  const spans = new Map<CalendarDate, Span>();
  for await (const entry of reads.everyJournalEntry(scope, entryRangeOf(query))) {
    const { number } = entry.link;
    if (number > head) break;
    if (!concerns(entry, query)) continue;
    const day = bookDay(entry.effectiveAt);
    const span = spans.get(day);
    if (span === undefined) spans.set(day, { first: number, last: number });
    else span.last = number;
  }
  return spans;
}

function concerns({ lines }: RecordedEntry, { account }: StatementQuery): boolean {
  return lines.some((line) => line.account === account);
}
