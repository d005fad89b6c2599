import type { ChangeSet } from '../store/change-set.ts';
import type { Store } from '../store/store.ts';

/**
 * The same changes with entries of a closed period moved to the first instant of the open one. Money that is heard of late must be
 * booked; when it really moved still stands on the payment, refund or payout.
 */
export async function inOpenPeriod(store: Store, changes: ChangeSet): Promise<ChangeSet> {
  const entries = [];
  for (const entry of changes.journalEntries ?? []) {
    const [latest] = await store.periodClosings(entry);
    const isClosed = latest !== undefined && entry.effectiveAt < latest.closedBefore;
    entries.push(isClosed ? { ...entry, effectiveAt: latest.closedBefore } : entry);
  }
  return { ...changes, journalEntries: entries };
}
