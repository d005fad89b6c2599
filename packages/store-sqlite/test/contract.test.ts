import { describeStore } from '@hangil/store-testkit';
import { openSqliteStore } from '../src/index.ts';
import { makeDirectory } from './temporary-directory.ts';

describeStore('SQLite in memory', async () => {
  const store = openSqliteStore({ path: ':memory:' });
  return { store, close: () => store.close() };
});

describeStore('SQLite in a file', async () => {
  const directory = makeDirectory();
  const store = openSqliteStore({ path: directory.file('hangil.db') });
  return {
    store,
    close: async () => {
      await store.close();
      directory.remove();
    },
  };
});
