import type { ChangeSet, OutgoingEvent, PeriodClosing, Scope } from '@hangil/engine';
import { type AccountDay, bookDay, canonicalRest, genesis, type JournalEntry, type Posting } from '@hangil/ledger';
import { toJournalEntryRow, toOutgoingEventRow, toPeriodClosingRow } from '@hangil/store-kit';
import { accountDay, journalEntry, outgoingEvent, periodClosing } from '../schema.ts';
import { type ColumnValues, columnsOf } from './batch-part.ts';

/** What a batch adds to one book. */
interface BookAdditions extends Scope {
  readonly entries: JournalEntry[];
  readonly events: OutgoingEvent[];
  readonly closings: PeriodClosing[];
  readonly days: Map<string, AccountDay>;
}

const entryColumns = columnsOf(journalEntry);
const eventColumns = columnsOf(outgoingEvent);
const dayColumns = columnsOf(accountDay);
const closingColumns = columnsOf(periodClosing);

/**
 * Collects what change sets add to the ends of books, and gives it in the order of the books. The database knows the last link of
 * each chain, so it numbers and hashes; the text of an entry comes with it.
 */
export function createLedgerPart() {
  const books = new Map<string, BookAdditions>();

  function additionsTo({ merchantId, livemode }: Scope): BookAdditions {
    const key = `${merchantId} ${livemode}`;
    const known = books.get(key);
    if (known !== undefined) return known;
    const made = { merchantId, livemode, entries: [], events: [], closings: [], days: new Map() };
    books.set(key, made);
    return made;
  }

  return {
    add({ journalEntries = [], periodClosings = [], events = [] }: ChangeSet): void {
      for (const entry of journalEntries) addEntry(additionsTo(entry), entry);
      for (const closing of periodClosings) additionsTo(closing).closings.push(closing);
      for (const event of events) additionsTo(event).events.push(event);
    },
    rows(): Readonly<Record<string, readonly ColumnValues[]>> {
      const sorted = [...books.entries()].sort(([left], [right]) => compare(left, right)).map(([, book]) => book);
      const entries = sorted.flatMap((book) => book.entries);
      return {
        books: sorted.map(toBookRow),
        entries: entries.map(toEntryRow),
        lines: entries.flatMap(toLineRows),
        account_days: sorted.flatMap((book) =>
          [...book.days.entries()]
            .sort(([left], [right]) => compare(left, right))
            .map(([, day]) => dayColumns({ ...day, merchantId: book.merchantId, livemode: book.livemode })),
        ),
        closings: sorted.flatMap((book) => book.closings.map((closing) => closingColumns(toPeriodClosingRow(closing)))),
        events: sorted.flatMap((book) => book.events.map((event) => eventColumns(toOutgoingEventRow(event)))),
      };
    },
  };
}

function addEntry({ entries, days }: BookAdditions, entry: JournalEntry): void {
  entries.push(entry);
  const day = bookDay(entry.effectiveAt);
  for (const line of entry.lines) {
    const { account, currency, layer } = line;
    const key = `${account} ${currency} ${layer} ${day}`;
    const { debitMinor, creditMinor } = days.get(key) ?? { debitMinor: 0, creditMinor: 0 };
    days.set(key, { account, currency, layer, day, ...addSide(line, debitMinor, creditMinor) });
  }
}

function addSide({ side, amountMinor }: Posting, debitMinor: number, creditMinor: number) {
  return side === 'debit'
    ? { debitMinor: debitMinor + amountMinor, creditMinor }
    : { debitMinor, creditMinor: creditMinor + amountMinor };
}

function toBookRow({ merchantId, livemode, entries, events, closings }: BookAdditions): ColumnValues {
  const first = Math.min(...entries.map(({ effectiveAt }) => effectiveAt.getTime()));
  return {
    merchant_id: merchantId,
    livemode,
    entry_count: entries.length,
    event_count: events.length,
    closing_count: closings.length,
    first_effective_at: entries.length === 0 ? null : first,
    closed_before: closings[0]?.closedBefore.getTime() ?? null,
  };
}

function toEntryRow(entry: JournalEntry): ColumnValues {
  return { ...entryColumns(toJournalEntryRow(entry, genesis)), rest: canonicalRest(entry) };
}

function toLineRows({ merchantId, livemode, lines }: JournalEntry, place: number): ColumnValues[] {
  return lines.map(({ account, side, amountMinor, currency, layer }, index) => ({
    merchant_id: merchantId,
    livemode,
    entry: place + 1,
    line_number: index + 1,
    account,
    side,
    amount_minor: amountMinor,
    currency,
    layer,
  }));
}

/** By code units; ids, accounts and days are ASCII. */
export function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
