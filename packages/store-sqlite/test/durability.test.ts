import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { buildWholePayment, countParts, createBuilders } from '@hangil/store-testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../src/index.ts';
import { childCommand, killAfterLines, startChild } from './child-process.ts';
import { idsOfPayments } from './payment-ids.ts';
import { makeDirectory } from './temporary-directory.ts';

let directory: ReturnType<typeof makeDirectory>;
beforeEach(() => {
  directory = makeDirectory();
});
afterEach(() => directory.remove());

describe('a process that is killed', () => {
  test.each([1, 40, 300])(
    'loses nothing it had acknowledged and leaves nothing half, after %i commits',
    async (commits) => {
      const path = directory.file('hangil.db');
      const acknowledged = await killAfterLines(startChild(childCommand('commit-forever.ts', path)), commits);
      expect(acknowledged.length).toBeGreaterThanOrEqual(commits);

      const store = openSqliteStore({ path });
      const ids = await idsOfPayments(store);
      expect(ids).toEqual(expect.arrayContaining(acknowledged));
      for (const id of ids) expect(await countParts(store, id)).toBe(4);
      await store.close();
    },
  );
});

describe('a write-ahead log that ends anywhere', () => {
  test('gives back whole commits, the oldest ones', async () => {
    const path = directory.file('hangil.db');
    const build = createBuilders();
    const store = openSqliteStore({ path });
    const written = Array.from({ length: 12 }, () => buildWholePayment(build));
    for (const changes of written.slice(0, 6)) await store.commit(changes);
    await Promise.all(written.slice(6).map((changes) => store.commit(changes)));
    const order = await idsOfPayments(store);
    const copy = directory.file('copy.db');
    copyFileSync(path, copy);
    const log = readFileSync(`${path}-wal`);
    await store.close();

    const counts = new Set<number>();
    for (let part = 0; part <= 60; part += 1) {
      const length = Math.floor((log.length * part) / 60);
      const torn = directory.file(`torn-${length}.db`);
      copyFileSync(copy, torn);
      writeFileSync(`${torn}-wal`, log.subarray(0, length));
      const reopened = openSqliteStore({ path: torn });
      const ids = await idsOfPayments(reopened);
      expect(ids).toEqual(order.slice(0, ids.length));
      for (const id of ids) expect(await countParts(reopened, id)).toBe(4);
      counts.add(ids.length);
      await reopened.close();
    }
    // One by one, and then six that shared a transaction.
    expect([...counts].filter((count) => count > 6)).toEqual([12]);
    expect(counts.size).toBeGreaterThan(5);
  });
});
