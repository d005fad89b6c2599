import { addDays, type CalendarDate } from '@hangil/core';
import {
  ageClearingAccounts,
  type ClearingAccount,
  createOpenItems,
  type Explainability,
  explainability,
  isClearing,
  type OpenItem,
  startOfBookDay,
  sumTotals,
} from '@hangil/ledger';
import type { Engine } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';

export interface OpenItemsReport {
  /** When ages are taken. */
  readonly at: Date;
  readonly accounts: readonly ClearingAccount[];
  readonly explainability: readonly Explainability[];
  /** Oldest first. */
  readonly items: readonly OpenItem[];
}

/** Follows the book up to the entry that the kept balances belong to. Memory grows with what is open. */
export function makeReportOpenItems({ store, clock }: EngineDependencies): Engine['openItems'] {
  return async (scope, { day, account } = {}) => {
    const { head, days } = await store.accountDays(scope, day === undefined ? {} : { to: day });
    const isAsked = (code: OpenItem['account']) => isClearing(code) && (account === undefined || code === account);
    const open = createOpenItems(isAsked);
    if (head > 0) {
      for await (const entry of store.everyJournalEntry(scope, untilEndOf(day))) {
        if (entry.link.number > head) break;
        open.add(entry);
      }
    }
    const items = open.items();
    const at = atEndOf(day, clock.now());
    const posted = days.filter((total) => total.layer === 'posted' && isAsked(total.account));
    const accounts = ageClearingAccounts(sumTotals(posted), items, at);
    return { at, accounts, explainability: explainability(accounts), items };
  };
}

function untilEndOf(day: CalendarDate | undefined) {
  return day === undefined ? {} : { effectiveTo: startOfBookDay(addDays(day, 1)) };
}

function atEndOf(day: CalendarDate | undefined, now: Date): Date {
  const end = day === undefined ? now : startOfBookDay(addDays(day, 1));
  return end < now ? end : now;
}
