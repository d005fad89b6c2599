import type { Store } from '@hangil/engine';
import { chainProblem, genesis } from '@hangil/ledger';
import { testScope } from '@hangil/store-testkit';

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
