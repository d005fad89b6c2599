import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keyInPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';
import { twoShops } from './support/two-shops.ts';

const villageAccount = `
      - id: village-main
        adapter: village-adapter
        on_broken_adapter: skip
        credentials: { key: CANARY }
        channels: [{ id: village, methods: [key_in] }]
    webhook_endpoints:`;

/** A bank that takes 10,000 won, and does not answer to any other amount. */
const village = `
const manifest = {
  id: 'village',
  name: { ko: '마을은행', en: 'Village Bank' },
  paymentMethods: ['key_in'],
  payoutMethods: [],
  currencies: ['KRW'],
  createIdempotency: 'unique_reference',
  inquiry: { kind: 'strong' },
  refunds: { offered: true, partial: true, idempotency: 'key' },
  events: { trust: 'hint' },
  callTimeoutMs: 1_000,
};
const unknown = async () => ({ kind: 'unknown', cause: 'the line is dead' });
const start = async ({ amount, reference }) =>
  amount.amountMinor === 10_000
    ? { kind: 'succeeded', amount, reference, providerTransactionId: reference, occurredAt: new Date(), returnedMinor: 0 }
    : unknown();
export const adapter = {
  specificationVersion: 'v1',
  manifest,
  create: () => ({
    specificationVersion: 'v1',
    manifest,
    payments: { start, inquire: unknown },
    refunds: { refund: unknown, inquire: unknown },
  }),
};
`;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    configuration: (...given) => twoShops(...given).replace('\n    webhook_endpoints:', villageAccount),
  });
});
afterAll(() => gateway.close());

const byVillage = { channel_id: 'village' };
const place = () => join(gateway.directory, 'node_modules', 'village-adapter');

function installVillage(): void {
  mkdirSync(place(), { recursive: true });
  writeFileSync(
    join(place(), 'package.json'),
    '{ "name": "village-adapter", "type": "module", "exports": "./index.js" }',
  );
  writeFileSync(join(place(), 'index.js'), village);
}

async function statusOfVillage(): Promise<string> {
  const { body } = await gateway.get('/v1/channels');
  return body.data.find(({ id }: { id: string }) => id === 'village').status;
}

it('an adapter that is missing lets the rest start: its channel is unavailable, and routing says why', async () => {
  expect(await statusOfVillage()).toBe('unavailable');
  expect(gateway.logText()).toMatch(/village-main.*no package of this name installed/);
  expect(gateway.logText()).not.toContain('CANARY');

  expect(await gateway.post('/v1/payments', keyInPayment())).toMatchObject({
    status: 201,
    body: { status: 'paid', channel_id: 'kcp-card' },
  });
  const refused = await gateway.post('/v1/payments', keyInPayment(byVillage));
  expect(refused).toMatchObject({ status: 422, body: { code: 'no_eligible_channel' } });
  expect(refused.text).toContain('village cannot be used: its adapter is not loaded');
});

it('what was begun through it is neither lost nor ended while it is gone, and nothing is sent', async () => {
  installVillage();
  await gateway.restart();
  expect(await statusOfVillage()).toBe('active');
  const paid = await gateway.post('/v1/payments', keyInPayment(byVillage));
  expect(paid.body.status).toBe('paid');
  const lost = await gateway.post('/v1/payments', keyInPayment({ ...byVillage, amount: 20_000 }));
  expect(lost).toMatchObject({ status: 504, body: { resource: { status: 'unknown' } } });
  const paymentId = lost.body.resource.id;

  rmSync(place(), { recursive: true });
  await gateway.restart();
  expect(await statusOfVillage()).toBe('unavailable');
  await gateway.post(`/v1/payments/${paymentId}/confirm`, {});
  expect((await gateway.get(`/v1/payments/${paymentId}`)).body.status).toBe('unknown');
  const refund = await gateway.post(`/v1/payments/${paid.body.id}/refunds`, { amount: 1_000, reason: 'too large' });
  expect(refund).toMatchObject({ status: 502, body: { code: 'provider_unreachable', retry: 'safe' } });
  expect((await gateway.get(`/v1/payments/${paid.body.id}`)).body).toMatchObject({
    status: 'paid',
    amount_refunded: 0,
  });
  expect((await gateway.get('/v1/ledger/verify')).body.ok).toBe(true);
});
