import { afterEach, beforeEach, expect, test } from 'vitest';
import { bankTransfer, openStage, type Stage, startPayment } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

/** A paid bank payment: two callbacks, "awaiting redirect result" and "success". */
async function payByBank(reference: string): Promise<void> {
  await startPayment(stage.ecommpay, reference, bankTransfer);
  await stage.control('POST', `/ecommpay/payments/${reference}/shopper`, { outcome: 'approve' });
}

function heardStatuses(): string[] {
  return stage.heard.map(({ text }) => JSON.parse(text).payment.status);
}

test('notices sent are listed with the answer they got', async () => {
  await payByBank('opbank1');
  const { body } = await stage.control('GET', '/ecommpay/notices');
  expect(body).toMatchObject({
    address: null,
    sent: [
      { url: `${stage.gatewayUrl}/webhooks/ecommpay/account`, reference: 'opbank1', answered_with: 200 },
      { url: `${stage.gatewayUrl}/webhooks/ecommpay/account`, reference: 'opbank1', answered_with: 200 },
    ],
    held: [],
  });
});

test('held notices are released in any order and any number', async () => {
  await stage.control('POST', '/ecommpay/notices/hold');
  await payByBank('opbank1');
  expect(stage.heard).toEqual([]);
  expect((await stage.control('GET', '/ecommpay/notices')).body.held).toHaveLength(2);

  const answer = await stage.control('POST', '/ecommpay/notices/release', { order: [1, 0, 1] });

  expect(answer.body.sent).toHaveLength(3);
  expect(heardStatuses()).toEqual(['success', 'awaiting redirect result', 'success']);
  await payByBank('opbank2');
  expect(stage.heard).toHaveLength(5);
});

test('without an order everything held is sent as it came', async () => {
  await stage.control('POST', '/ecommpay/notices/hold');
  await payByBank('opbank1');
  await stage.control('POST', '/ecommpay/notices/release');
  expect(heardStatuses()).toEqual(['awaiting redirect result', 'success']);
});

test('an order that names nothing held is refused, and nothing is lost', async () => {
  await stage.control('POST', '/ecommpay/notices/hold');
  await payByBank('opbank1');
  const refused = await stage.control('POST', '/ecommpay/notices/release', { order: [0, 2] });
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
  expect((await stage.control('GET', '/ecommpay/notices')).body.held).toHaveLength(2);
});

test('muted notices never arrive', async () => {
  await stage.control('POST', '/ecommpay/notices/mute', { muted: true });
  await payByBank('opbank1');
  await stage.control('POST', '/ecommpay/notices/mute', { muted: false });
  expect(stage.heard).toEqual([]);
});

test('repeated notices arrive that many times', async () => {
  await stage.control('POST', '/ecommpay/notices/repeat', { times: 3 });
  await payByBank('opbank1');
  expect(stage.heard).toHaveLength(6);
});

test.each(['iamport', 'ecommpay'])(
  'a forged notice of %s goes out, while the books stay as they are',
  async (provider) => {
    await startPayment(stage.ecommpay, 'opbank1', bankTransfer);
    const before = stage.simulator.fakes.ecommpay.books();
    const url = `${stage.gatewayUrl}/webhooks/forged`;
    const answer = await stage.control('POST', `/${provider}/notices/forge/opbank1`, { url });
    expect(answer.body).toEqual({ provider, url, answered_with: 200 });
    expect(stage.heard.at(-1)).toMatchObject({ path: '/webhooks/forged', text: expect.stringContaining('opbank1') });
    expect(stage.simulator.fakes.ecommpay.books()).toEqual(before);
  },
);

test('nobody answering a forged notice is said, not thrown', async () => {
  const answer = await stage.control('POST', '/ecommpay/notices/forge/opbank1', { url: 'http://127.0.0.1:9/' });
  expect(answer).toMatchObject({ status: 200, body: { answered_with: null } });
});

test.each([
  'https://127.0.0.1/',
  'http://example.com/',
  'http://127.0.0.1.example.com/',
  'http://127.0.0.1@example.com/',
  'http://169.254.169.254/',
  'file:///etc/passwd',
  'nonsense',
])('forged notices never go to %s', async (url) => {
  const answer = await stage.control('POST', '/ecommpay/notices/forge/opbank1', { url });
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
});

test('an address registered in the console gets the notices of payments that name none', async () => {
  const url = `${stage.gatewayUrl}/webhooks/console`;
  await stage.control('POST', '/iamport/notices/address', { url });
  await startPayment(stage.iamport, 'opwindow1');
  await stage.control('POST', '/iamport/payments/opwindow1/shopper', { outcome: 'approve' });
  expect(stage.heard).toMatchObject([{ path: '/webhooks/console', text: expect.stringContaining('opwindow1') }]);
  expect((await stage.control('GET', '/iamport/notices')).body.address).toBe(url);

  await stage.control('POST', '/iamport/notices/address', { url: null });
  stage.simulator.registerNoticeUrl('ecommpay', url);
  expect((await stage.control('GET', '/iamport/notices')).body.address).toBe(null);
  expect((await stage.control('GET', '/ecommpay/notices')).body.address).toBe(url);
});
