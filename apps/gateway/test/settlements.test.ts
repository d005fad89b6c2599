import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyInPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
let paid: { id: string; provider_payment_id: string; channel_id: string };
beforeAll(async () => {
  gateway = await startTestGateway();
  paid = (await gateway.post('/v1/payments', keyInPayment())).body;
});
afterAll(() => gateway.close());

function statement(overrides: object = {}) {
  const items = [
    { key: 'row-1', type: 'payment', amount: 10_000, fee: 250, vat: 25, provider_payment_id: paid.provider_payment_id },
  ];
  return { channel_id: paid.channel_id, payout_date: '2026-11-26', currency: 'KRW', items, ...overrides };
}

describe('/v1/settlements', () => {
  it('books a statement once per key, shows it, and clears it with the bank', async () => {
    const options = { headers: { 'idempotency-key': 'statement-1' } };
    const made = await gateway.post('/v1/settlements', statement(), options);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      object: 'settlement',
      status: 'received',
      received: { net: 9_725, unknown_items: 0 },
    });
    const again = await gateway.post('/v1/settlements', statement(), options);
    expect(again.body.id).toBe(made.body.id);
    expect((await gateway.post('/v1/settlements', statement())).status).toBe(409);

    const line = { bank_account: 'main', amount: 9_725, arrived_at: '2026-11-26T02:00:00Z', reference: 'line-7' };
    const arrived = await gateway.post(`/v1/settlements/${made.body.id}/bank_match`, line);
    expect(arrived.body).toMatchObject({ status: 'arrived', bank: { amount: 9_725 } });
    expect((await gateway.get(`/v1/settlements/${made.body.id}`)).body).toEqual(arrived.body);
    const range = 'from=2026-11-26&to=2026-11-26';
    expect((await gateway.get(`/v1/settlements?${range}`)).body.data).toMatchObject([{ id: made.body.id }]);
    const { body: bank } = await gateway.get('/v1/ledger/accounts/asset:bank:main/balance');
    expect(bank.data).toMatchObject([{ balance: 9_725 }]);
    expect((await gateway.get('/v1/ledger/verify')).body).toMatchObject({ ok: true });
  });

  it('takes what is withheld and charged beside the payments off what is announced', async () => {
    const { body: other } = await gateway.post('/v1/payments', keyInPayment());
    const { provider_payment_id } = other;
    const made = await gateway.post('/v1/settlements', {
      ...statement(),
      items: [
        { key: 'row-2', type: 'payment', amount: 10_000, fee: 250, vat: 25, provider_payment_id },
        { key: 'row-3', type: 'withheld', amount: 2_500, provider_payment_id },
        { key: 'row-4', type: 'refund_fee', amount: 30, vat: 3 },
      ],
    });
    expect(made.body).toMatchObject({ received: { item_count: 3, fee: 280, vat: 28, net: 7_192, unknown_items: 0 } });
    expect((await gateway.get('/v1/ledger/verify')).body).toMatchObject({ ok: true });
  });

  it.each([
    ['an unknown channel', { channel_id: 'nowhere' }, 'channel_id'],
    ['a day that does not exist', { payout_date: '2026-02-30' }, 'payout_date'],
    ['no items', { items: [] }, 'items'],
    [
      'a sale abroad in the currency of the statement',
      { items: [{ key: 'a', type: 'payment', amount: 1, sold: { amount: 1, currency: 'KRW' } }] },
      'items[0].sold',
    ],
    ['an item of nothing', { items: [{ key: 'a', type: 'payment', amount: 0 }] }, 'items[0].amount'],
  ])('refuses %s and names it', async (_, overrides, param) => {
    const refused = await gateway.post('/v1/settlements', statement(overrides));
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ code: 'invalid_request', param });
  });

  it("does not show another mode's settlement", async () => {
    const { body } = await gateway.get('/v1/settlements?from=2026-11-01&to=2026-12-31');
    const { id } = body.data.find((each: { id: string | null }) => each.id !== null);
    expect((await gateway.get(`/v1/settlements/${id}`)).status).toBe(200);
    expect((await gateway.get('/v1/settlements/stl_00000000000000000000000000')).status).toBe(404);
  });
});
