import { readFileSync } from 'node:fs';
import type { MerchantId } from '@hangil/core';
import { createLedgerVerifier } from '@hangil/ledger';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '../src/index.ts';
import { makeDirectory } from './temporary-directory.ts';

let directory: ReturnType<typeof makeDirectory>;
beforeEach(() => {
  directory = makeDirectory();
});
afterEach(() => directory.remove());

test('events and idempotency keys written by the first version are kept, the events in the order of writing', async () => {
  const path = directory.file('hangil.db');
  const first = new Sqlite(path);
  first.exec('CREATE TABLE schema_migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER)');
  first.exec(readFileSync(new URL('../migrations/0001-initial.sql', import.meta.url), 'utf8'));
  first.exec("INSERT INTO schema_migration VALUES (1, 'initial', 0)");
  const refund = JSON.stringify({ id: 'rfnd_1', createdAt: 0 });
  const event = first.prepare(
    "INSERT INTO outgoing_event VALUES (?, 'demo', 0, 'refund.failed', 'rfnd_1', ?, 5, 'refund', ?)",
  );
  for (const [index, id] of ['evt_3', 'evt_1', 'evt_2'].entries()) event.run(id, index + 1, refund);
  first.exec("INSERT INTO idempotency_record VALUES ('demo', 0, 'key', 'f', 'payment', 'pay_1', 201, '{}', 1, 2)");
  first.close();

  const store = openSqliteStore({ path });
  const scope = { merchantId: 'demo' as MerchantId, livemode: false };
  const events = await store.eventsAfter(scope, 0, 10);
  expect(events.map(({ position, event: { id } }) => [position, id])).toEqual([
    [1, 'evt_3'],
    [2, 'evt_1'],
    [3, 'evt_2'],
  ]);
  expect(await store.idempotencyRecord(scope, 'key')).toMatchObject({
    resource: { kind: 'payment', id: 'pay_1' },
    response: { status: 201, body: '{}' },
  });
  await store.close();
});

test('entries written before there was a chain are chained in the order of writing, each book for itself, and summed by day', async () => {
  const path = directory.file('hangil.db');
  const first = new Sqlite(path);
  first.exec('CREATE TABLE schema_migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER)');
  first.exec(readFileSync(new URL('../migrations/0001-initial.sql', import.meta.url), 'utf8'));
  first.exec("INSERT INTO schema_migration VALUES (1, 'initial', 0)");
  const entry = first.prepare(
    "INSERT INTO journal_entry VALUES (?, ?, 'demo', ?, 'sale', ?, ?, 1000, 'pay_1', NULL, NULL, NULL)",
  );
  const line = first.prepare("INSERT INTO journal_line VALUES (?, ?, 'demo', ?, ?, ?, 500, 'KRW', 'posted')");
  for (const [sequence, livemode] of [
    [1, 0],
    [2, 1],
    [3, 0],
  ] as const) {
    entry.run(sequence, `je_${sequence}`, livemode, `sale:${sequence}`, Date.UTC(2026, 0, sequence, 15));
    line.run(sequence, 1, livemode, 'asset:a', 'debit');
    line.run(sequence, 2, livemode, 'liab:b', 'credit');
  }
  first.close();

  const store = openSqliteStore({ path });
  const books: number[][] = [];
  for (const livemode of [false, true]) {
    const scope = { merchantId: 'demo' as MerchantId, livemode };
    const verifier = createLedgerVerifier();
    for await (const recorded of store.everyJournalEntry(scope)) {
      verifier.add(recorded);
      books.push([Number(livemode), recorded.link.number, recorded.link.recordedAtMicroseconds]);
    }
    const { days } = await store.accountDays(scope, {});
    expect(verifier.finish(days).problems).toEqual([]);
    expect(days[0]?.day).toBe(livemode ? '2026-01-03' : '2026-01-02');
  }
  expect(books).toEqual([
    [0, 1, 1_000_000],
    [0, 2, 1_000_001],
    [1, 1, 1_000_000],
  ]);
  await store.close();
});
