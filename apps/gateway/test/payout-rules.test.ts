import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bankPayout, customer, newOrderId } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

const secondKey = 'sk_test_demoshop_second';
let gateway: TestGateway;

/** Monday to Friday 08:00 to 23:59 in Seoul by default; a channel that never closes; one that is open on one day a week. */
function configuration(simulatorUrl: string): string {
  return `
merchants:
  - id: demo
    name: Demo Shop
    api_keys: [{ name: maker, secret: ${keys.test} }, { name: checker, secret: ${secondKey} }]
    provider_accounts:
      - id: ecommpay-kr
        adapter: ecommpay
        base_url: ${simulatorUrl}/ecommpay
        credentials: { project_id: 200, secret: ecommpay_secret_test }
        channels:
          - { id: weekdays, methods: [bank_transfer, payout/bank_transfer], options: { approval_above: 1000000 } }
          - { id: always, methods: [bank_transfer, payout/bank_transfer], options: { flow: gate_redirect, hours: always } }
          - id: limited
            methods: [bank_transfer, payout/bank_transfer]
            contract: { limits: { KRW: { min: 50000, max: 400000 } } }
            options: { hours: always }
          - id: sundays
            methods: [bank_transfer, payout/bank_transfer]
            options: { hours: { zone: Europe/Berlin, open: [{ days: [sun], from: "10:00", to: "12:00" }] } }
`;
}

beforeAll(async () => {
  gateway = await startTestGateway({ configuration });
});
afterAll(() => gateway.close());

const bankTransfer = (channel_id: string, amount = 10_000) => ({
  order_id: newOrderId(),
  order_name: 'Blue T-shirt',
  amount,
  currency: 'KRW',
  method: { type: 'bank_transfer' },
  customer,
  return_url: 'https://shop.example/return',
  channel_id,
});

/** A working day at noon in Seoul, two hours before a Sunday's opening in Berlin, and a public holiday on a weekday. */
const wednesday = new Date('2026-11-25T03:00:00Z');
const sunday = new Date('2026-11-29T08:00:00Z');
const christmas = new Date('2026-12-25T03:00:00Z');

describe('opening hours of a channel', () => {
  it('are the provider’s by default: taken on a weekday, refused with the next opening on Sunday and on a public holiday', async () => {
    gateway.simulator.clock.set(wednesday);
    expect((await gateway.post('/v1/payments', bankTransfer('weekdays'))).status).toBe(201);
    for (const [now, opening] of [
      [sunday, '2026-11-29T23:00:00.000Z'],
      [christmas, '2026-12-27T23:00:00.000Z'],
    ] as const) {
      gateway.simulator.clock.set(now);
      const refused = await gateway.post('/v1/payments', bankTransfer('weekdays'));
      expect(refused).toMatchObject({ status: 422, body: { code: 'no_eligible_channel' } });
      const { reasons } = refused.body.channels.find((each: { channel_id: string }) => each.channel_id === 'weekdays');
      expect(reasons).toEqual([{ code: 'outside_hours', detail: expect.stringContaining(opening) }]);
    }
  });

  it('are lifted by always, and can be set', async () => {
    gateway.simulator.clock.set(sunday);
    expect((await gateway.post('/v1/payments', bankTransfer('always'))).status).toBe(201);
    expect((await gateway.post('/v1/payments', bankTransfer('sundays'))).status).toBe(422);
    gateway.simulator.clock.set(new Date(sunday.getTime() + 90 * 60_000));
    expect((await gateway.post('/v1/payments', bankTransfer('sundays'))).status).toBe(201);
  });

  it('schedule a payout, which leaves by itself when the window opens and not before', async () => {
    gateway.simulator.clock.set(sunday);
    const payout = await gateway.post('/v1/payouts', bankPayout({ channel_id: 'weekdays' }));
    expect(payout).toMatchObject({
      status: 201,
      body: { status: 'scheduled', available_at: '2026-11-29T23:00:00.000Z', failure: null },
    });
    const path = `/v1/payouts/${payout.body.id}`;
    expect((await gateway.post(`${path}/sync`, {})).body.status).toBe('scheduled');
    expect(gateway.simulator.fakes.ecommpay.books().payouts).toEqual([]);
    gateway.simulator.clock.set(new Date('2026-11-29T23:00:01Z'));
    await expect
      .poll(async () => (await gateway.get(path)).body, { timeout: 15_000 })
      .toMatchObject({ status: 'succeeded', available_at: null });
  });
});

describe('limits of a channel', () => {
  const purchase = (amount: number) => gateway.post('/v1/payments', bankTransfer('limited', amount));
  const payout = (amount: number) => gateway.post('/v1/payouts', bankPayout({ channel_id: 'limited', amount }));

  it.each([
    ['a purchase', purchase],
    ['a payout', payout],
  ])('are the contract’s: %s at the limit is taken, one won beyond it is not', async (_name, ask) => {
    for (const amount of [50_000, 400_000]) expect(await ask(amount)).toMatchObject({ status: 201, body: { amount } });
    for (const amount of [49_999, 400_001]) {
      const refused = await ask(amount);
      expect(refused).toMatchObject({ status: 422, body: { code: 'no_eligible_channel' } });
      const { reasons } = refused.body.channels.find((each: { channel_id: string }) => each.channel_id === 'limited');
      expect(reasons).toEqual([
        { code: 'not_contracted', detail: `the contract of limited says: 50000 to 400000 KRW, not ${amount}` },
      ]);
    }
  });

  it('do not lift those of the provider, which are of purchases only', async () => {
    for (const amount of [9_999, 30_000_001]) {
      const refused = await gateway.post('/v1/payments', bankTransfer('always', amount));
      expect(refused).toMatchObject({ status: 422, body: { code: 'no_eligible_channel' } });
      const { reasons } = refused.body.channels.find((each: { channel_id: string }) => each.channel_id === 'always');
      expect(reasons).toEqual([
        { code: 'amount_out_of_limits', detail: `ecommpay takes 10000 to 30000000 KRW, not ${amount}` },
      ]);
    }
    expect((await gateway.post('/v1/payouts', bankPayout({ channel_id: 'always', amount: 9_999 }))).status).toBe(201);
  });
});

describe('a payout above approval_above', () => {
  const large = () => bankPayout({ channel_id: 'weekdays', amount: 1_000_001 });

  it('is sent after another key agreed, and shows both', async () => {
    gateway.simulator.clock.set(wednesday);
    const { body } = await gateway.post('/v1/payouts', large());
    expect(body).toMatchObject({ status: 'pending_approval', created_by: expect.stringMatching(/^key_[0-9a-f]{26}$/) });
    const path = `/v1/payouts/${body.id}`;
    expect(await gateway.post(`${path}/approve`, {})).toMatchObject({
      status: 403,
      body: { code: 'second_key_required' },
    });
    const approved = await gateway.post(`${path}/approve`, {}, { key: secondKey });
    expect(approved).toMatchObject({ status: 200, body: { created_by: body.created_by } });
    expect(['processing', 'succeeded']).toContain(approved.body.status);
    expect(approved.body.approved_by).not.toBe(body.created_by);
    expect(approved.body.approved_at).not.toBeNull();
  });

  it('can be taken back instead, once', async () => {
    const { body } = await gateway.post('/v1/payouts', large());
    const path = `/v1/payouts/${body.id}`;
    expect(await gateway.post(`${path}/cancel`, {})).toMatchObject({ status: 200, body: { status: 'canceled' } });
    expect(await gateway.post(`${path}/cancel`, {})).toMatchObject({ status: 409, body: { code: 'state_conflict' } });
    const late = await gateway.post(`${path}/approve`, {}, { key: secondKey });
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'state_conflict', detail: expect.stringContaining('canceled') },
    });
  });
});

it('account numbers stand in full where a payout is shown, and masked in lists and events', async () => {
  const { body } = await gateway.post('/v1/payouts', bankPayout({ channel_id: 'always' }));
  expect((await gateway.get(`/v1/payouts/${body.id}`)).body.destination.account_number).toBe('123456789012');
  const lists = await Promise.all(['/v1/payouts', '/v1/events'].map((path) => gateway.get(path)));
  for (const { text } of lists) {
    expect(text).toContain('********9012');
    expect(text).not.toContain('123456789012');
  }
  expect(gateway.logText()).not.toContain('123456789012');
});
