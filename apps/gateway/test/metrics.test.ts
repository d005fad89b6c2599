import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bankPayout, customer, keyInPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

/** The value of one line of the exposition, or undefined. */
async function figure(name: string, labels: Readonly<Record<string, string>> = {}): Promise<number | undefined> {
  const { text } = await gateway.get('/metrics', { key: null });
  const line = text
    .split('\n')
    .find(
      (each) =>
        (each.startsWith(`${name}{`) || each.startsWith(`${name} `)) &&
        Object.entries(labels).every(([label, value]) => each.includes(`${label}="${value}"`)),
    );
  return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ') + 1));
}

it('answers in the format of Prometheus, without a key', async () => {
  const answer = await gateway.get('/metrics', { key: null });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(answer.text).toContain('# TYPE hangil_http_request_duration_seconds histogram');
  expect(answer.text).toContain('process_resident_memory_bytes');
});

it('counts a payment as a request, a call, commits and an event', async () => {
  const paid = await gateway.post('/v1/payments', keyInPayment());
  expect(paid.body.status).toBe('paid');
  expect(
    await figure('hangil_http_request_duration_seconds_count', {
      method: 'POST',
      route: '/v1/payments',
      status: '201',
    }),
  ).toBe(1);
  const call = { provider: 'iamport', operation: 'payments.start', outcome: 'succeeded' };
  expect(await figure('hangil_provider_call_duration_seconds_count', call)).toBe(1);
  expect(await figure('hangil_events_total', { type: 'payment.paid' })).toBe(1);
  expect(await figure('hangil_commit_duration_seconds_count', { result: 'committed' })).toBeGreaterThanOrEqual(2);
});

it('counts what payments, refunds and payouts came to', async () => {
  const before = await figure('hangil_payments_total', { provider: 'iamport', channel: 'kcp-card', status: 'paid' });
  const paid = await gateway.post('/v1/payments', keyInPayment());
  await gateway.post(`/v1/payments/${paid.body.id}/refunds`, {});
  await gateway.post('/v1/payouts', bankPayout({ customer }));
  const ofCard = { provider: 'iamport', channel: 'kcp-card' };
  expect(await figure('hangil_payments_total', { ...ofCard, status: 'paid' })).toBe(Number(before) + 1);
  expect(await figure('hangil_payments_total', { ...ofCard, status: 'refunded' })).toBe(1);
  expect(await figure('hangil_refunds_total', { status: 'succeeded' })).toBe(1);
  expect(await figure('hangil_payouts_total', { provider: 'ecommpay', channel: 'korean-banks' })).toBe(1);
});

it('tells how many writes shared a transaction', async () => {
  const [writesBefore, transactionsBefore] = await batches();
  await Promise.all(Array.from({ length: 8 }, () => gateway.post('/v1/payments', keyInPayment())));
  const [writes, transactions] = await batches();
  expect(writes - writesBefore).toBeGreaterThanOrEqual(16);
  expect(transactions - transactionsBefore).toBeLessThan(writes - writesBefore);
});

async function batches(): Promise<[number, number]> {
  return [Number(await figure('hangil_commit_batch_size_sum')), Number(await figure('hangil_commit_batch_size_count'))];
}

it('names the address of a stranger nowhere', async () => {
  await gateway.get('/v1/payments/pay_4111111111111111');
  await gateway.get('/some/scan.php');
  const { text } = await gateway.get('/metrics', { key: null });
  expect(text).not.toContain('4111111111111111');
  expect(text).not.toContain('scan.php');
  expect(await figure('hangil_http_request_duration_seconds_count', { route: 'none' })).toBe(1);
});

it('shows what waits, and for how long', async () => {
  const waiting = { what: 'unknown_payments' };
  expect(await figure('hangil_waiting', waiting)).toBe(0);
  expect(await figure('hangil_waiting_oldest_age_seconds', waiting)).toBe(0);
  const { fakes, clock } = gateway.simulator;
  fakes.iamport.faults.inject('onetime', { kind: 'error_after', status: 500 });
  fakes.iamport.faults.inject('find', { kind: 'error_before', status: 500 }, 100);
  const unknown = await gateway.post('/v1/payments', keyInPayment());
  expect(unknown.body.resource.status).toBe('unknown');
  clock.advance(90_000);
  expect(await figure('hangil_waiting', waiting)).toBe(1);
  expect(await figure('hangil_waiting_oldest_age_seconds', waiting)).toBeGreaterThanOrEqual(90);
  const call = { provider: 'iamport', operation: 'payments.start', outcome: 'unknown' };
  expect(await figure('hangil_provider_call_duration_seconds_count', call)).toBe(1);
});

it('says which channels fail, and when they work again', async () => {
  const circuit = { channel: 'kcp-card', mode: 'test' };
  expect(await figure('hangil_channel_circuit_open', circuit)).toBe(0);
  const { faults } = gateway.simulator.fakes.iamport;
  faults.inject('onetime', { kind: 'error_before', status: 500 }, 5);
  for (let call = 0; call < 5; call += 1) await gateway.post('/v1/payments', keyInPayment());
  expect(await figure('hangil_channel_circuit_open', circuit)).toBe(1);
  expect(await figure('hangil_channel_circuit_open', { channel: 'kcp-card', mode: 'live' })).toBe(0);
  expect((await gateway.post('/v1/payments', keyInPayment())).body.status).toBe('paid');
  expect(await figure('hangil_channel_circuit_open', circuit)).toBe(0);
});

it('an imbalance of the books shows within a minute', async () => {
  const { clock } = gateway.simulator;
  clock.advance(61_000);
  expect(await figure('hangil_ledger_imbalance_minor', { currency: 'KRW' })).toBe(0);
  const database = new Sqlite(join(gateway.directory, 'data', 'hangil.db'));
  database.exec('UPDATE account_day SET debit_minor = debit_minor + 70 WHERE debit_minor > 0');
  database.close();
  expect(await figure('hangil_ledger_imbalance_minor', { currency: 'KRW' })).toBe(0);
  clock.advance(61_000);
  expect(await figure('hangil_ledger_imbalance_minor', { currency: 'KRW' })).toBeGreaterThanOrEqual(70);
});

it('the page about monitoring describes every metric of ours, and none that is not there', async () => {
  const page = readFileSync(new URL('../../../docs/operations/monitor.md', import.meta.url), 'utf8');
  const [, section = ''] = page.split(/^## /m).filter((each) => /^Addresses|^Metrics/.test(each));
  const rows = [...section.matchAll(/^\| `(\w+)` \| (\w+) \| (.+) \| (.+) \|$/gm)].map(([, ...cells]) => cells);
  const { text } = await gateway.get('/metrics', { key: null });
  const exposed = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => `${name} ${type}`);
  const described = rows.map(([name, type]) => `${name} ${type}`);
  expect(described.filter((each) => each.startsWith('hangil_')).sort()).toEqual(
    exposed.filter((each) => each.startsWith('hangil_')).sort(),
  );
  expect(exposed).toEqual(expect.arrayContaining(described));
  for (const [name, , meaning, alert] of rows) expect([name, Boolean(meaning && alert)]).toEqual([name, true]);
});
