import { afterAll, beforeAll, expect, it } from 'vitest';
import { keyInPayment } from './support/requests.ts';
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
