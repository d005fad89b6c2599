import { createTestDatabase, type TestDatabase } from '@hangil/postgres-testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../src/commands/run-command.ts';
import { spawnGateway } from './support/gateway-process.ts';
import { keyInPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

describe('a gateway on PostgreSQL', () => {
  let database: TestDatabase;
  let gateway: TestGateway;
  beforeAll(async () => {
    database = await createTestDatabase();
    gateway = await startTestGateway({ variables: { HANGIL_DATABASE_URL: database.url } });
  });
  afterAll(async () => {
    await gateway.close();
    await database.drop();
  });

  it('takes a payment, gives a part back, and finds all of it again after a restart', async () => {
    const paid = await gateway.post('/v1/payments', keyInPayment());
    expect(paid).toMatchObject({ status: 201, body: { status: 'paid' } });
    const path = `/v1/payments/${paid.body.id}`;
    const refund = await gateway.post(`${path}/refunds`, { amount: 3_000, reason: 'too small', requester: 'customer' });
    expect(refund).toMatchObject({ status: 201, body: { status: 'succeeded' } });
    await gateway.restart();
    expect((await gateway.get(path)).body).toMatchObject({ status: 'partially_refunded', amount_refunded: 3_000 });
    const entries = await gateway.get(`/v1/ledger/journal_entries?payment_id=${paid.body.id}`);
    expect(entries.body.data.map(({ kind }: { kind: string }) => kind)).toEqual([
      'refund_success',
      'refund_request',
      'sale',
    ]);
  });

  it('gives the first answer again to a request that is repeated', async () => {
    const again = { headers: { 'idempotency-key': 'the same' } };
    const first = await gateway.post('/v1/payments', keyInPayment({ order_id: 'repeated' }), again);
    const second = await gateway.post('/v1/payments', keyInPayment({ order_id: 'repeated' }), again);
    expect(second.body).toEqual(first.body);
    expect((await gateway.get('/v1/payments?order_id=repeated')).body.data).toHaveLength(1);
  });
});

describe('commands beside a gateway on PostgreSQL', () => {
  it('prove its books while it runs', async () => {
    const database = await createTestDatabase();
    const gateway = await startTestGateway({ variables: { HANGIL_DATABASE_URL: database.url } });
    for (let count = 0; count < 3; count += 1) await gateway.post('/v1/payments', keyInPayment());
    const output: string[] = [];
    const io = { out: async (text: string) => void output.push(text), status: () => {} };
    expect(await runCommand(['ledger', 'verify', database.url], io)).toBe(0);
    expect(output.join('')).toMatch(/^demo \(test\): 3 entries, head [0-9a-f]{64}, 0 problems\n$/);
    await gateway.close();
    await database.drop();
  });
});

describe('a database that cannot be used', () => {
  it('is told in one line without the password, and nothing starts', async () => {
    const database = await createTestDatabase();
    const url = new URL(database.url);
    await database.drop();
    url.password = 'CANARY';
    const { code, output, problems } = await spawnGateway({ HANGIL_DATABASE_URL: url.href }).ended;
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(problems).toMatch(/^PostgreSQL at [^\n]+ does not exist: [^\n]+\n$/);
    expect(problems).not.toContain('CANARY');
  });
});
