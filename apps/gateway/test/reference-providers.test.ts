import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyInMethod, windowPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

describe('what is known of providers and the PGs behind them', () => {
  it('is listed for every provider, with its source and day, unknown apart from no', async () => {
    const { status, body } = await gateway.get('/v1/reference/providers');
    expect(status).toBe(200);
    const byId = new Map<string, { gateways: { code: string }[] }>(
      body.data.map((each: { id: string }) => [each.id, each]),
    );
    expect([...byId.keys()]).toEqual(expect.arrayContaining(['iamport', 'ecommpay', 'tosspayments']));
    expect(byId.get('ecommpay')?.gateways).toEqual([]);
    const kakaopay = byId.get('iamport')?.gateways.find(({ code }) => code === 'kakaopay');
    expect(kakaopay).toMatchObject({
      name: 'KakaoPay',
      methods: ['easy_pay/kakaopay'],
      currencies: ['KRW'],
      key_in: false,
      billing_keys: { by_window: true, charge: true },
      partial_refunds: { usual: null },
      as_of: '2026-08-06',
    });
  });

  it('stands at the channel that leads there', async () => {
    const { body } = await gateway.get('/v1/channels');
    const gateways = Object.fromEntries(
      body.data.map((each: { id: string; gateway: { code: string } | null }) => [each.id, each.gateway?.code ?? null]),
    );
    expect(gateways).toMatchObject({ 'kcp-card': 'kcp', kakao: 'kakaopay', 'korean-banks': null });
  });

  it('keeps a payment away from a PG that certainly refuses it, and says why', async () => {
    const refused = await gateway.post('/v1/payments', windowPayment({ currency: 'USD', method: keyInMethod }));
    expect(refused.status).toBe(422);
    expect(refused.body.code).toBe('no_eligible_channel');
    const kcp = refused.body.channels.find((each: { channel_id: string }) => each.channel_id === 'kcp-card');
    expect(kcp.reasons).toEqual([
      { code: 'currency_not_at_gateway', detail: 'NHN KCP takes KRW, not USD (as of 2026-08-06)' },
    ]);
  });
});
