import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function refused(method: string, path: string, body?: unknown) {
  const answer = await stage.control(method, path, body);
  expect(answer.body).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
  return { status: answer.status, code: answer.body.error?.code, message: answer.body.error?.message };
}

test.each([
  ['/iamport/payments/op1/shopper', {}, 'outcome'],
  ['/iamport/payments/op1/shopper', { outcome: 'maybe' }, 'outcome'],
  ['/iamport/payments/op1/shopper', { outcome: 'approve', amount: 1 }, 'amount'],
  ['/iamport/payments/op1/deposit', { amount: 0 }, 'amount'],
  ['/iamport/payments/op1/deposit', { amount: 1.5 }, 'amount'],
  ['/iamport/payments/op1/deposit', { amount: 2 ** 53 }, 'amount'],
  ['/iamport/payments/op1/deposit', { amount: '100' }, 'amount'],
  ['/ecommpay/payouts/op1/outcome', { outcome: null }, 'outcome'],
  ['/iamport/next', { outcome: 'leave' }, 'outcome'],
  ['/iamport/faults', { operation: 'token', fault: { kind: 'explode' } }, 'fault.kind'],
  ['/iamport/faults', { operation: 'token', fault: { kind: 'error_before' } }, 'fault.status'],
  ['/iamport/faults', { operation: 'token', fault: { kind: 'error_before', status: 200 } }, 'fault.status'],
  ['/iamport/faults', { operation: 'token', fault: { kind: 'lose_after', status: 500 } }, 'status'],
  ['/iamport/faults', { operation: 'token', fault: { kind: 'lose_after' }, times: 0 }, 'times'],
  ['/iamport/distort/op1', {}, 'amount'],
  ['/iamport/distort/op1', { amount: -1 }, 'amount'],
  ['/iamport/distort/op1', { currency: 'won' }, 'currency'],
  ['/iamport/notices/release', { order: [-1] }, 'order'],
  ['/iamport/notices/mute', { muted: 'yes' }, 'muted'],
  ['/iamport/notices/repeat', { times: 0 }, 'times'],
  ['/iamport/notices/address', {}, 'url'],
  ['/payments/latest/shopper', [], 'object'],
])('POST %s %j is refused and names what is wrong', async (path, body, named) => {
  const { status, code, message } = await refused('POST', path, body);
  expect([status, code]).toEqual([400, 'invalid_request']);
  expect(message).toContain(named);
});

test('a body that is not JSON is refused', async () => {
  expect(await refused('POST', '/iamport/next', '{outcome: approve}')).toMatchObject({
    status: 400,
    code: 'invalid_json',
  });
});

test('a huge body is refused', async () => {
  const body = JSON.stringify({ outcome: 'x'.repeat(100_000) });
  expect(await refused('POST', '/iamport/next', body)).toMatchObject({ status: 413, code: 'body_too_large' });
});

test('an operation the provider does not have is refused with those it has', async () => {
  const fault = { kind: 'lose_after' };
  for (const operation of ['teleport', '__proto__', 'toString']) {
    const { code, message } = await refused('POST', '/iamport/faults', { operation, fault });
    expect(code).toBe('unknown_operation');
    expect(message).toContain('prepare');
  }
});

describe('what is not there', () => {
  test.each(['nobody', '__proto__', 'constructor', '%ff'])('provider %s: 404 with the known ones', async (provider) => {
    const { status, code, message } = await refused('GET', `/${provider}/books`);
    expect([status, code]).toEqual([404, 'provider_not_found']);
    expect(message).toContain('iamport, ecommpay');
  });

  test('a reference nobody heard of: 404', async () => {
    const shopper = await refused('POST', '/iamport/payments/op404/shopper', { outcome: 'approve' });
    const payout = await refused('POST', '/ecommpay/payouts/op404/outcome', { outcome: 'approve' });
    expect([shopper.code, payout.code]).toEqual(['reference_not_found', 'reference_not_found']);
  });

  test.each([
    ['GET', '/iamport'],
    ['PUT', '/clock'],
    ['DELETE', '/iamport/notices'],
    ['POST', '/iamport/books'],
  ])('%s %s: 404 that points at the description', async (method, path) => {
    expect(await refused(method, path)).toMatchObject({ status: 404, code: 'endpoint_not_found' });
  });
});
