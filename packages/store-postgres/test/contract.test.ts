import { createTestDatabase, type TestDatabase } from '@hangil/postgres-testkit';
import { createBuilders, describeStore, testAccount } from '@hangil/store-testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('a text that PostgreSQL cannot keep is written and found with U+FFFD in its place', async () => {
  const store = await openPostgresStore({ url: database.url });
  const build = createBuilders();
  const event = build.buildProviderEvent({ eventKey: 'a\0b\ud800', headers: { 'x-a': 'a\0\ud800' } });
  expect(await store.commit({ providerEvents: [event] })).toEqual({ kind: 'committed' });
  const copy = build.buildProviderEvent({ eventKey: event.eventKey });
  expect(await store.commit({ providerEvents: [copy] })).toEqual({ kind: 'conflict', on: 'provider_event' });
  const kept = await store.providerEventByKey(testAccount, event.eventKey);
  expect(kept).toEqual({ ...event, eventKey: 'a\ufffdb\ufffd' });
  expect(await store.payment('\0' as never)).toBeNull();
  await store.close();
  await database.clear();
});
