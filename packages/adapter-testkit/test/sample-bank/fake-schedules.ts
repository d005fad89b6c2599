import type { Clock } from '@hangil/core';
import type { Books, Entry } from './fake-books.ts';

/** Charges of the bank's own clock, by our reference. */
export type PlannedCharges = Map<
  string,
  {
    readonly amountMinor: number;
    readonly currency: string;
    at: string;
    state: 'planned' | 'executed' | 'canceled';
  }
>;

/** Makes every charge whose time has come, and hands each to `announce`. */
export async function chargeDue(
  schedules: PlannedCharges,
  books: Books,
  {
    clock,
    decision,
    announce,
  }: {
    readonly clock: Clock;
    readonly decision: () => 'approve' | 'decline' | 'wait';
    readonly announce: (payment: Entry) => Promise<void>;
  },
): Promise<void> {
  for (const [reference, planned] of schedules) {
    if (planned.state !== 'planned' || new Date(planned.at) > clock.now()) continue;
    planned.state = 'executed';
    const { amountMinor, currency } = planned;
    books.open(books.payments, { reference, amountMinor, currency, accountNumber: null });
    await announce(books.decide(books.payments, reference, decision()));
  }
}
