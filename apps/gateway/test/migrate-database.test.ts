import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@hangil/postgres-testkit';
import { openImport, openPostgresStore } from '@hangil/store-postgres';
import { openExport, openSqliteStore } from '@hangil/store-sqlite';
import { createBuilders, testScope } from '@hangil/store-testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../src/commands/run-command.ts';
import { bankPayout, keyInPayment, windowPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

let database: TestDatabase;
let directory: string;
beforeEach(async () => {
  database = await createTestDatabase();
  directory = mkdtempSync(join(tmpdir(), 'hangil-move-'));
});
afterEach(async () => {
  await database.drop();
  rmSync(directory, { recursive: true });
});

async function move(file: string): Promise<{ readonly code: number; readonly said: string }> {
  const said: string[] = [];
  const io = { out: async (text: string) => void said.push(text), status: () => {} };
  const code = await runCommand(['migrate-database', file, '--to', database.url], io);
  return { code, said: said.join('') };
}

describe('a real book', () => {
  let file: string;
  let gateway: TestGateway;
  const variables: Record<string, string> = {};
  beforeEach(async () => {
    file = join(directory, 'hangil.db');
    variables.HANGIL_DATABASE_URL = `file:${file}`;
    gateway = await startTestGateway({ variables });
  });
  afterEach(() => gateway.close());

  async function trade(): Promise<void> {
    for (let count = 0; count < 260; count += 1)
      expect((await gateway.post('/v1/payments', keyInPayment({ order_id: `order-${count}` }))).status).toBe(201);
    const { body } = await gateway.get('/v1/payments?order_id=order-7');
    const refund = { amount: 3_000, reason: '단순 변심', requester: 'customer' };
    expect((await gateway.post(`/v1/payments/${body.data[0].id}/refunds`, refund)).status).toBe(201);
    expect((await gateway.post('/v1/payments', windowPayment())).status).toBe(201);
    expect((await gateway.post('/v1/payouts', bankPayout())).status).toBeLessThan(300);
  }

  async function everything(): Promise<unknown[]> {
    const paths = ['payments', 'refunds', 'cases', 'webhook_endpoints'].map((list) => `${list}?limit=100`);
    return Promise.all(paths.map(async (path) => (await gateway.get(`/v1/${path}`)).body));
  }

  it('is moved whole, proved, and goes on where it was', async () => {
    await trade();
    const before = await everything();
    await gateway.restart(async () => {
      const { code, said } = await move(file);
      expect(said).toMatch(/^demo \(test\): \d+ entries, head [0-9a-f]{64}, 0 problems\nEverything is moved\./);
      expect(code).toBe(0);
      variables.HANGIL_DATABASE_URL = database.url;
    });
    expect(await everything()).toEqual(before);
    const again = await gateway.post('/v1/payments', keyInPayment({ order_id: 'order-3' }));
    expect(again).toMatchObject({ status: 409, body: { code: 'order_id_conflict' } });
    expect((await gateway.post('/v1/payments', keyInPayment())).body).toMatchObject({ status: 'paid' });
    const { said } = await verify();
    expect(said).toMatch(/0 problems\n$/);
    await expect(move(file)).rejects.toThrow(/is in use: name an empty database/);
  });

  async function verify() {
    const said: string[] = [];
    const io = { out: async (text: string) => void said.push(text), status: () => {} };
    await runCommand(['ledger', 'verify', database.url], io);
    return { said: said.join('') };
  }
});

describe('a move that was broken off', () => {
  it('lets no gateway start, and goes on where it stopped; but not from a file that has changed', async () => {
    const build = createBuilders();
    const file = join(directory, 'hangil.db');
    const write = async (count: number) => {
      const store = openSqliteStore({ path: file });
      const payments = Array.from({ length: count }, () => build.buildPayment());
      await store.commit({
        payments,
        journalEntries: payments.map(({ id }) => build.buildJournalEntry({ paymentId: id })),
      });
      await store.close();
    };
    await write(700);
    await moveInPart(file, 500);
    await expect(openPostgresStore({ url: database.url })).rejects.toThrow(
      /is only half filled: run hangil migrate-database/,
    );
    expect(await move(file)).toMatchObject({ code: 0, said: expect.stringContaining('demo (test): 700 entries') });
    const store = await openPostgresStore({ url: database.url });
    expect((await store.accountDays(testScope, {})).head).toBe(700);
    await store.close();

    await database.drop();
    database = await createTestDatabase();
    await moveInPart(file, 500);
    await write(1);
    await expect(move(file)).rejects.toThrow(/was half filled from another state of the file/);
  });

  async function moveInPart(file: string, rowsOfPayments: number): Promise<void> {
    const source = await openExport(file);
    const destination = await openImport(database.url, source.fingerprint);
    const { rows, last } = await source.rows('payment', null, rowsOfPayments);
    if (last === null) throw new Error('the file has payments');
    await destination.write('payment', rows, last);
    await destination.close();
    await source.close();
  }
});

it('an order id that two payments hold is moved, and is still held', async () => {
  const build = createBuilders();
  const file = join(directory, 'hangil.db');
  const late = build.buildPayment();
  const between = build.buildPayment({ orderId: late.orderId });
  const onKey = build.buildPayment({ method: { type: 'billing_key', billingKeyId: 'bk_1', details: {} } });
  const event = build.buildProviderEvent({ body: Uint8Array.from([0, 255, 10]) });
  const sqlite = openSqliteStore({ path: file });
  for (const payments of [
    [late, onKey],
    [{ ...late, version: 2, status: 'failed' as const }],
    [between],
    [{ ...late, version: 3, status: 'paid' as const, amountPaidMinor: late.amountMinor }],
  ])
    expect(await sqlite.commit({ payments })).toEqual({ kind: 'committed' });
  await sqlite.commit({ providerEvents: [event] });
  await sqlite.close();

  expect((await move(file)).code).toBe(0);
  const store = await openPostgresStore({ url: database.url });
  const third = { payments: [build.buildPayment({ orderId: late.orderId })] };
  expect(await store.commit(third)).toEqual({ kind: 'conflict', on: 'order_id' });
  const { items } = await store.payments(testScope, { billingKeyId: 'bk_1' }, { limit: 5, cursor: null });
  expect(items).toEqual([onKey]);
  expect(await store.providerEvent(event.id)).toEqual(event);
  await store.close();
});

it('a database that a gateway uses is not moved', async () => {
  const file = join(directory, 'hangil.db');
  const store = openSqliteStore({ path: file });
  await expect(move(file)).rejects.toThrow(/in use by another gateway/);
  await store.close();
});
