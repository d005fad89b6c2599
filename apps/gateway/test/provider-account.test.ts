import { hourMs } from '@hangil/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { windowPayment } from './support/requests.ts';
import { startServiceShop } from './support/service-shop.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startServiceShop({ options: 'tier: AB1' });
});
afterAll(() => gateway.close());

describe('the channel list', () => {
  it('shows what the account at the provider really has, and what of it is not configured', async () => {
    const { body } = await gateway.get('/v1/channels');
    expect(body.data).toMatchObject([
      {
        id: 'kcp',
        at_provider: { status: 'found', contracts: [{ pg: 'kcp', merchant_pg_id: 'T0000', sandbox: true }] },
      },
      { id: 'danal', at_provider: { status: 'found', contracts: [{ purpose: 'identity_verification' }] } },
    ]);
    expect(body.not_configured).toMatchObject([{ provider_account_id: 'iamport-main', pg: 'kakaopay' }]);
  });

  it('asks once for many looks, and shows what was last seen when the provider fails', async () => {
    const asked = () =>
      gateway.simulator.fakes.iamport.calls().filter(({ operation }) => operation === 'account_channels').length;
    const before = asked();
    await Promise.all(Array.from({ length: 5 }, () => gateway.get('/v1/channels')));
    expect(asked()).toBe(before);
    gateway.simulator.clock.advance(hourMs);
    gateway.simulator.fakes.iamport.faults.inject('account_channels', { kind: 'error_before', status: 500 });
    const { status, body } = await gateway.get('/v1/channels');
    expect(status).toBe(200);
    expect(body.data[0].at_provider.status).toBe('found');
    expect(asked()).toBe(before + 1);
  });

  it('is whole where a provider tells nothing', async () => {
    const { body } = await gateway.get('/v1/channels', { key: keys.otherShop });
    expect(body).toMatchObject({ data: [{ at_provider: { status: 'unknown' } }], not_configured: [] });
  });

  it('shows a configured channel that the account has not', async () => {
    const other = await startTestGateway({
      configuration: (simulatorUrl) => `
merchants:
  - id: demo
    name: Demo Shop
    api_keys: [{ name: test, secret: ${keys.test} }]
    provider_accounts:
      - id: iamport-main
        adapter: iamport
        base_url: ${simulatorUrl}/iamport
        credentials: { imp_key: imp_key_test, imp_secret: imp_secret_test, user_code: imp00000000 }
        channels: [{ id: mistyped, pg: kcp.X9999, methods: [card] }]
`,
    });
    expect((await other.get('/v1/channels')).body.data).toMatchObject([{ at_provider: { status: 'not_found' } }]);
    await other.close();
  });
});

describe('reference tables', () => {
  it.each([
    ['banks', '004', { ko: '국민은행', en: 'KB Kookmin Bank' }, { provider: 'iamport', pg: 'kcp', code: 'BK04' }],
    ['cards', '361', { ko: 'BC', en: 'BC' }, { provider: 'iamport', pg: null, code: '361' }],
    [
      'couriers',
      'lotte',
      { ko: '롯데택배', en: 'Lotte Global Logistics' },
      { provider: 'iamport', pg: null, code: 'HYUNDAI' },
    ],
  ])('%s are told with the codes of each PG, source and date', async (table, code, name, own) => {
    const { body } = await gateway.get(`/v1/reference/${table}`);
    const row = body.data.find((each: { code: string }) => each.code === code);
    expect(row).toMatchObject({ name, sources: [{ provider: 'iamport', as_of: expect.stringMatching(/^\d{4}-/) }] });
    expect(row.provider_codes).toContainEqual(own);
    expect(new Set(body.data.map((each: { code: string }) => each.code)).size).toBe(body.data.length);
  });
});

it('the sub-merchant of an agency account stands in the window’s parameters', async () => {
  const { body } = await gateway.post('/v1/payments', windowPayment());
  expect(body.next_action.init).toEqual({ user_code: 'imp00000000', tier: 'AB1' });
});
