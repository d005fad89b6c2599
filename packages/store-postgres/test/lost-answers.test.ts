import { createTestDatabase, startPrivateServer, type TestDatabase } from '@hangil/postgres-testkit';
import { buildWholePayment, countParts, createBuilders, testScope } from '@hangil/store-testkit';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPostgresStore } from '../src/index.ts';
import { type CuttingProxy, startCuttingProxy } from './cutting-proxy.ts';
import { numbersOf } from './entry-numbers.ts';

describe('a connection that breaks around a commit', () => {
  let database: TestDatabase;
  let proxy: CuttingProxy;
  beforeEach(async () => {
    database = await createTestDatabase();
    proxy = await startCuttingProxy(database.url);
  });
  afterEach(async () => {
    await proxy.close();
    await database.drop();
  });

  test.each(['sent', 'answered'] as const)(
    'when the batch was %s: it is there once, and its callers are told that it is',
    async (when) => {
      const store = await openPostgresStore({ url: proxy.url });
      const build = createBuilders();
      await store.commit(buildWholePayment(build));
      const written = Array.from({ length: 5 }, () => buildWholePayment(build));
      proxy.cutNext(written[2]?.payments[0].id ?? '', when);
      const results = await Promise.all(written.map((changes) => store.commit(changes)));
      expect(results).toEqual(written.map(() => ({ kind: 'committed' })));
      expect(proxy.cuts()).toBe(1);
      for (const { payments } of written) expect(await countParts(store, payments[0].id)).toBe(4);
      expect(await numbersOf(store)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(await store.eventsAfter(testScope, 0, 10)).toHaveLength(6);
      await store.close();
    },
  );

  test('a refusal stays one, and what it refused stays unwritten', async () => {
    const store = await openPostgresStore({ url: proxy.url });
    const build = createBuilders();
    const first = buildWholePayment(build);
    await store.commit(first);
    const again = { payments: first.payments, refunds: [build.buildRefund()] };
    proxy.cutNext(again.refunds[0]?.id ?? '', 'answered');
    expect(await store.commit(again)).toEqual({ kind: 'conflict', on: 'version' });
    expect(await store.refund(again.refunds[0]?.id as never)).toBeNull();
    await store.close();
  });

  test('a row of a writer that was removed while it was idle does not make its next batch look written', async () => {
    const store = await openPostgresStore({ url: database.url });
    const build = createBuilders();
    await store.commit(buildWholePayment(build));
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query('DELETE FROM writer');
    await client.end();
    const next = buildWholePayment(build);
    await store.commit(next);
    expect(await countParts(store, next.payments[0].id)).toBe(4);
    await store.close();
  });
});

test('a server that crashes and comes back loses nothing it had acknowledged and takes what waited', async () => {
  const server = await startPrivateServer();
  const store = await openPostgresStore({ url: server.url });
  const build = createBuilders();
  const acknowledged: string[] = [];
  const commit = async () => {
    const changes = buildWholePayment(build);
    const result = await store.commit(changes);
    if (result.kind === 'committed') acknowledged.push(changes.payments[0].id);
  };
  for (let round = 0; round < 20; round += 1) await Promise.all([commit(), commit()]);
  const meanwhile = Promise.all([commit(), commit(), commit()]);
  await server.restart();
  await meanwhile;
  await Promise.all([commit(), commit()]);
  expect(acknowledged).toHaveLength(45);
  for (const id of acknowledged) expect(await countParts(store, id as never)).toBe(4);
  expect(await numbersOf(store)).toEqual(Array.from({ length: 45 }, (_, index) => index + 1));
  await store.close();
  await server.stop();
});
