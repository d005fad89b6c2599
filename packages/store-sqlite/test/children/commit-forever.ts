/** Commits payments of argv[2], eight at a time, and prints the id of each when the store has said that it is written. */
import { openSqliteStore } from '@hangil/store-sqlite';
import { buildWholePayment, createBuilders } from '@hangil/store-testkit';

const store = openSqliteStore({ path: process.argv[2] ?? '' });
const build = createBuilders();

async function commitForever(): Promise<void> {
  for (;;) {
    const changes = buildWholePayment(build);
    await store.commit(changes);
    process.stdout.write(`${changes.payments[0].id}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, commitForever));
