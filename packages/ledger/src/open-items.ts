import type { CurrencyCode } from '@hangil/core';
import { type AccountCode, isClearing } from './account.ts';
import type { JournalEntry } from './journal-entry.ts';

/** Something that a clearing account still waits for: a sale to be settled, a refund under way, a case to be decided. */
export interface OpenItem {
  readonly account: AccountCode;
  readonly currency: CurrencyCode;
  /** Id of the payment, refund, payout, case or settlement; null for lines that belong to none. */
  readonly subjectId: string | null;
  /** Debit minus credit, minor units; never zero. */
  readonly balanceMinor: number;
  /** When the first of its lines was effective. */
  readonly since: Date;
}

/** Follows the posted lines of clearing accounts by what they are about. Memory grows with what is open, not with the book. */
export interface OpenItems {
  add(entry: Pick<JournalEntry, 'lines' | 'effectiveAt' | Subject>): void;
  /** Oldest first. */
  items(): OpenItem[];
}

type Subject = 'paymentId' | 'refundId' | 'payoutId' | 'caseId' | 'settlementId';

/** @param follows - which accounts; every clearing account when absent */
export function createOpenItems(follows: (account: AccountCode) => boolean = isClearing): OpenItems {
  const open = new Map<string, { -readonly [Key in keyof OpenItem]: OpenItem[Key] }>();
  return {
    add(entry) {
      for (const { account, currency, layer, side, amountMinor } of entry.lines) {
        if (layer !== 'posted' || !follows(account)) continue;
        const subjectId = subjectOf(account, entry);
        const key = `${account} ${currency} ${subjectId}`;
        const item = open.get(key) ?? { account, currency, subjectId, balanceMinor: 0, since: entry.effectiveAt };
        item.balanceMinor += side === 'debit' ? amountMinor : -amountMinor;
        if (entry.effectiveAt < item.since) item.since = entry.effectiveAt;
        if (item.balanceMinor === 0) open.delete(key);
        else open.set(key, item);
      }
    },
    items: () => [...open.values()].sort((left, right) => left.since.getTime() - right.since.getTime()),
  };
}

/**
 * What a line of an account waits for: money that fits nothing for its case, money announced by a provider for its statement. What a
 * provider owes waits for the statement of the payment, less what was given back of it: statements name payments, not refunds.
 */
function subjectOf(account: AccountCode, entry: Pick<JournalEntry, Subject>): string | null {
  const { paymentId, refundId, payoutId, caseId, settlementId } = entry;
  if (account.startsWith('suspense:') || account.startsWith('liab:unapplied:')) return caseId ?? paymentId;
  if (account.startsWith('asset:bank-in-transit:')) return settlementId;
  if (account.startsWith('asset:pg:')) return paymentId ?? caseId ?? settlementId;
  return refundId ?? payoutId ?? paymentId ?? caseId ?? settlementId;
}
