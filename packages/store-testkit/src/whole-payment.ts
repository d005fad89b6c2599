import type { PaymentId } from '@hangil/core';
import type { ChangeSet, Store } from '@hangil/engine';
import type { Builders } from './builders.ts';
import { testScope } from './sequence.ts';

/** A payment with something in every table that a payment touches. */
export function buildWholePayment(build: Builders) {
  const payment = build.buildPayment();
  return {
    payments: [payment],
    operations: [build.buildOperationOf(payment)],
    journalEntries: [build.buildJournalEntry({ paymentId: payment.id })],
    events: [build.buildOutgoingEvent(payment)],
    jobs: [{ kind: 'schedule', jobKind: 'watch_payment', subjectId: payment.id, dueAt: payment.createdAt }],
  } as const satisfies ChangeSet;
}

/** How many parts of it are there: 0 or 4 when it was written whole or not at all. */
export async function countParts(store: Store, id: PaymentId): Promise<number> {
  const { items } = await store.journalEntries(testScope, { paymentId: id }, { limit: 2, cursor: null });
  const lists = [await store.operationsOf(id), await store.eventsOf(id), items];
  const found = lists.filter((list) => list.length === 1);
  return found.length + ((await store.payment(id)) === null ? 0 : 1);
}
