import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bankPayout, keyInMethod, keyInPayment, windowPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startTestGateway();
});
afterEach(() => gateway.close());

const under = (key: string) => ({ headers: { 'idempotency-key': key } });
const charges = () => gateway.simulator.fakes.iamport.calls().filter(({ operation }) => operation === 'onetime').length;

describe('the same Idempotency-Key with the same body', () => {
  it('gives the first answer byte for byte, marked as replayed, and charges once', async () => {
    const first = await gateway.post('/v1/payments', keyInPayment({ order_id: 'A' }), under('key-1'));
    const second = await gateway.post('/v1/payments', keyInPayment({ order_id: 'A' }), under('key-1'));
    expect(first.status).toBe(201);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect([second.status, second.text, second.headers.get('content-type')]).toEqual([
      201,
      first.text,
      first.headers.get('content-type'),
    ]);
    expect(charges()).toBe(1);
  });

  it('counts as the same whether bare or quoted, and however the members are ordered', async () => {
    const { order_id, ...rest } = keyInPayment();
    const first = await gateway.post('/v1/payments', { order_id, ...rest }, under('key-2'));
    const second = await gateway.post('/v1/payments', JSON.stringify({ ...rest, order_id }, null, 2), under('"key-2"'));
    expect(second.text).toBe(first.text);
  });

  it('gives a decline again without asking the provider', async () => {
    gateway.simulator.fakes.iamport.decideNext('decline');
    const first = await gateway.post('/v1/payments', keyInPayment({ order_id: 'B' }), under('key-3'));
    gateway.simulator.fakes.iamport.decideNext('approve');
    const second = await gateway.post('/v1/payments', keyInPayment({ order_id: 'B' }), under('key-3'));
    expect(first.body.status).toBe('failed');
    expect([second.status, second.text]).toEqual([first.status, first.text]);
    expect(charges()).toBe(1);
  });

  it('is remembered over a restart', async () => {
    const first = await gateway.post('/v1/payments', keyInPayment({ order_id: 'C' }), under('key-4'));
    await gateway.restart();
    const second = await gateway.post('/v1/payments', keyInPayment({ order_id: 'C' }), under('key-4'));
    expect([second.status, second.text]).toEqual([first.status, first.text]);
    expect(charges()).toBe(1);
  });

  it('shows the present truth of a payment whose outcome was unknown', async () => {
    gateway.simulator.fakes.iamport.faults.inject('onetime', { kind: 'lose_after' });
    const first = await gateway.post('/v1/payments', keyInPayment({ order_id: 'D' }), under('key-5'));
    expect(first).toMatchObject({ status: 504, body: { code: 'outcome_unknown', resource: { status: 'unknown' } } });
    const settled = await gateway.post(`/v1/payments/${first.body.resource.id}/sync`, {});
    expect(settled.body.status).toBe('paid');
    const second = await gateway.post('/v1/payments', keyInPayment({ order_id: 'D' }), under('key-5'));
    expect(second).toMatchObject({ status: 201, body: { id: first.body.resource.id, status: 'paid' } });
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(charges()).toBe(1);
  });

  it('makes one refund and one payout', async () => {
    const { body: payment } = await gateway.post('/v1/payments', keyInPayment());
    const path = `/v1/payments/${payment.id}/refunds`;
    const refunds = [
      await gateway.post(path, { amount: 100 }, under('r')),
      await gateway.post(path, { amount: 100 }, under('r')),
    ];
    expect(refunds[1]?.text).toBe(refunds[0]?.text);
    expect((await gateway.get(`/v1/payments/${payment.id}`)).body.amount_refunded).toBe(100);
    const request = bankPayout();
    const payouts = [
      await gateway.post('/v1/payouts', request, under('p')),
      await gateway.post('/v1/payouts', request, under('p')),
    ];
    expect(payouts[1]?.text).toBe(payouts[0]?.text);
    expect(gateway.simulator.fakes.ecommpay.books().payouts).toHaveLength(1);
  });
});

describe('the same Idempotency-Key with another request', () => {
  it.each([
    ['another amount', keyInPayment({ order_id: 'E', amount: 2_000 })],
    ['another card', keyInPayment({ order_id: 'E', method: { ...keyInMethod, card_number: '5555555555554444' } })],
  ])('%s is refused', async (_what, other) => {
    await gateway.post('/v1/payments', keyInPayment({ order_id: 'E' }), under('key-6'));
    const answer = await gateway.post('/v1/payments', other, under('key-6'));
    expect(answer).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    expect(charges()).toBe(1);
  });

  it('is refused on another object too', async () => {
    const first = (await gateway.post('/v1/payments', windowPayment())).body;
    const second = (await gateway.post('/v1/payments', windowPayment())).body;
    expect((await gateway.post(`/v1/payments/${first.id}/cancel`, {}, under('key-7'))).status).toBe(200);
    const answer = await gateway.post(`/v1/payments/${second.id}/cancel`, {}, under('key-7'));
    expect(answer.body.code).toBe('idempotency_key_reused');
  });

  it('is nobody else’s: another merchant and the other mode have their own', async () => {
    const first = await gateway.post('/v1/payments', windowPayment({ order_id: 'F' }), under('key-8'));
    for (const key of [keys.live, keys.otherShop]) {
      const answer = await gateway.post('/v1/payments', windowPayment({ order_id: 'F' }), { key, ...under('key-8') });
      expect(answer.status).toBe(201);
      expect(answer.body.id).not.toBe(first.body.id);
    }
  });
});

describe('an Idempotency-Key', () => {
  it('whose first request still runs is answered with 409 and when to come back', async () => {
    const { faults } = gateway.simulator.fakes.iamport;
    faults.inject('onetime', { kind: 'hold_after' });
    const first = gateway.post('/v1/payments', keyInPayment({ order_id: 'G' }), under('key-9'));
    await faults.whenHeld();
    const second = await gateway.post('/v1/payments', keyInPayment({ order_id: 'G' }), under('key-9'));
    expect(second).toMatchObject({ status: 409, body: { code: 'idempotency_in_progress', retry: 'safe' } });
    expect(second.headers.get('retry-after')).toBe('1');
    faults.releaseHeld();
    const { text } = await first;
    expect((await gateway.post('/v1/payments', keyInPayment({ order_id: 'G' }), under('key-9'))).text).toBe(text);
    expect(charges()).toBe(1);
  });

  it.each([
    ['empty', ''],
    ['empty in quotes', '""'],
    ['256 characters long', 'x'.repeat(256)],
    ['a card number', '4111111111111111'],
    ['not ASCII', 'cl\u00e9'],
  ])('that is %s is refused', async (_what, key) => {
    const answer = await gateway.post('/v1/payments', windowPayment(), under(key));
    expect(answer).toMatchObject({ status: 400, body: { code: 'idempotency_key_invalid' } });
  });

  it('is free again when the request itself was refused', async () => {
    expect((await gateway.post('/v1/payments', windowPayment({ amount: 0 }), under('key-10'))).status).toBe(400);
    expect(
      (await gateway.post('/v1/payments', windowPayment({ method: { type: 'mobile' } }), under('key-10'))).status,
    ).toBe(422);
    expect((await gateway.post('/v1/payments', windowPayment(), under('key-10'))).status).toBe(201);
  });
});
