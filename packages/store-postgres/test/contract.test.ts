import { createTestDatabase, type TestDatabase } from '@hangil/postgres-testkit';
import { describeStore } from '@hangil/store-testkit';
import { afterAll, beforeAll } from 'vitest';
import { openPostgresStore } from '../src/index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describeStore('PostgreSQL', async () => {
  const store = await openPostgresStore({ url: database.url });
  return {
    store,
    close: async () => {
      await store.close();
      await database.clear();
    },
  };
});
