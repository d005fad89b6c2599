import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, windowPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const pay = (provider_options: unknown, changes: object = {}) =>
  gateway.post('/v1/payments', windowPayment({ customer, provider_options, ...changes }));

describe('provider_options of a payment', () => {
  it('reach the window of the provider that takes it, beside options for others', async () => {
    const { status, body } = await pay({ iamport: { app_scheme: 'myshop', escrow: true }, ecommpay: {} });
    expect(status).toBe(201);
    expect(body.next_action.params).toMatchObject({ app_scheme: 'myshop', escrow: true });
    expect(JSON.stringify((await gateway.get(`/v1/payments/${body.id}`)).body.metadata)).toBe('{}');
  });

  it.each<[string, string, unknown]>([
    ['channel_requirement', 'provider_options.iamport.escrwo', { iamport: { escrwo: true } }],
    ['channel_requirement', 'provider_options.iamport.card.quotas.0', { iamport: { card: { quotas: ['3'] } } }],
    ['invalid_request', 'provider_options.nobody', { nobody: {} }],
    ['invalid_request', 'provider_options.iamport', { iamport: 'escrow' }],
    ['invalid_request', 'provider_options', { iamport: { custom_data: { note: '4111 1111 1111 1111' } } }],
  ])(
    'that are wrong are refused with %s and their place %s, and the order id stays free',
    async (code, param, options) => {
      const order_id = `refused-${param}`;
      const refused = await pay(options, { order_id });
      expect(refused.body).toMatchObject({ code, param });
      expect(refused.text).not.toContain('4111');
      expect((await pay({}, { order_id })).status).toBe(201);
    },
  );

  it('are not read for a provider that takes none', async () => {
    const refused = await pay(
      { ecommpay: { anything: 1 } },
      { method: { type: 'bank_transfer' }, amount: 20_000, return_url: 'https://shop.example/return' },
    );
    expect(refused.body).toMatchObject({ code: 'channel_requirement', param: 'provider_options.ecommpay' });
  });
});
