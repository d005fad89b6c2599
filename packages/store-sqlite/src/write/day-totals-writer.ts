import type { CalendarDate } from '@hangil/core';
import { bookDay, type JournalEntry, type Posting } from '@hangil/ledger';
import { sql } from 'drizzle-orm';
import { type Drizzle, placeholders, prepareWrite } from '../drizzle.ts';
import type { TransactionEnding } from '../group-commit.ts';
import { accountDay } from '../schema.ts';

export interface DayTotalsWriter extends TransactionEnding {
  add(entry: JournalEntry): void;
}

type AccountDayRow = typeof accountDay.$inferSelect;

interface Line {
  readonly entry: JournalEntry;
  readonly posting: Posting;
  readonly day: CalendarDate;
}

/** Sums the lines of a transaction, so that an account which all of them move is written once and not once for each. */
export function createDayTotalsWriter(database: Drizzle): DayTotalsWriter {
  const addToDay = prepareDayTotals(database);
  let lines: Line[] = [];
  let beforeWrite = 0;

  return {
    add(entry) {
      const day = bookDay(entry.effectiveAt);
      for (const posting of entry.lines) lines.push({ entry, posting, day });
    },
    mark: () => {
      beforeWrite = lines.length;
    },
    undo: () => {
      lines.length = beforeWrite;
    },
    write() {
      for (const row of summed(lines)) addToDay.run(row);
      lines = [];
    },
    reset: () => {
      lines = [];
    },
  };
}

/** A sum that would no longer be exact is given out, and begun anew: the database adds whole numbers of 64 bits. */
function* summed(lines: readonly Line[]): Generator<AccountDayRow> {
  const sums = new Map<string, AccountDayRow>();
  for (const { entry, posting, day } of lines) {
    const { merchantId, livemode } = entry;
    const { account, currency, layer, side, amountMinor } = posting;
    const key = `${livemode} ${day} ${layer} ${currency} ${account} ${merchantId}`;
    const sum = sums.get(key) ?? { merchantId, livemode, account, currency, layer, day, debitMinor: 0, creditMinor: 0 };
    sums.set(key, sum);
    const column = side === 'debit' ? 'debitMinor' : 'creditMinor';
    if (!Number.isSafeInteger(sum[column] + amountMinor)) {
      yield { ...sum };
      sum.debitMinor = 0;
      sum.creditMinor = 0;
    }
    sum[column] += amountMinor;
  }
  yield* sums.values();
}

function prepareDayTotals(database: Drizzle) {
  const { merchantId, livemode, account, currency, layer, day, debitMinor, creditMinor } = accountDay;
  return prepareWrite<AccountDayRow>(
    database,
    database
      .insert(accountDay)
      .values(placeholders(accountDay))
      .onConflictDoUpdate({
        target: [merchantId, livemode, account, currency, layer, day],
        set: {
          debitMinor: sql`${debitMinor} + excluded.debit_minor`,
          creditMinor: sql`${creditMinor} + excluded.credit_minor`,
        },
      }),
  );
}
