import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyInPayment, windowPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ configuration: twoCardChannels });
});
afterAll(() => gateway.close());

function twoCardChannels(simulatorUrl: string): string {
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
        sdk_url: ${simulatorUrl}/iamport/v1/iamport.js
        credentials: { imp_key: imp_key_test, imp_secret: imp_secret_test, user_code: imp00000000 }
        channels:
          - id: kcp-card
            pg: kcp.T0000
            methods: [card, key_in]
            fees: [ { percent: 2.8 } ]
            contract: { limits: { KRW: { min: 100, max: 5000000 } }, tax_free: false }
            maintenance: [ { zone: Asia/Seoul, days: [sun], from: "23:50", to: "00:30" } ]
          - { id: kcp-other, pg: kcp.T0001, methods: [card, key_in], fees: [ { percent: 2, fixed: 100 } ] }
      - id: down
        adapter: iamport
        base_url: http://127.0.0.1:9/
        credentials: { imp_key: k, imp_secret: s, user_code: imp00000000 }
        channels:
          - { id: dead-card, pg: kcp.T0002, methods: [card, key_in] }
      - id: ecommpay-kr
        adapter: ecommpay
        base_url: ${simulatorUrl}/ecommpay
        payment_page_url: ${simulatorUrl}/ecommpay
        credentials: { project_id: 200, secret: ecommpay_secret_test }
        channels:
          - { id: korean-banks, methods: [bank_transfer, payout/bank_transfer], options: { hours: always } }
    routing:
      rules:
        - { name: large, when: { amount: { gte: 1000000 } }, use: [kcp-other] }
      default: [kcp-card]
`;
}

const put = (body: unknown, key: string = keys.test) => gateway.call('PUT', '/v1/routing', { body, key });
const rules = (...list: object[]) => ({ rules: list, default: ['kcp-card'] });
const evaluate = (request: object, more: object = {}, key: string = keys.test) =>
  gateway.post('/v1/routing/evaluate', { operation: 'payment', request, ...more }, { key });

const request = { amount: 10_000, currency: 'KRW', method: { type: 'card' } };

describe('the rule set in force', () => {
  it('is that of the file until one is put; versions are kept and can be put in force again', async () => {
    const ofFile = await gateway.get('/v1/routing');
    expect(ofFile.body).toMatchObject({
      object: 'routing_version',
      version: 0,
      source: 'config',
      active: true,
      rules: [{ name: 'large', when: { amount: { gte: 1_000_000 } }, use: ['kcp-other'] }],
      default: ['kcp-card'],
    });
    const first = await put(rules({ name: 'all', when: {}, use: ['kcp-other'] }));
    expect(first).toMatchObject({ status: 200, body: { version: 1, source: 'api', active: true } });
    expect((await evaluate(request)).body.channels[0]).toBe('kcp-other');
    expect((await put(rules({ name: 'all', when: {}, use: ['kcp-other'] }))).body.version).toBe(1);
    expect((await put(rules())).body.version).toBe(2);
    const versions = await gateway.get('/v1/routing/versions');
    const shown = versions.body.data.map(({ version, active }: { version: number; active: boolean }) => [
      version,
      active,
    ]);
    expect(shown).toEqual([
      [2, true],
      [1, false],
      [0, false],
    ]);
    const again = await gateway.post('/v1/routing/versions/1/activate', {}, { headers: { 'idempotency-key': 'a' } });
    expect(again).toMatchObject({ status: 200, body: { version: 1, active: true } });
    await gateway.restart();
    expect((await gateway.get('/v1/routing')).body.version).toBe(1);
    expect((await evaluate(request)).body.channels[0]).toBe('kcp-other');
    const replayed = await gateway.post('/v1/routing/versions/1/activate', {}, { headers: { 'idempotency-key': 'a' } });
    expect(replayed.headers.get('idempotent-replayed')).toBe('true');
    expect((await gateway.post('/v1/routing/versions/0/activate')).body).toMatchObject({
      version: 0,
      source: 'config',
    });
    expect((await evaluate(request)).body.channels[0]).toBe('kcp-card');
    expect((await gateway.post('/v1/routing/versions/9/activate')).status).toBe(404);
  });

  it('belongs to one mode', async () => {
    await put(rules({ name: 'live', when: {}, use: ['kcp-other'] }), keys.live);
    expect((await gateway.get('/v1/routing', { key: keys.live })).body).toMatchObject({ version: 1, livemode: true });
    expect((await evaluate(request, {}, keys.live)).body.channels[0]).toBe('kcp-other');
    expect((await evaluate(request)).body.channels[0]).toBe('kcp-card');
  });

  it.each<[string, object, number, string]>([
    [
      'an unknown key',
      rules({ name: 'x', when: { weather: 'rain' }, use: ['kcp-card'] }),
      400,
      'rules[0].when.weather',
    ],
    ['no strategy', rules({ name: 'x', when: {} }), 400, 'rules[0]'],
    [
      'a text as an amount, deep inside',
      rules({ name: 'x', when: { any: [{ amount: { lt: 'x' } }] }, use: ['kcp-card'] }),
      400,
      'rules[0].when.any[0].amount',
    ],
    [
      'an unknown zone',
      rules({ name: 'x', when: { time: { zone: 'Mars' } }, use: ['kcp-card'] }),
      400,
      'rules[0].when.time.zone',
    ],
    [
      'a duplicate as a reason',
      rules({ name: 'x', use: ['kcp-card'], failover_on: ['duplicate'] }),
      400,
      'rules[0].failover_on[0]',
    ],
    ['an unknown channel', rules({ name: 'x', when: {}, use: ['kcp-card', 'gone'] }), 422, 'rules[0].use[1]'],
    [
      'weights that do not sum',
      rules({ name: 'x', when: {}, split: [{ channel: 'kcp-card', weight: 60 }] }),
      422,
      'rules[0].split',
    ],
    [
      'a method that is not contracted',
      rules({ name: 'x', when: { method: 'mobile' }, use: ['kcp-card'] }),
      422,
      'rules[0].use[0]',
    ],
    [
      'a rule that is never reached',
      rules({ name: 'x', use: ['kcp-card'] }, { name: 'y', when: { method: 'card' }, use: ['kcp-card'] }),
      422,
      'rules[1].when',
    ],
  ])('is not replaced by one with %s, and the place is named', async (_what, body, status, param) => {
    const before = (await gateway.get('/v1/routing')).body;
    expect(await put(body)).toMatchObject({ status, body: { param } });
    expect((await gateway.get('/v1/routing')).body).toEqual(before);
  });
});

describe('evaluate', () => {
  it('answers with channels and trace for payments and payouts, and creates nothing', async () => {
    const answer = await evaluate({ ...request, amount: 6_000_000 });
    expect(answer).toMatchObject({ status: 200, body: { object: 'routing_decision' } });
    expect(answer.body.channels).toEqual(['kcp-other', 'dead-card']);
    expect(answer.body.trace).toMatchObject({
      version: 0,
      rule: 'large',
      inputs: { method: 'card', amount: 6_000_000 },
    });
    const reasons = answer.body.trace.candidates.map((each: { channel_id: string; reasons: { code: string }[] }) => [
      each.channel_id,
      each.reasons.map(({ code }) => code).join(),
    ]);
    expect(reasons).toEqual([
      ['kcp-card', 'not_contracted'],
      ['kcp-other', ''],
      ['dead-card', ''],
      ['korean-banks', 'method_not_offered'],
    ]);
    const payout = await gateway.post('/v1/routing/evaluate', {
      operation: 'payout',
      request: { amount: 10_000, currency: 'KRW', method: { type: 'bank_transfer' } },
    });
    expect(payout.body.channels).toEqual(['korean-banks']);
    expect((await gateway.get('/v1/payments')).body.data).toEqual([]);
    expect((await gateway.get('/v1/payouts')).body.data).toEqual([]);
  });

  it('draws a split by the given id', async () => {
    await put(
      rules({
        name: 'half',
        when: {},
        split: [
          { channel: 'kcp-card', weight: 50 },
          { channel: 'kcp-other', weight: 50 },
        ],
      }),
    );
    const draws = new Set<string>();
    for (let serial = 0; serial < 20; serial += 1) {
      const payment_id = `pay_${serial}`;
      const { body } = await evaluate(request, { payment_id });
      expect((await evaluate(request, { payment_id })).body.channels).toEqual(body.channels);
      expect(body.trace.steps[0]).toMatchObject({ strategy: 'split', split_key: payment_id });
      draws.add(body.channels[0]);
    }
    expect(draws).toEqual(new Set(['kcp-card', 'kcp-other']));
    await gateway.post('/v1/routing/versions/0/activate');
  });

  it('names a parameter of the request that is wrong', async () => {
    expect(await evaluate({ ...request, amount: -1 })).toMatchObject({
      status: 400,
      body: { param: 'request.amount' },
    });
    expect((await evaluate({ ...request, channel_id: 'gone' })).body.channels).toEqual([]);
  });
});

describe('a channel', () => {
  it('that cannot be reached is passed over inside one payment, becomes unhealthy, and says so', async () => {
    await put({ rules: [{ name: 'dead first', when: {}, use: ['dead-card', 'kcp-card'] }], default: [] });
    for (let serial = 0; serial < 5; serial += 1) {
      const { status, body } = await gateway.post('/v1/payments', keyInPayment());
      expect([status, body.status, body.channel_id]).toEqual([201, 'paid', 'kcp-card']);
      expect(
        body.attempts.map((each: { channel_id: string; status: string }) => `${each.channel_id} ${each.status}`),
      ).toEqual(['dead-card failed', 'kcp-card succeeded']);
    }
    const dead = await gateway.get('/v1/channels/dead-card');
    expect(dead.body).toMatchObject({ status: 'unhealthy', health: { failures_in_a_row: 5 } });
    const sixth = await gateway.post('/v1/payments', keyInPayment());
    expect(sixth.body.attempts).toHaveLength(1);
    const decision = await gateway.get(`/v1/payments/${sixth.body.id}/routing`);
    expect(decision.body.channels).toEqual(['kcp-card', 'kcp-other', 'dead-card']);
    const events = await gateway.get('/v1/events?type=channel.unhealthy');
    expect(events.body.data[0]).toMatchObject({
      type: 'channel.unhealthy',
      data: { object: { object: 'channel', id: 'dead-card', status: 'unhealthy' } },
    });
    await gateway.post('/v1/routing/versions/0/activate');
  });

  it('is disabled and enabled, also at a time', async () => {
    const disabled = await gateway.post('/v1/channels/kcp-card/disable', { reason: 'contract ends' });
    expect(disabled.body).toMatchObject({ status: 'disabled', disabled: { until: null, reason: 'contract ends' } });
    const { body } = await gateway.post('/v1/payments', windowPayment());
    expect(body.channel_id).toBe('kcp-other');
    expect((await gateway.post('/v1/channels/kcp-card/enable')).body).toMatchObject({
      status: 'active',
      disabled: null,
    });
    const later = { from: '2099-01-01T00:00:00Z', until: '2099-01-02T00:00:00Z' };
    expect((await gateway.post('/v1/channels/kcp-card/disable', later)).body).toMatchObject({
      status: 'active',
      disabled: { from: '2099-01-01T00:00:00.000Z' },
    });
    await gateway.post('/v1/channels/kcp-card/enable');
    expect(await gateway.post('/v1/channels/kcp-card/disable', { until: '2000-01-01T00:00:00Z' })).toMatchObject({
      status: 400,
      body: { param: 'until' },
    });
    expect((await gateway.post('/v1/channels/gone/disable', {})).status).toBe(404);
    expect((await gateway.get('/v1/channels/gone')).status).toBe(404);
  });
});

describe('a payout', () => {
  it('keeps why its channel was chosen', async () => {
    const destination = { bank_code: '004', account_number: '110-123-456789', holder_name: '홍길동' };
    const customer = {
      id: '21',
      first_name: '길동',
      last_name: '홍',
      email: 'a@b.example',
      ip_address: '198.51.100.7',
    };
    const body = { amount: 10_000, currency: 'KRW', method: { type: 'bank_transfer' }, destination, customer };
    const payout = await gateway.post('/v1/payouts', { reference: 'PAYOUT-1', ...body });
    const decision = await gateway.get(`/v1/payouts/${payout.body.id}/routing`);
    expect(decision.body).toMatchObject({
      object: 'routing_decision',
      payout_id: payout.body.id,
      channels: ['korean-banks'],
      trace: { inputs: { method: 'payout/bank_transfer', amount: 10_000 } },
    });
    expect((await gateway.get(`/v1/payouts/${payout.body.id}/routing`, { key: keys.live })).status).toBe(404);
  });
});

describe('replay', () => {
  it('tells who would have gone where, with success and fees before and after', async () => {
    const { status, body } = await gateway.post('/v1/routing/replay', {
      rules: [{ name: 'cheap', when: { method: 'key_in' }, least_cost: ['kcp-card', 'kcp-other'] }],
      created_from: '2000-01-01T00:00:00Z',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ object: 'routing_replay', unserved: 0 });
    const kcp = body.channels.find(({ channel_id }: { channel_id: string }) => channel_id === 'kcp-card');
    expect(kcp.before).toMatchObject({ succeeded: 6, fees: [{ currency: 'KRW', amount: 6 * 280 }] });
    expect(body.before.payments).toBe(body.payments);
    expect(body.after.payments).toBe(body.payments);
    const none = await gateway.post('/v1/routing/replay', { rules: [], created_to: '2000-01-01T00:00:00Z' });
    expect(none.body).toMatchObject({ payments: 0, before: { success_rate: null } });
    expect((await gateway.post('/v1/routing/replay', { rules: [{ name: 'x', use: ['gone'] }] })).status).toBe(422);
  });
});
