import { minuteMs, secondMs } from '@hangil/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyInPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';
import {
  answerWith,
  matchingSignatures,
  startWebhookReceiver,
  type WebhookReceiver,
} from './support/webhook-receiver.ts';

let gateway: TestGateway;
let receiver: WebhookReceiver;
beforeEach(async () => {
  gateway = await startTestGateway();
  receiver = await startWebhookReceiver();
});
afterEach(async () => {
  await gateway.close();
  await receiver.close();
});

/** An endpoint as it was answered, with its secret. */
async function addEndpoint(overrides: object = {}) {
  const answer = await gateway.post('/v1/webhook_endpoints', { url: receiver.url, ...overrides });
  expect(answer.status).toBe(201);
  return answer.body;
}

async function pay(): Promise<string> {
  const answer = await gateway.post('/v1/payments', keyInPayment());
  expect(answer.body.status).toBe('paid');
  return answer.body.id;
}

const arrived = (count: number, at = receiver) =>
  expect.poll(() => at.got.length, { timeout: 8_000 }).toBeGreaterThanOrEqual(count);

async function deliveries(query = '') {
  return (await gateway.get(`/v1/webhook_deliveries?${query}`)).body.data;
}

const delivered = (status: string, count = 1, query = '') =>
  expect.poll(async () => (await deliveries(`status=${status}&${query}`)).length, { timeout: 8_000 }).toBe(count);

describe('a webhook', () => {
  it('is the event as the API shows it, signed after Standard Webhooks', async () => {
    const { secret, id } = await addEndpoint();
    const payment = await pay();
    await arrived(1);
    const [webhook] = receiver.got;
    if (webhook === undefined) throw new Error('nothing came');
    const event = (await gateway.get(`/v1/events/${webhook.headers['webhook-id']}`)).body;
    expect(webhook.body).toEqual(event);
    expect(event).toMatchObject({
      object: 'event',
      type: 'payment.paid',
      api_version: 'v1',
      livemode: false,
      sequence: expect.any(Number),
      data: { object: (await gateway.get(`/v1/payments/${payment}`)).body },
    });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(matchingSignatures(webhook, secret)).toBe(1);
    expect(webhook.headers['content-type']).toBe('application/json');
    const sentAtMs = Number(webhook.headers['webhook-timestamp']) * 1_000;
    expect(Math.abs(gateway.simulator.clock.now().getTime() - sentAtMs)).toBeLessThan(minuteMs);
    await delivered('succeeded');
    expect(await deliveries()).toMatchObject([
      {
        object: 'webhook_delivery',
        event_id: event.id,
        endpoint_id: id,
        attempt: 1,
        response_status: 200,
        next_attempt_at: null,
      },
    ]);
  });

  it('is tried again after a failure, over a restart, until it is taken', async () => {
    const { secret } = await addEndpoint();
    receiver.answer = (response) => void response.writeHead(500).end('out of order');
    await pay();
    await arrived(1);
    await expect.poll(async () => (await deliveries())[0]?.response_status).toBe(500);
    const [first] = await deliveries();
    expect(first).toMatchObject({ status: 'pending', attempt: 1, response_excerpt: 'out of order' });
    expect(Date.parse(first.next_attempt_at)).toBeGreaterThan(gateway.simulator.clock.now().getTime() + 3 * secondMs);
    receiver.answer = answerWith(204);
    await gateway.restart();
    gateway.simulator.clock.advance(6 * secondMs);
    await arrived(2);
    await delivered('succeeded');
    const [sent, again] = receiver.got;
    expect(again?.headers['webhook-id']).toBe(sent?.headers['webhook-id']);
    expect(again?.text).toBe(sent?.text);
    expect(again === undefined ? 0 : matchingSignatures(again, secret)).toBe(1);
    expect(await deliveries()).toMatchObject([{ attempt: 2, response_status: 204 }]);
  });

  it('that was written before the gateway went down is sent after it is up', async () => {
    await addEndpoint();
    receiver.answer = answerWith(503);
    const payments = await Promise.all([pay(), pay(), pay()]);
    await gateway.restart();
    receiver.answer = answerWith(200);
    gateway.simulator.clock.advance(2 * minuteMs);
    await delivered('succeeded', 3);
    const taken = receiver.got.map(({ body }) => body.data.object.id);
    expect(new Set(taken)).toEqual(new Set(payments));
  });

  it('about one payment waits for the one before', async () => {
    await addEndpoint({ events: ['payment.*'] });
    receiver.answer = answerWith(500);
    const payment = await pay();
    await arrived(1);
    await gateway.post(`/v1/payments/${payment}/refunds`, { requester: 'admin' });
    await delivered('pending', 2);
    receiver.answer = answerWith(200);
    gateway.simulator.clock.advance(6 * secondMs);
    await delivered('succeeded', 2);
    expect(receiver.types()).toEqual(['payment.paid', 'payment.paid', 'payment.refunded']);
    const [, paid, refunded] = receiver.got;
    expect(refunded?.body.sequence).toBeGreaterThan(paid?.body.sequence);
  });

  it('that is answered with a redirect is not delivered, and the target never asked', async () => {
    const target = await startWebhookReceiver();
    await addEndpoint();
    receiver.answer = answerWith(302, { Location: target.url });
    await pay();
    await expect.poll(async () => (await deliveries())[0]?.response_status).toBe(302);
    expect(await deliveries()).toMatchObject([{ status: 'pending' }]);
    expect(target.got).toEqual([]);
    await target.close();
  });

  it('to a receiver that hangs keeps no other waiting', async () => {
    const hanging = await startWebhookReceiver();
    hanging.answer = () => {};
    await gateway.post('/v1/webhook_endpoints', { url: hanging.url });
    const good = await addEndpoint();
    for (let count = 0; count < 30; count += 1) await pay();
    await delivered('succeeded', 30, `endpoint_id=${good.id}&limit=100`);
    expect(hanging.got.length).toBeLessThanOrEqual(16);
    await hanging.close();
  });
});

describe('an endpoint', () => {
  it('that answers 410 is disabled until it is enabled again', async () => {
    const { id } = await addEndpoint();
    receiver.answer = answerWith(410);
    await pay();
    await expect.poll(async () => (await gateway.get(`/v1/webhook_endpoints/${id}`)).body.status).toBe('disabled');
    expect((await gateway.get(`/v1/webhook_endpoints/${id}`)).body.disabled_reason).toBe('gone');
    const events = await gateway.get('/v1/events?type=webhook_endpoint.disabled');
    expect(events.body.data).toMatchObject([{ data: { object: { object: 'webhook_endpoint', id } } }]);
    for (const path of ['test', 'recover']) {
      const answer = await gateway.post(
        `/v1/webhook_endpoints/${id}/${path}`,
        path === 'test' ? {} : { since: '2026-01-01T00:00:00Z' },
      );
      expect(answer.body.code).toBe('state_conflict');
    }
    const enabled = await gateway.call('PATCH', `/v1/webhook_endpoints/${id}`, { body: { status: 'enabled' } });
    expect(enabled.body).toMatchObject({ status: 'enabled', disabled_reason: null });
  });

  it('signs with both secrets during a rotation, and with the new one afterwards', async () => {
    const { id, secret: former } = await addEndpoint();
    const rotated = (await gateway.post(`/v1/webhook_endpoints/${id}/rotate_secret`)).body;
    expect(Object.keys(rotated)).toEqual(['secret', 'previous_secret_expires_at']);
    await pay();
    await arrived(1);
    gateway.simulator.clock.advance(
      Date.parse(rotated.previous_secret_expires_at) - gateway.simulator.clock.now().getTime(),
    );
    await pay();
    await arrived(2);
    const [during, after] = receiver.got;
    if (during === undefined || after === undefined) throw new Error('nothing came');
    expect([matchingSignatures(during, former), matchingSignatures(during, rotated.secret)]).toEqual([1, 1]);
    expect([matchingSignatures(after, former), matchingSignatures(after, rotated.secret)]).toEqual([0, 1]);
  });

  it('gets what it asks for: filters, tests, resends, recoveries', async () => {
    const { id } = await addEndpoint({ events: ['refund.*'], description: 'books' });
    const start = gateway.simulator.clock.now().toISOString();
    const payment = await pay();
    const test = await gateway.post(`/v1/webhook_endpoints/${id}/test`);
    expect(test.body).toMatchObject({ object: 'event', type: 'webhook_endpoint.test', data: { object: { id } } });
    await delivered('succeeded');
    expect(receiver.types()).toEqual(['webhook_endpoint.test']);
    const [delivery] = await deliveries();
    const resent = await gateway.post(`/v1/webhook_deliveries/${delivery.id}/resend`);
    expect(resent.body).toMatchObject({ id: delivery.id, status: 'pending' });
    await arrived(2);
    expect(receiver.got[1]?.headers['webhook-id']).toBe(test.body.id);
    await gateway.call('PATCH', `/v1/webhook_endpoints/${id}`, { body: { events: ['payment.*'] } });
    const recovered = await gateway.post(`/v1/webhook_endpoints/${id}/recover`, { since: start });
    expect(recovered.body).toMatchObject({
      object: 'webhook_endpoint',
      id,
      events: ['payment.*'],
      description: 'books',
    });
    await arrived(3);
    expect(receiver.got[2]?.body).toMatchObject({ type: 'payment.paid', data: { object: { id: payment } } });
  });

  it('is listed, changed and deleted, and shows its secret only once', async () => {
    const { id, secret, ...shown } = await addEndpoint();
    expect(shown).toMatchObject({ object: 'webhook_endpoint', status: 'enabled', source: 'api', events: ['*'] });
    expect((await gateway.get('/v1/webhook_endpoints')).body).toMatchObject({
      object: 'list',
      data: [{ id, ...shown }],
    });
    const others = [
      await gateway.get('/v1/webhook_endpoints'),
      await gateway.get(`/v1/webhook_endpoints/${id}`),
      await gateway.call('PATCH', `/v1/webhook_endpoints/${id}`, { body: { description: 'new' } }),
      await gateway.post(`/v1/webhook_endpoints/${id}/test`),
      await gateway.get('/v1/events'),
    ];
    for (const { status, text } of others) {
      expect(status).toBe(200);
      expect(text).not.toContain('whsec_');
    }
    await pay();
    await delivered('succeeded', 2);
    expect((await gateway.call('DELETE', `/v1/webhook_endpoints/${id}`)).body).toEqual({
      object: 'webhook_endpoint',
      id,
      deleted: true,
    });
    expect((await gateway.get(`/v1/webhook_endpoints/${id}`)).status).toBe(404);
    expect(await deliveries()).toEqual([]);
    expect(gateway.logText()).not.toContain(secret);
    expect(gateway.logText()).not.toContain('whsec_');
  });

  it('is made once under an Idempotency-Key; a replay shows no secret', async () => {
    const headers = { 'Idempotency-Key': 'hooks-1' };
    const first = await gateway.post('/v1/webhook_endpoints', { url: receiver.url }, { headers });
    const again = await gateway.post('/v1/webhook_endpoints', { url: receiver.url }, { headers });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual({ ...first.body, secret: null });
    expect((await gateway.get('/v1/webhook_endpoints')).body.data).toHaveLength(1);
    const rotations = [];
    for (let count = 0; count < 2; count += 1) {
      const path = `/v1/webhook_endpoints/${first.body.id}/rotate_secret`;
      rotations.push(await gateway.post(path, {}, { headers: { 'Idempotency-Key': 'rotate-1' } }));
    }
    expect(rotations.map(({ body }) => body.secret)).toEqual([expect.stringMatching(/^whsec_/), null]);
  });

  it.each([
    [{}, 'url'],
    [{ url: 'ftp://shop.example' }, 'url'],
    [{ url: 'https://shop.example', events: [] }, 'events'],
    [{ url: 'https://shop.example', events: ['paid'] }, 'events[0]'],
    [{ url: 'https://shop.example', secret: 'mine' }, 'secret'],
  ])('is refused when %j', async (body, param) => {
    expect((await gateway.post('/v1/webhook_endpoints', body)).body).toMatchObject({ code: 'invalid_request', param });
  });

  it.each(['http://10.0.0.1/', 'http://169.254.169.254/latest/', 'http://[fd00::1]/', 'http://user:pw@127.0.0.1/'])(
    'is refused at a closed address, made or moved there: %s',
    async (url) => {
      const made = await gateway.post('/v1/webhook_endpoints', { url });
      expect(made).toMatchObject({ status: 422, body: { code: 'webhook_url_refused', param: 'url' } });
      const { id } = await addEndpoint();
      const moved = await gateway.call('PATCH', `/v1/webhook_endpoints/${id}`, { body: { url } });
      expect(moved.body.code).toBe('webhook_url_refused');
    },
  );
});

describe('events and endpoints of another merchant or the other mode', () => {
  it('are not there', async () => {
    const { id } = await addEndpoint();
    const payment = await pay();
    await delivered('succeeded');
    const [delivery] = await deliveries();
    for (const key of [keys.live, keys.otherShop]) {
      for (const list of ['events', 'webhook_endpoints', 'webhook_deliveries']) {
        expect((await gateway.get(`/v1/${list}`, { key })).body.data).toEqual([]);
      }
      expect((await gateway.get(`/v1/events?subject_id=${payment}`, { key })).body.data).toEqual([]);
      const answers = [
        await gateway.get(`/v1/events/${delivery.event_id}`, { key }),
        await gateway.get(`/v1/webhook_endpoints/${id}`, { key }),
        await gateway.call('DELETE', `/v1/webhook_endpoints/${id}`, { key }),
        await gateway.call('PATCH', `/v1/webhook_endpoints/${id}`, { key, body: { status: 'disabled' } }),
        await gateway.post(`/v1/webhook_endpoints/${id}/test`, {}, { key }),
        await gateway.post(`/v1/webhook_endpoints/${id}/recover`, { since: '2026-01-01T00:00:00Z' }, { key }),
        await gateway.post(`/v1/webhook_deliveries/${delivery.id}/resend`, {}, { key }),
      ];
      for (const { status } of answers) expect(status).toBe(404);
    }
    expect((await gateway.post(`/v1/webhook_endpoints/${id}/rotate_secret`, {}, { key: keys.otherShop })).status).toBe(
      404,
    );
    expect(receiver.got).toHaveLength(1);
  });
});
