import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, windowPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ configuration });
});
afterAll(() => gateway.close());

function configuration(simulatorUrl: string): string {
  return `
merchants:
  - id: demo
    name: Demo Shop
    api_keys:
      - { name: test, secret: ${keys.test} }
      - { name: live, secret: ${keys.live} }
    provider_accounts:
      - id: iamport-main
        adapter: iamport
        base_url: ${simulatorUrl}/iamport
        credentials: { imp_key: imp_key_test, imp_secret: imp_secret_test, user_code: imp00000000 }
        channels:
          - { id: naver, pg: naverco.shop, methods: [easy_pay/naverpay] }
          - { id: quick, pg: kcp_quick.A1, methods: [easy_pay/kcp_quick] }
`;
}

/** A payment at Naver Pay (order type), paid in its window. */
async function paid(): Promise<string> {
  const body = windowPayment({
    customer,
    method: { type: 'easy_pay', wallet: 'naverpay' },
    provider_options: { iamport: { products: [{ id: 'P1' }] } },
  });
  const opened = await gateway.post('/v1/payments', body);
  const { params } = opened.body.next_action;
  await fetch(`${gateway.simulator.url}/iamport/window/iamport?request=${encodeURIComponent(JSON.stringify(params))}`);
  await gateway.simulator.fakes.iamport.shopper(params.merchant_uid, 'approve');
  const confirmed = await gateway.post(`/v1/payments/${opened.body.id}/confirm`, {});
  expect(confirmed.body).toMatchObject({ status: 'paid', pg: { name: 'naverco' } });
  return opened.body.id;
}

const run = (id: string, name: string, input: object = {}, options = {}) =>
  gateway.post(`/v1/payments/${id}/actions/${name}`, { input }, options);

describe('an action that only the payment’s PG knows', () => {
  it('is done, kept with its outcome, and what it moved is booked', async () => {
    const id = await paid();
    const answer = await run(id, 'naver_cancel', { reason: 'SOLD_OUT' });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      object: 'payment_action',
      payment_id: id,
      name: 'naver_cancel',
      status: 'succeeded',
      input: { reason: 'SOLD_OUT' },
      result: [{ product_order_status: 'CANCELED' }, { product_order_status: 'CANCELED' }],
      failure: null,
    });
    const { body: list } = await gateway.get(`/v1/payments/${id}/actions`);
    expect(list.data).toEqual([answer.body]);

    const { body: synced } = await gateway.post(`/v1/payments/${id}/sync`, {});
    expect(synced).toMatchObject({ status: 'refunded', amount_refunded: 10_000 });
    const { body: refunds } = await gateway.get(`/v1/refunds?payment_id=${id}`);
    expect(refunds.data).toMatchObject([{ requester: 'provider', amount: 10_000, status: 'succeeded' }]);
    expect((await gateway.get('/v1/ledger/verify')).body.ok).toBe(true);
  });

  it('under one key is done once, with the same answer', async () => {
    const id = await paid();
    const headers = { 'Idempotency-Key': 'place-1' };
    const first = await run(id, 'naver_place', {}, { headers });
    const again = await run(id, 'naver_place', {}, { headers });
    expect(again.text).toBe(first.text);
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    expect((await gateway.get(`/v1/payments/${id}/actions`)).body.data).toHaveLength(1);
  });

  it('whose answer is lost is unknown, and is not sent again under its key', async () => {
    const id = await paid();
    gateway.simulator.fakes.iamport.faults.inject('action', { kind: 'error_after', status: 502 });
    const headers = { 'Idempotency-Key': 'lost-1' };
    const calls = () =>
      gateway.simulator.fakes.iamport.calls().filter(({ operation }) => operation === 'action').length;
    const before = calls();
    expect((await run(id, 'naver_place', {}, { headers })).body).toMatchObject({ status: 'unknown', result: null });
    expect((await run(id, 'naver_place', {}, { headers })).body).toMatchObject({ status: 'unknown' });
    expect(calls()).toBe(before + 1);
  });

  it('that only reads is answered and not kept', async () => {
    const id = await paid();
    expect((await run(id, 'naver_product_orders')).body).toMatchObject({
      status: 'succeeded',
      result: [{ product_order_status: 'PAYED' }, { product_order_status: 'PAYED' }],
    });
    expect((await gateway.get(`/v1/payments/${id}/actions`)).body.data).toEqual([]);
    gateway.simulator.fakes.iamport.faults.inject('action_read', { kind: 'error_before', status: 503 });
    expect((await run(id, 'naver_product_orders')).status).toBe(502);
  });

  it('keeps nothing of what looks like a secret', async () => {
    const { body } = await gateway.post(
      '/v1/payments',
      windowPayment({ customer, method: { type: 'easy_pay', wallet: 'kcp_quick' } }),
    );
    const input = { btid: 'b1', cust_ip: '198.51.100.7', code_verifier: 'very-secret-verifier' };
    const answer = await run(body.id, 'kcp_quick_prepare', input);
    expect(answer.body).toMatchObject({ status: 'succeeded', input: { btid: 'b1', cust_ip: '198.51.100.7' } });
    expect(answer.text).not.toContain('very-secret-verifier');
  });
});

describe('an action that cannot be', () => {
  it('is refused when a card number stands anywhere in it', async () => {
    const id = await paid();
    const refused = await run(id, 'naver_reject_return', { memo: 'card 4111-1111-1111-1111' });
    expect(refused.body).toMatchObject({ code: 'invalid_request', param: 'input' });
    expect(refused.text).not.toContain('4111');
  });

  it('is refused with the names that this payment has', async () => {
    const id = await paid();
    const refused = await run(id, 'payco_balance');
    expect(refused.status).toBe(422);
    expect(refused.body.code).toBe('action_not_supported');
    expect(refused.body.actions).toContain('naver_ship');
    expect(refused.body.actions).not.toContain('payco_balance');
  });

  it('is refused by its field when the input is wrong', async () => {
    const id = await paid();
    expect((await run(id, 'naver_reject_return')).body).toMatchObject({
      code: 'channel_requirement',
      param: 'input.memo',
    });
  });

  it('does not exist for others', async () => {
    const id = await paid();
    expect((await run(id, 'naver_place', {}, { key: keys.live })).status).toBe(404);
    expect((await gateway.get(`/v1/payments/${id}/actions`, { key: keys.live })).status).toBe(404);
  });
});
