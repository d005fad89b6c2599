import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

it('banks are the provider’s live list, then its cached one, and name their source', async () => {
  const { faults } = gateway.simulator.fakes.ecommpay;
  faults.inject('payout_banks', { kind: 'error_before', status: 500 });
  const shipped = (await gateway.get('/v1/banks?operation=payout&channel_id=korean-banks')).body;
  expect(shipped).toMatchObject({ object: 'list', source: 'shipped', fetched_at: null, difference: null });
  expect(shipped.data).toContainEqual({
    object: 'bank',
    provider_bank_id: '771',
    name: 'Kookmin Bank',
    bank_code: '004',
  });
  gateway.simulator.clock.advance(2 * 60_000);
  const live = (await gateway.get('/v1/banks?operation=payout')).body;
  expect(live).toMatchObject({
    channel_id: 'korean-banks',
    operation: 'payout',
    source: 'live',
    difference: { only_at_provider: [], only_shipped: [] },
    has_more: false,
  });
  expect(live.data).toEqual(shipped.data);
  expect((await gateway.get('/v1/banks?operation=payout')).body).toMatchObject({
    source: 'cache',
    fetched_at: live.fetched_at,
  });
  expect((await gateway.get('/v1/banks?operation=payment')).body).toMatchObject({ source: 'live' });
});

it('a channel without a list is refused by name, and so is another operation', async () => {
  expect(await gateway.get('/v1/banks?channel_id=kcp-card')).toMatchObject({
    status: 422,
    body: { code: 'no_eligible_channel', param: 'channel_id' },
  });
  expect(await gateway.get('/v1/banks?operation=refund')).toMatchObject({ status: 400, body: { param: 'operation' } });
});
