import { afterAll, beforeAll, expect, it } from 'vitest';
import { keyInPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  await gateway.simulator.close();
});
afterAll(() => gateway.close());

it('a provider that cannot be reached means 502: nothing happened, and the same order may be tried again', async () => {
  const request = keyInPayment();
  const answer = await gateway.post('/v1/payments', request);
  expect(answer.status).toBe(502);
  expect(answer.body).toMatchObject({
    code: 'provider_unreachable',
    retry: 'safe',
    resource: { object: 'payment', status: 'failed', failure: { code: 'provider_unreachable' } },
  });
  const again = await gateway.post('/v1/payments', request);
  expect(again.body.resource.id).not.toBe(answer.body.resource.id);
});

it('a provider that cannot be reached does not make the gateway unready', async () => {
  expect(await gateway.get('/readyz')).toMatchObject({ status: 200, body: { status: 'ok' } });
});
