/** Commits payments of argv[2] one by one until the disk fails, then tries once more; prints what happened. */
import { openSqliteStore } from '@hangil/store-sqlite';
import { buildWholePayment, createBuilders } from '@hangil/store-testkit';

const store = openSqliteStore({ path: process.argv[2] ?? '' });
const build = createBuilders();
const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'no code');
const committed: string[] = [];
let failure: string | null = null;

while (failure === null) {
  const changes = buildWholePayment(build);
  await store.commit(changes).then(
    () => committed.push(changes.payments[0].id),
    (error) => {
      failure = codeOf(error);
    },
  );
}
const next = await store.commit({}).then(() => 'committed', codeOf);
const check = await store.check().then(() => 'fine', codeOf);
process.stdout.write(JSON.stringify({ committed, failure, next, check }));
