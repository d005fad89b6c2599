import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, windowPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const send = (path: string, body: string, contentType = 'application/json') =>
  gateway.call('POST', path, { key: null, body, headers: { 'content-type': contentType } });

describe('a notice of a provider', () => {
  it('settles the payment without anybody asking', async () => {
    gateway.simulator.registerNoticeUrl('iamport', `${gateway.url()}/webhooks/iamport/iamport-main`);
    const { body } = await gateway.post('/v1/payments', windowPayment());
    await gateway.simulator.fakes.iamport.shopper(body.attempts[0].reference, 'approve');
    expect(gateway.simulator.fakes.iamport.notices.sent().map(({ answeredWith }) => answeredWith)).toEqual([200]);
    await expect.poll(async () => (await gateway.get(`/v1/payments/${body.id}`)).body.status).toBe('paid');
  });

  it.each([
    ['as JSON', JSON.stringify({ imp_uid: 'imp_1', merchant_uid: 'nobodys', status: 'paid' }), 'application/json'],
    ['as form', 'imp_uid=imp_1&merchant_uid=nobodys&status=paid', 'application/x-www-form-urlencoded'],
  ])('about nothing we know is taken %s', async (_how, body, contentType) => {
    expect(await send('/webhooks/iamport/iamport-main', body, contentType)).toMatchObject({ status: 200, text: 'OK' });
  });

  it('with a forged signature is refused and changes nothing', async () => {
    const { body } = await gateway.post(
      '/v1/payments',
      windowPayment({
        method: { type: 'bank_transfer' },
        amount: 20_000,
        customer,
        return_url: 'https://shop.example',
      }),
    );
    const forged = gateway.simulator.fakes.ecommpay.forgeNotice(body.attempts[0].reference);
    const answer = await gateway.call('POST', '/webhooks/ecommpay/ecommpay-kr', {
      key: null,
      body: forged.body,
      headers: forged.headers,
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 'event_signature_invalid' } });
    expect((await gateway.get(`/v1/payments/${body.id}`)).body.status).not.toBe('paid');
  });

  it.each(['', 'not json'])('that is unreadable (%j) is refused', async (body) => {
    expect(await send('/webhooks/ecommpay/ecommpay-kr', body)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  });

  it.each(['/webhooks/iamport/nobody', '/webhooks/ecommpay/iamport-main', '/webhooks/nobody/iamport-main'])(
    'to %s is refused',
    async (path) => {
      expect(await send(path, '{}')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    },
  );

  it('of more than 256 KiB is refused', async () => {
    const answer = await send('/webhooks/iamport/iamport-main', JSON.stringify({ filler: 'x'.repeat(256 * 1024) }));
    expect(answer).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
  });
});
