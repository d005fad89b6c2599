import { describe, expect, it } from 'vitest';
import { sign } from '../src/index.ts';
import { reference, secret } from './account.ts';
import { onStage, type Stage, saleRequest } from './stage.ts';

const sale = (change: object = {}) => ({
  general: { project_id: 200, payment_id: 'order-1' },
  payment: { amount: 10_000, currency: 'KRW' },
  customer: { id: '21', ip_address: '198.51.100.7' },
  ...change,
});

async function post(
  { url }: Stage,
  path: string,
  body: object,
  key = secret,
): Promise<{ status: number; body: unknown }> {
  const general = 'general' in body ? (body.general as object) : {};
  const signed = { ...body, general: { ...general, signature: sign(body, key) } };
  const answer = await fetch(url + path, { method: 'POST', body: JSON.stringify(signed) });
  return { status: answer.status, body: await answer.json() };
}

const salePath = '/v2/payment/banks/korea/sale';
const payoutPath = '/v2/payment/banks/korea/payout';

describe('the fake refuses what the platform refuses', () => {
  it.each([
    ['another project', salePath, sale({ general: { project_id: 201, payment_id: 'order-1' } }), '2442'],
    ['a missing customer', salePath, sale({ customer: undefined }), '2004'],
    ['another currency', salePath, sale({ payment: { amount: 10_000, currency: 'USD' } }), '3121'],
    ['too little', salePath, sale({ payment: { amount: 9_999, currency: 'KRW' } }), '3358'],
    ['too much', salePath, sale({ payment: { amount: 30_000_001, currency: 'KRW' } }), '2642'],
    ['an unknown bank', payoutPath, sale({ account: { number: '1', customer_name: 'Do', bank_id: 140 } }), '2801'],
  ])('%s', (_, path, body, code) =>
    onStage(async (stage) => {
      expect(await post(stage, path, body)).toMatchObject({ status: 400, body: { status: 'error', code } });
      expect(stage.fake.books()).toEqual({ payments: [], payouts: [] });
    }),
  );

  it('a wrong signature, none, and a body that is no JSON', () =>
    onStage(async (stage) => {
      expect(await post(stage, salePath, sale(), 'another secret')).toMatchObject({ body: { code: '3261' } });
      const send = async (body: string) => (await fetch(stage.url + salePath, { method: 'POST', body })).json();
      expect(await send(JSON.stringify(sale()))).toMatchObject({ code: '3262' });
      expect(await send('{')).toMatchObject({ code: '2003' });
    }));

  it('a payment id that exists', () =>
    onStage(async (stage) => {
      expect((await post(stage, salePath, sale())).status).toBe(200);
      expect(await post(stage, salePath, sale())).toMatchObject({ status: 400, body: { code: '3041' } });
    }));
});

describe('the fake', () => {
  it('lists banks and finds a payment by request id after ten seconds only', () =>
    onStage(async (stage) => {
      expect((await post(stage, '/v2/info/banks/korea/payout/list', sale())).body).toContainEqual({
        id: 751,
        name: 'Shinhan Bank',
      });
      const { body } = await post(stage, salePath, sale());
      const { request_id } = body as { readonly request_id: string };
      const found = await post(stage, '/v2/payment/status/request', { ...sale(), request_id });
      expect(found).toMatchObject({ status: 400, body: { code: '3062' } });
      stage.advance(10_000);
      expect(await post(stage, '/v2/payment/status/request', { ...sale(), request_id })).toMatchObject({
        status: 200,
        body: { payment: { id: 'order-1' } },
      });
    }));

  it('records calls in order, lost ones too', () =>
    onStage(async ({ fake, provider }) => {
      fake.faults.inject('sale', { kind: 'lose_before' });
      await provider.payments.start(saleRequest(), {});
      await provider.payments.start(saleRequest(), {});
      expect(fake.calls()).toEqual([
        { operation: 'sale', reference },
        { operation: 'sale', reference },
      ]);
    }));

  it('escapes what it shows', () =>
    onStage(async (stage) => {
      const payment_id = '"><script>alert(1)</script>';
      const returnUrl = 'https://shop.example/return';
      await post(
        stage,
        salePath,
        sale({ general: { project_id: 200, payment_id }, return_url: { success: returnUrl, decline: returnUrl } }),
      );
      const page = await (await fetch(`${stage.url}/bank/${encodeURIComponent(payment_id)}`)).text();
      expect(page).toContain('&lt;script&gt;');
      expect(page).not.toContain('<script>');
    }));

  it('forges a callback that the adapter rejects', () =>
    onStage(async ({ fake, provider }) => {
      const { body } = fake.forgeNotice(reference);
      const event = { headers: {}, body: Buffer.from(body), receivedAt: new Date() };
      expect(provider.events?.read(event)).toEqual({ kind: 'rejected', reason: 'bad_signature' });
    }));
});
