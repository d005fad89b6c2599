import type { PaymentId } from '@hangil/core';
import type { ChangeSet, Store } from '@hangil/engine';
import { chainProblem, genesis } from '@hangil/ledger';
import { type Builders, testScope } from '@hangil/store-testkit';

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

/** Numbers of the entries of a book in their order. @throws when the chain is broken */
export async function numbersOf(store: Store): Promise<number[]> {
  const numbers: number[] = [];
  let previous = genesis;
  for await (const entry of store.everyJournalEntry(testScope)) {
    const problem = chainProblem(previous, entry);
    if (problem !== null) throw new Error(problem);
    previous = entry.link;
    numbers.push(entry.link.number);
  }
  return numbers;
}
