import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, keyInPayment, windowPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

async function paidDeposit(): Promise<{ id: string }> {
  const method = { type: 'virtual_account', bank_code: '088', holder_name: '길상점' };
  const opened = await gateway.post('/v1/payments', windowPayment({ customer, method }));
  const [attempt] = opened.body.attempts;
  await gateway.simulator.fakes.iamport.deposit(attempt.reference);
  const { body } = await gateway.post(`/v1/payments/${opened.body.id}/confirm`, {});
  expect(body.status).toBe('paid');
  return body;
}

describe('a refund that provider or PG certainly refuses', () => {
  it('is refused first, with the field, the rule and its day, and nothing is written or sent', async () => {
    const { id } = await paidDeposit();
    const callsBefore = gateway.simulator.fakes.iamport.calls().length;
    const refused = await gateway.post(`/v1/payments/${id}/refunds`, { reason: '변심' });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: 'channel_requirement',
      param: 'refund_account',
      rule: 'deposit_needs_account',
      as_of: '2026-08-06',
    });
    expect(gateway.simulator.fakes.iamport.calls()).toHaveLength(callsBefore);
    expect((await gateway.get(`/v1/payments/${id}`)).body).toMatchObject({ status: 'paid', amount_refunding: 0 });
    expect((await gateway.get(`/v1/refunds?payment_id=${id}`)).body.data).toEqual([]);
  });

  it('passes once what was missing is there', async () => {
    const { id } = await paidDeposit();
    const refund_account = { bank_code: '088', account_number: '110-123-456789', holder_name: '도건' };
    const made = await gateway.post(`/v1/payments/${id}/refunds`, { reason: '변심', refund_account });
    expect(made.status).toBe(201);
    expect(made.body.status).toBe('succeeded');
  });
});

describe('options of a refund', () => {
  it('are for the payment’s own provider, and refused by their place when they are not known', async () => {
    const { body } = await gateway.post('/v1/payments', keyInPayment());
    const refund = (provider_options: object) =>
      gateway.post(`/v1/payments/${body.id}/refunds`, { amount: 1_000, provider_options });
    expect((await refund({ ecommpay: {} })).body).toMatchObject({
      code: 'invalid_request',
      param: 'provider_options.ecommpay',
    });
    expect((await refund({ iamport: { vat: 1 } })).body).toMatchObject({
      code: 'channel_requirement',
      param: 'provider_options.iamport.vat',
    });
    expect((await refund({ iamport: { vat_amount: 91 } })).body.status).toBe('succeeded');
  });
});
