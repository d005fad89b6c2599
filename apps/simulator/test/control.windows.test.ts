import type { BillingKeyAtProvider, ChannelId, ProviderReference } from '@hangil/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const reference = 'opkey1' as ProviderReference;
const key: BillingKeyAtProvider = { channelId: 'kcp-card' as ChannelId, reference, providerKey: null };

test('a window that keeps a card is opened by the browser, finished as the latest, and takes no money', async () => {
  const params = { merchant_uid: reference, customer_uid: reference, amount: 0, name: 'card', pg: 'kcp_billing.BA001' };
  expect((await stage.control('POST', '/iamport/window', { params })).body).toEqual({
    provider: 'iamport',
    opened: true,
  });
  const finished = await stage.control('POST', '/payments/latest/shopper', { outcome: 'approve' });
  expect(finished).toMatchObject({
    status: 200,
    body: { provider: 'iamport', payment: { reference, amount: 0, charges: 0 } },
  });
  expect(await stage.iamport.billingKeys?.inquire?.(key, {})).toMatchObject({ kind: 'issued', reference });
});

test('a window is refused by its provider, and where windows open by themselves', async () => {
  expect(await stage.control('POST', '/iamport/window', { params: {} })).toMatchObject({
    status: 409,
    body: { error: { code: 'window_refused' } },
  });
  expect(await stage.control('POST', '/ecommpay/window', { params: {} })).toMatchObject({
    status: 409,
    body: { error: { code: 'no_such_window' } },
  });
});
