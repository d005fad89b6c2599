import { errorCatalogue } from '@hangil/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bankPayout, customer, keyInPayment, windowPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const idOfNothing = 'pay_00000000000000000000000000';

describe('a problem document', () => {
  it('has every member, and its type is a page that explains the code', async () => {
    const answer = await gateway.get(`/v1/payments/${idOfNothing}`);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toEqual({
      type: `${gateway.url()}/docs/errors/not_found`,
      title: 'There is no such object.',
      status: 404,
      detail: 'There is no such object.',
      code: 'not_found',
      message_ko: '해당 항목을 찾을 수 없습니다.',
      param: null,
      request_id: answer.headers.get('request-id'),
      retry: 'never',
      action: 'merchant_fix_request',
      provider: null,
    });
    const page = await fetch(answer.body.type);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<code>not_found</code>');
  });

  it('has a page for every code, and none for others', async () => {
    for (const code of Object.keys(errorCatalogue)) {
      expect((await gateway.get(`/docs/errors/${code}`)).text).toContain(`<code>${code}</code>`);
    }
    for (const code of ['nothing', 'toString', '__proto__']) {
      expect((await gateway.get(`/docs/errors/${code}`)).status).toBe(404);
    }
  });

  it.each([
    ['GET', '/v1/nothing', 404, 'not_found'],
    ['GET', '/nothing', 404, 'not_found'],
    ['GET', '/v1/payments/', 404, 'not_found'],
    ['DELETE', '/v1/payments', 405, 'method_not_allowed'],
    ['PUT', `/v1/payments/${idOfNothing}`, 405, 'method_not_allowed'],
    ['GET', `/v1/payments/${idOfNothing}/confirm`, 405, 'method_not_allowed'],
    ['OPTIONS', '/v1/payouts', 405, 'method_not_allowed'],
    ['POST', '/livez', 405, 'method_not_allowed'],
    ['GET', '/webhooks/iamport/iamport-main', 405, 'method_not_allowed'],
    ['GET', '/v1/payments/%00', 404, 'not_found'],
    ['GET', '/v1/payments/%zz', 404, 'not_found'],
    ['GET', '/v1/payments/%E0%A4%A', 404, 'not_found'],
    ['GET', `/v1/payments/${"'".repeat(300)}`, 404, 'not_found'],
    ['POST', `/v1/payments/${idOfNothing}/refunds`, 404, 'not_found'],
    ['POST', `/v1/payouts/${idOfNothing}/cancel`, 404, 'not_found'],
  ])('answers %s %s', async (method, path, status, code) => {
    const answer = await gateway.call(method, path, method === 'POST' ? { body: {} } : {});
    expect(answer).toMatchObject({ status, body: { code, status } });
    if (status === 405) expect(answer.headers.get('allow')).toMatch(/GET|POST/);
  });
});

describe('a request id', () => {
  it('is the caller’s own when it is harmless, on errors too', async () => {
    const answer = await gateway.get('/v1/nothing', { headers: { 'request-id': 'order-77.retry_2' } });
    expect(answer.headers.get('request-id')).toBe('order-77.retry_2');
    expect(answer.body.request_id).toBe('order-77.retry_2');
  });

  it.each(['with space', 'x'.repeat(129), '4111111111111111'])('is a new one instead of %s', async (given) => {
    const answer = await gateway.get('/v1/payments', { headers: { 'request-id': given } });
    expect(answer.headers.get('request-id')).toMatch(/^req_[0-9a-z]{26}$/);
  });

  it('stands in the log line beside the trace id, with the pattern of the route', async () => {
    const headers = {
      'request-id': 'in-the-log',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    };
    await gateway.get('/v1/payments?order_id=SECRET-1', { headers });
    const line =
      gateway
        .logText()
        .split('\n')
        .find((text) => text.includes('in-the-log')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({
      method: 'GET',
      route: '/v1/payments',
      status: 200,
      merchant: 'demo',
      livemode: false,
      trace_id: '0af7651916cd43dd8448eb211c80319c',
    });
    expect(gateway.logText()).not.toContain('SECRET-1');
  });
});

describe('an outcome that is not known is 504 with the resource', () => {
  it('for a refund', async () => {
    const payment = (await gateway.post('/v1/payments', keyInPayment())).body;
    gateway.simulator.fakes.iamport.faults.inject('cancel', { kind: 'lose_after' });
    const answer = await gateway.post(`/v1/payments/${payment.id}/refunds`, { amount: 500, requester: 'admin' });
    expect(answer.status).toBe(504);
    expect(answer.body).toMatchObject({
      code: 'outcome_unknown',
      retry: 'after_lookup',
      action: 'wait',
      provider: { name: 'iamport' },
      resource: { object: 'refund', status: 'unknown', amount: 500, payment_id: payment.id },
    });
    expect((await gateway.get(`/v1/refunds/${answer.body.resource.id}`)).status).toBe(200);
  });

  it('for a payout, which a look at it shows with 200', async () => {
    gateway.simulator.fakes.ecommpay.faults.inject('payout', { kind: 'error_after', status: 502 });
    const answer = await gateway.post('/v1/payouts', bankPayout());
    expect(answer).toMatchObject({
      status: 504,
      body: { code: 'outcome_unknown', resource: { object: 'payout', status: 'unknown' } },
    });
    expect((await gateway.get(`/v1/payouts/${answer.body.resource.id}`)).status).toBe(200);
  });
});

describe('a request that came to nothing at the provider is 502 with the resource', () => {
  it('when the provider refuses who asks', async () => {
    gateway.simulator.fakes.iamport.faults.inject('prepare', { kind: 'error_before', status: 401 }, 2);
    expect(await gateway.post('/v1/payments', windowPayment())).toMatchObject({
      status: 502,
      body: {
        code: 'provider_refused',
        action: 'merchant_contact_pg',
        provider: { name: 'iamport' },
        resource: { status: 'failed' },
      },
    });
  });
});

describe('a request that the channel would certainly refuse', () => {
  it('is 422 naming what to change, and uses nothing up', async () => {
    const payout = bankPayout();
    for (const [wrong, param] of [
      [{ customer: { id: '21' } }, 'customer.ip_address'],
      [{ destination: { ...payout.destination, bank_code: '999' } }, 'destination.bank_code'],
    ] as const) {
      const answer = await gateway.post('/v1/payouts', { ...payout, ...wrong });
      expect(answer).toMatchObject({ status: 422, body: { code: 'channel_requirement', param } });
    }
    expect((await gateway.post('/v1/payouts', payout)).status).toBe(201);
    const account = { type: 'virtual_account' };
    expect(await gateway.post('/v1/payments', windowPayment({ method: account }))).toMatchObject({
      status: 422,
      body: { code: 'channel_requirement', param: 'method.bank_code' },
    });
  });
});

describe('a conflict', () => {
  it('of order ids is 409', async () => {
    const request = windowPayment({ customer });
    await gateway.post('/v1/payments', request);
    expect(await gateway.post('/v1/payments', request)).toMatchObject({
      status: 409,
      body: { code: 'order_id_conflict' },
    });
  });

  it('about what can be refunded is 409 with both numbers', async () => {
    const payment = (await gateway.post('/v1/payments', keyInPayment())).body;
    const answer = await gateway.post(`/v1/payments/${payment.id}/refunds`, {
      amount: 1,
      expected_refundable: 5,
      requester: 'admin',
    });
    expect(answer).toMatchObject({
      status: 409,
      body: {
        code: 'refundable_amount_mismatch',
        expected_refundable: 5,
        refundable: 10_000,
        param: 'expected_refundable',
      },
    });
  });

  it('of methods and channels is 422 with the reason for every channel', async () => {
    const answer = await gateway.post('/v1/payments', windowPayment({ method: { type: 'point' } }));
    expect(answer).toMatchObject({ status: 422, body: { code: 'no_eligible_channel' } });
    expect(answer.body.channels.map(({ channel_id }: { channel_id: string }) => channel_id)).toEqual([
      'kcp-card',
      'kakao',
      'korean-banks',
    ]);
  });
});
