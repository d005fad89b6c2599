import type { ChangeSet, PositionedEvent, Store } from '@hangil/engine';
import { createTestDatabase, type TestDatabase } from '@hangil/postgres-testkit';
import { buildWholePayment, countUp, createBuilders, testScope } from '@hangil/store-testkit';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPostgresStore } from '../src/index.ts';
import { numbersOf } from './entry-numbers.ts';

let database: TestDatabase;
let stores: Store[];
let build: ReturnType<typeof createBuilders>;
beforeEach(async () => {
  database = await createTestDatabase();
  build = createBuilders(countUp());
  stores = await Promise.all(Array.from({ length: 4 }, () => openPostgresStore({ url: database.url })));
});
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await database.drop();
});

const storeOf = (index: number) => stores[index % stores.length] as Store;

/** Every change set at once, spread over the stores. */
const commitSpread = (changeSets: readonly ChangeSet[]) =>
  Promise.all(changeSets.map((changes, index) => storeOf(index).commit(changes)));

describe('several gateways that write one book', () => {
  test('make one chain without a gap', async () => {
    const results = await commitSpread(Array.from({ length: 400 }, () => buildWholePayment(build)));
    expect(results.every(({ kind }) => kind === 'committed')).toBe(true);
    expect(await numbersOf(storeOf(0))).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
    const { head, days } = await storeOf(1).accountDays(testScope, {});
    expect(head).toBe(400);
    expect(days.map(({ debitMinor, creditMinor }) => debitMinor + creditMinor)).toEqual([4_000_000, 4_000_000]);
  });

  test('never show an event to a reader who has seen a later one already', async () => {
    const seen: PositionedEvent[] = [];
    let isWriting = true;
    const read = async () => {
      for (let wasWriting = true; wasWriting; ) {
        wasWriting = isWriting;
        seen.push(...(await storeOf(3).eventsAfter(testScope, seen.at(-1)?.position ?? 0, 1_000)));
      }
    };
    const reading = read();
    for (let round = 0; round < 20; round += 1)
      await commitSpread(
        Array.from({ length: 30 }, () => ({ events: [build.buildOutgoingEvent(build.buildPayment())] })),
      );
    isWriting = false;
    await reading;
    expect(seen.map(({ position }) => position)).toEqual(Array.from({ length: 600 }, (_, index) => index + 1));
  });

  test('let one of many who decide the same from one state win', async () => {
    const payment = build.buildPayment({ status: 'paid', amountMinor: 100, amountPaidMinor: 100 });
    await storeOf(0).commit({ payments: [payment] });
    const refunds = Array.from({ length: 40 }, () => build.buildRefund({ paymentId: payment.id, amountMinor: 60 }));
    const results = await commitSpread(
      refunds.map((refund) => ({
        payments: [{ ...payment, version: 2, amountRefundingMinor: 60 }],
        refunds: [refund],
      })),
    );
    expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
    expect(await storeOf(1).refundsOf(payment.id)).toHaveLength(1);
  });

  test('let one of many take an order id, an idempotency key, a reference and a document key', async () => {
    const operation = build.buildOperation();
    const key = build.buildIdempotencyRecord();
    const makers: (() => ChangeSet)[] = [
      () => ({ payments: [build.buildPayment({ orderId: 'same' })] }),
      () => ({ payouts: [build.buildPayout({ merchantReference: 'same' })] }),
      () => ({ documents: [build.buildDocument({ key: 'same' })] }),
      () => ({ operations: [build.buildOperation({ reference: operation.reference })] }),
      () => ({ providerEvents: [build.buildProviderEvent({ eventKey: 'same' })] }),
      () => ({ idempotency: { kind: 'claim', record: build.buildIdempotencyRecord({ key: key.key }) } }),
      () => ({ journalEntries: [build.buildJournalEntry({ sourceKey: 'same' })] }),
    ];
    for (const make of makers) {
      const results = await commitSpread(Array.from({ length: 12 }, make));
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
      expect(results.filter(({ kind }) => kind === 'conflict')).toHaveLength(11);
    }
  });

  test('give each job to one of them', async () => {
    const jobs = Array.from({ length: 200 }, (_, index) => ({
      kind: 'schedule' as const,
      jobKind: 'watch_payment' as const,
      subjectId: `pay_${index}`,
      dueAt: new Date(0),
    }));
    await storeOf(0).commit({ jobs });
    const request = { now: new Date(1), leaseUntil: new Date(60_000), limit: 7 };
    const claimed = (
      await Promise.all(Array.from({ length: 60 }, (_, index) => storeOf(index).claimJobs(request)))
    ).flat();
    const rest = await storeOf(0).claimJobs({ ...request, limit: 1_000 });
    expect(new Set([...claimed, ...rest].map(({ key }) => key)).size).toBe(200);
    expect(claimed.length + rest.length).toBe(200);
  });

  test('finish batches that lock the same rows in any order', async () => {
    const payments = Array.from({ length: 10 }, () => build.buildPayment());
    await storeOf(0).commit({ payments });
    let latest = payments;
    for (let round = 0; round < 10; round += 1) {
      const next = latest.map((payment) => ({ ...payment, version: payment.version + 1 }));
      const results = await commitSpread([...next, ...[...next].reverse()].map((payment) => ({ payments: [payment] })));
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(10);
      latest = next;
    }
  });
});

test('a position is not given before the one ahead of it is visible', async () => {
  const slow = new Client({ connectionString: database.url });
  await slow.connect();
  await slow.query('BEGIN');
  const rows = [
    {
      id: 'evt_slow',
      merchant_id: 'demo',
      livemode: false,
      type: 'payment.paid',
      subject_id: 'pay_1',
      sequence: 1,
      created_at: 1,
      snapshot_kind: 'document',
      snapshot: '{}',
    },
  ];
  await slow.query("SELECT write_batch_1('slow', 1, books => $1, events => $2)", [
    JSON.stringify([{ merchant_id: 'demo', livemode: false, entry_count: 0, event_count: 1, closing_count: 0 }]),
    JSON.stringify(rows),
  ]);
  const quick = storeOf(0).commit({ events: [build.buildOutgoingEvent(build.buildPayment())] });
  // The other waits for the row of the book: nothing is visible yet.
  const waits =
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await expect.poll(async () => (await slow.query(waits)).rows[0].count).toBe(1);
  expect(await storeOf(1).eventsAfter(testScope, 0, 10)).toEqual([]);
  await slow.query('COMMIT');
  await slow.end();
  await quick;
  const positions = (await storeOf(1).eventsAfter(testScope, 0, 10)).map(({ position, event: { id } }) => [
    position,
    id === 'evt_slow',
  ]);
  expect(positions).toEqual([
    [1, true],
    [2, false],
  ]);
});
