import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { windowPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

describe('a body', () => {
  it.each([
    ['broken', '{"amount": ', 'invalid_json'],
    ['no JSON', 'amount=10000', 'invalid_json'],
    ['a list', '[]', 'invalid_request'],
    ['a text', '"payment"', 'invalid_request'],
    ['a number', '10000', 'invalid_request'],
    ['null', 'null', 'invalid_request'],
    ['empty', '', 'invalid_request'],
    ['with a prototype key', '{"__proto__": {"amount": 1}}', 'invalid_request'],
    ['with a hidden prototype key', '{"metadata": {"\\u005f_proto__": {}}}', 'invalid_request'],
    ['with a constructor key', '{"metadata": {"constructor": {"prototype": {}}}}', 'invalid_request'],
    ['nested 200 000 deep', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'invalid_request'],
    ['nested deep in metadata', `{"metadata": ${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`, 'invalid_request'],
  ])('that is %s is refused', async (_what, body, code) => {
    const answer = await gateway.post('/v1/payments', body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code, request_id: answer.headers.get('request-id') });
  });

  it('that is right but for a prototype key in metadata is refused rather than cleaned', async () => {
    const body = JSON.stringify(windowPayment({ metadata: { a: 'b' } })).replace('"a":"b"', '"__proto__":"b"');
    expect(await gateway.post('/v1/payments', body)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', param: 'body' },
    });
  });

  it('that is not UTF-8 is refused', async () => {
    const answer = await fetch(`${gateway.url()}/v1/payments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${keys.test}`, 'content-type': 'application/json' },
      body: new Uint8Array([0x22, 0xff, 0xfe, 0x22]),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'invalid_json' });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
    'of type %s is refused',
    async (contentType) => {
      const answer = await gateway.post('/v1/payments', windowPayment(), { headers: { 'content-type': contentType } });
      expect(answer).toMatchObject({ status: 400, body: { code: 'unsupported_media_type' } });
    },
  );

  it.each(['application/json; charset=utf-8', 'application/vnd.shop.v2+json', 'APPLICATION/JSON'])(
    'of type %s is taken',
    async (contentType) => {
      const answer = await gateway.post('/v1/payments', windowPayment(), { headers: { 'content-type': contentType } });
      expect(answer.status).toBe(201);
    },
  );

  it('without a type is taken when it is JSON', async () => {
    const answer = await send({ authorization: `Bearer ${keys.test}` }, JSON.stringify(windowPayment()));
    expect(answer.status).toBe(201);
  });

  it('with a byte order mark is taken', async () => {
    expect((await gateway.post('/v1/payments', `\ufeff${JSON.stringify(windowPayment())}`)).status).toBe(201);
  });

  it('that may be left out is left out', async () => {
    const { body } = await gateway.post('/v1/payments', windowPayment());
    expect((await gateway.post(`/v1/payments/${body.id}/sync`)).status).toBe(200);
  });
});

describe('a body of more than 1 MiB', () => {
  const tooLarge = JSON.stringify({ order_name: 'x'.repeat(1024 * 1024) });

  it('is refused by its announced length', async () => {
    const answer = await gateway.post('/v1/payments', tooLarge);
    expect(answer).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
  });

  it('is refused before its end when it comes in pieces', async () => {
    const headers = {
      authorization: `Bearer ${keys.test}`,
      'content-type': 'application/json',
      'transfer-encoding': 'chunked',
    };
    const answer = await send(headers, tooLarge, { unfinished: true });
    expect(answer).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
  });

  it('does not hurt the requests after it', async () => {
    expect((await gateway.post('/v1/payments', windowPayment())).status).toBe(201);
  });
});

/** Raw HTTP, for what fetch would not send: no content type, or a body that never ends. */
function send(headers: Record<string, string>, body: string, { unfinished = false } = {}) {
  return new Promise<{ status: number | undefined; body: unknown }>((resolve, reject) => {
    const sent = request(`${gateway.url()}/v1/payments`, { method: 'POST', headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        sent.destroy();
        resolve({ status: answer.statusCode, body: JSON.parse(Buffer.concat(chunks).toString()) });
      });
    });
    sent.on('error', reject);
    sent.write(body);
    if (!unfinished) sent.end();
  });
}
