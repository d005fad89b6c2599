import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MerchantId, type ProviderAccountId, systemClock } from '@hangil/core';
import { createEngine, createRoutingMemory } from '@hangil/engine';
import { openSqliteStore } from '@hangil/store-sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from './app.ts';
import { loadAdapter } from './composition/adapters.ts';
import { createDirectory } from './composition/directory.ts';
import { readMerchants } from './configuration/merchants.ts';
import type { AppDependencies } from './http/app-dependencies.ts';
import { eventsAtOnceMax } from './http/webhooks/provider-event-routes.ts';
import { createLogger } from './logger.ts';
import { createGatewayMetrics } from './metrics/gateway-metrics.ts';
import { createUlidIds } from './ulid-ids.ts';
import { createSecretBox } from './webhook-sender/secret-box.ts';

const apiKey = 'sk_test_shop';
const shop = {
  id: 'shop',
  name: 'Shop',
  api_keys: [{ name: 'default', secret: apiKey }],
  provider_accounts: [
    {
      id: 'main',
      adapter: 'iamport',
      credentials: { imp_key: 'k', imp_secret: 's', user_code: 'imp0' },
      channels: [{ id: 'card', pg: 'kcp', methods: ['card'] }],
    },
  ],
};

let directoryPath: string;
let dependencies: AppDependencies;
let logLines: string[];
let closing: boolean;

beforeEach(async () => {
  directoryPath = mkdtempSync(join(tmpdir(), 'hangil-app-'));
  logLines = [];
  closing = false;
  const { merchants } = await readMerchants({ merchants: [shop] }, (name) => loadAdapter(name, import.meta.dirname));
  const store = openSqliteStore({ path: join(directoryPath, 'hangil.db') });
  const publicUrl = 'https://pay.shop.example';
  const metrics = createGatewayMetrics();
  const directory = createDirectory({ merchants, publicUrl, clock: systemClock, tracing: null }, metrics);
  const ids = createUlidIds(systemClock);
  dependencies = {
    store,
    directory,
    manifests: [],
    askMerchant: async () => ({ approved: true }),
    engine: createEngine({
      store,
      directory,
      ids,
      clock: systemClock,
      routing: createRoutingMemory(),
      webhookSender: { send: async () => ({ kind: 'unanswered', problem: 'nobody listens' }) },
      chance: () => 0,
      onJobDue: () => {},
      onDeliveryDue: () => {},
      log: () => {},
    }),
    secretBox: createSecretBox(null),
    personalDataBox: createSecretBox(null),
    accountChannels: { of: async () => new Map() },
    webhookUrlProblem: async () => null,
    apiKeys: merchants.flatMap(({ apiKeys }) => apiKeys),
    metrics,
    tracing: null,
    clock: systemClock,
    logger: createLogger('info', { write: (line) => void logLines.push(line) }),
    newRequestId: ids.nextRequestId,
    publicUrl,
    version: '1.2.3',
    isClosing: () => closing,
  };
});
afterEach(async () => {
  await dependencies.store.close();
  rmSync(directoryPath, { recursive: true });
});

const authorized = { headers: { authorization: `Bearer ${apiKey}`, 'request-id': 'r-1' } };

describe('when the database fails', () => {
  beforeEach(() => dependencies.store.close());

  it('a caller learns nothing of the cause, and the log says it all', async () => {
    const answer = await createApp(dependencies).request('/v1/payments', authorized);
    expect(answer.status).toBe(500);
    const problem = await answer.json();
    expect(problem).toMatchObject({
      code: 'internal_error',
      request_id: 'r-1',
      type: 'https://pay.shop.example/docs/errors/internal_error',
    });
    expect(JSON.stringify(problem)).not.toMatch(/database|sqlite|at /i);
    const logged = logLines.map((line) => JSON.parse(line)).find(({ level }) => level === 'error');
    expect(logged).toMatchObject({
      request_id: 'r-1',
      msg: 'unexpected error',
      err: { message: expect.stringMatching(/database/i) },
    });
  });

  it('a provider is asked to send its notice again', async () => {
    const notice = { method: 'POST', body: JSON.stringify({ imp_uid: 'imp_1', merchant_uid: 'm', status: 'paid' }) };
    const answer = await createApp(dependencies).request('/webhooks/iamport/main', notice);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).not.toBeNull();
  });

  it('the gateway is alive and not ready', async () => {
    const app = createApp(dependencies);
    expect((await app.request('/livez')).status).toBe(200);
    expect(await (await app.request('/readyz')).json()).toMatchObject({ status: 503, code: 'service_unavailable' });
  });
});

it('a flood of provider calls is answered 503 with Retry-After, and nothing acknowledged is missing', async () => {
  const app = createApp(dependencies);
  const account = 'main' as ProviderAccountId;
  const bodyOf = (number: number) =>
    JSON.stringify({ imp_uid: `imp_${number}`, merchant_uid: `m${number}`, status: 'paid' });
  const isKept = async (number: number) => {
    const raw = { headers: {}, body: new TextEncoder().encode(bodyOf(number)), receivedAt: systemClock.now() };
    const reading = dependencies.directory.provider(account)?.events?.read(raw);
    if (reading?.kind !== 'accepted') throw new Error('not readable');
    return (await dependencies.store.providerEventByKey(account, reading.eventKey)) !== null;
  };
  const send = async (number: number) => {
    const body = bodyOf(number);
    const answer = await app.request('/webhooks/iamport/main', { method: 'POST', body });
    return { number, status: answer.status, retryAfter: answer.headers.get('retry-after') };
  };
  let waiting = Array.from({ length: 3 * eventsAtOnceMax }, (_, number) => number);
  for (let rounds = 0; waiting.length > 0; rounds += 1) {
    const answers = await Promise.all(waiting.map(send));
    const refused = answers.filter(({ status }) => status !== 200);
    if (rounds === 0) expect(refused.length).toBeGreaterThan(0);
    for (const { status, retryAfter } of refused) expect([status, retryAfter]).toEqual([503, '1']);
    for (const { number } of answers.filter(({ status }) => status === 200)) expect(await isKept(number)).toBe(true);
    waiting = refused.map(({ number }) => number);
  }
});

describe('while stopping', () => {
  it('the gateway is alive and not ready', async () => {
    const app = createApp(dependencies);
    expect((await app.request('/readyz')).status).toBe(200);
    closing = true;
    expect((await app.request('/readyz')).status).toBe(503);
    expect((await app.request('/livez')).status).toBe(200);
  });
});

it('tells its version', async () => {
  expect(await (await createApp(dependencies).request('/version')).json()).toEqual({
    name: 'hangil',
    version: '1.2.3',
  });
});

it('keeps keys only as hashes', () => {
  expect(dependencies.apiKeys).toEqual([
    {
      name: expect.any(String),
      secretHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      merchantId: 'shop' as MerchantId,
      livemode: false,
    },
  ]);
});
