import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keyInPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';
import { startWebhookReceiver, type WebhookReceiver } from './support/webhook-receiver.ts';

let gateway: TestGateway;
let receiver: WebhookReceiver;
beforeEach(async () => {
  // The library looks at the clock of the machine.
  gateway = await startTestGateway();
  receiver = await startWebhookReceiver();
});
afterEach(async () => {
  await gateway.close();
  await receiver.close();
});

it('what is sent is accepted by the library of Standard Webhooks, and nothing else is', async () => {
  const { body: endpoint } = await gateway.post('/v1/webhook_endpoints', { url: receiver.url });
  const { body: payment } = await gateway.post('/v1/payments', keyInPayment());
  await expect.poll(() => receiver.got.length, { timeout: 8_000 }).toBeGreaterThanOrEqual(1);
  const [webhook] = receiver.got;
  if (webhook === undefined) throw new Error('nothing came');
  const verifier = new Webhook(endpoint.secret);
  const headers = { ...webhook.headers };
  expect(verifier.verify(webhook.text, headers)).toMatchObject({ data: { object: { id: payment.id } } });
  expect(() => verifier.verify(`${webhook.text} `, headers)).toThrow(WebhookVerificationError);

  const rotated = await gateway.post(`/v1/webhook_endpoints/${endpoint.id}/rotate_secret`);
  const before = receiver.got.length;
  await gateway.post(`/v1/webhook_endpoints/${endpoint.id}/test`);
  await expect.poll(() => receiver.got.length, { timeout: 8_000 }).toBeGreaterThan(before);
  const later = receiver.got.at(-1);
  for (const secret of [endpoint.secret, rotated.body.secret])
    expect(new Webhook(secret).verify(later?.text ?? '', { ...later?.headers })).toMatchObject({ livemode: false });
});
