import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyInPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';
import { matchingSignatures, startWebhookReceiver, type WebhookReceiver } from './support/webhook-receiver.ts';

const masterKey = Buffer.alloc(32, 7).toString('base64');
const configuredSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

let receiver: WebhookReceiver;
let gateway: TestGateway;
beforeEach(async () => {
  receiver = await startWebhookReceiver();
});
afterEach(async () => {
  await gateway.close();
  await receiver.close();
});

function onDisk(): string {
  const folder = join(gateway.directory, 'data');
  return readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'latin1'))
    .join('');
}

const arrived = (count: number) => expect.poll(() => receiver.got.length, { timeout: 8_000 }).toBe(count);

describe('the secret of an endpoint made through the API', () => {
  it('is encrypted on disk when there is a master key, and signs over a restart', async () => {
    gateway = await startTestGateway({ variables: { HANGIL_MASTER_KEY: masterKey } });
    const { secret } = (await gateway.post('/v1/webhook_endpoints', { url: receiver.url })).body;
    await gateway.restart();
    await gateway.post('/v1/payments', keyInPayment());
    await arrived(1);
    const [webhook] = receiver.got;
    expect(webhook === undefined ? 0 : matchingSignatures(webhook, secret)).toBe(1);
    expect(onDisk()).toContain('aes-256-gcm:');
    expect(onDisk()).not.toContain(secret.slice('whsec_'.length));
  });

  it('is not taken in live mode without a master key', async () => {
    gateway = await startTestGateway();
    const url = 'https://203.0.114.1/hooks';
    const made = await gateway.post('/v1/webhook_endpoints', { url }, { key: keys.live });
    expect(made).toMatchObject({ status: 422, body: { code: 'master_key_required' } });
    expect((await gateway.get('/v1/webhook_endpoints', { key: keys.live })).body.data).toEqual([]);
  });

  it('is taken in live mode with one, at an open https address only', async () => {
    gateway = await startTestGateway({ variables: { HANGIL_MASTER_KEY: masterKey } });
    const make = (url: string) => gateway.post('/v1/webhook_endpoints', { url }, { key: keys.live });
    expect((await make('https://203.0.114.1/hooks')).body).toMatchObject({ livemode: true, status: 'enabled' });
    for (const url of [
      'http://203.0.114.1/',
      receiver.url,
      'https://127.0.0.1/',
      'https://localhost/',
      'https://[::1]/',
    ]) {
      expect((await make(url)).body).toMatchObject({ code: 'webhook_url_refused', param: 'url' });
    }
  });
});

describe('an endpoint of the configuration', () => {
  it('is listed as such, signs with its own secret, which is not stored, and is read-only', async () => {
    const webhookEndpoints = `[{ url: "${receiver.url}", secret: ${configuredSecret}, events: ["payment.*"] }]`;
    gateway = await startTestGateway({ webhookEndpoints });
    const [endpoint] = (await gateway.get('/v1/webhook_endpoints')).body.data;
    expect(endpoint).toMatchObject({ url: receiver.url, source: 'config', events: ['payment.*'], livemode: false });
    await gateway.post('/v1/payments', keyInPayment());
    await arrived(1);
    const [webhook] = receiver.got;
    expect(webhook === undefined ? 0 : matchingSignatures(webhook, configuredSecret)).toBe(1);
    const path = `/v1/webhook_endpoints/${endpoint.id}`;
    const changes = [
      await gateway.call('PATCH', path, { body: { status: 'disabled' } }),
      await gateway.call('DELETE', path),
      await gateway.post(`${path}/rotate_secret`),
    ];
    for (const { body } of changes) expect(body.code).toBe('state_conflict');
    expect(onDisk()).not.toContain(configuredSecret.slice('whsec_'.length));
    await gateway.restart();
    expect((await gateway.get('/v1/webhook_endpoints')).body.data).toMatchObject([{ id: endpoint.id }]);
    expect((await gateway.get('/v1/webhook_endpoints', { key: keys.live })).body.data).toMatchObject([
      { source: 'config', livemode: true },
    ]);
    expect((await gateway.get('/v1/webhook_endpoints', { key: keys.otherShop })).body.data).toEqual([]);
  });
});
