import type { BillingKeyAtProvider, IssueBillingKeyRequest } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { createTosspayments } from '../src/index.ts';
import { accountOf, answering, openStage, paymentObject, reference, startRequest } from './stage.ts';

const { channelId, customer } = startRequest();
const returnUrl = 'https://shop.example/return?plan=1';
const byWindow: IssueBillingKeyRequest = { channelId, reference, method: { type: 'window' }, customer, returnUrl };
/** Made under another secret key than the account has now. */
const customerKey = 'c'.repeat(43);
const atProvider: BillingKeyAtProvider = { channelId, reference, providerKey: `${customerKey}.b/k=` };
const method = { type: 'billing_key', billingKeyId: 'bk_1' } as const;

/** The shopper keeps a card in the window, as a browser does; what the page comes back with. */
async function keptInWindow() {
  const stage = await openStage();
  const verdict = await stage.provider.billingKeys?.issue(byWindow, {});
  if (verdict?.kind !== 'pending' || verdict.nextAction?.type !== 'browser_sdk') throw new Error('no window');
  const { init, params, call } = verdict.nextAction;
  expect(call).toBe('payment.requestBillingAuth');
  const fields = { customerKey: String(init.customerKey), successUrl: String(params.successUrl), failUrl: returnUrl };
  const page = await fetch(`${stage.url}/billing-window?${new URLSearchParams(fields)}`);
  expect(await page.text()).toContain('billing-window/approve');
  const body = new URLSearchParams(fields);
  const end = await fetch(`${stage.url}/billing-window/approve`, { method: 'POST', body, redirect: 'manual' });
  const back = new URL(end.headers.get('location') ?? '').searchParams;
  expect(back.get('customerKey')).toBe(init.customerKey);
  const request = { key: { channelId, reference, providerKey: null }, customer };
  return { ...stage, request, authorization: back.get('authKey') ?? '' };
}

describe('a key that the window makes', () => {
  it('is made by the confirm of what the browser brought, once, and is charged', async () => {
    const { provider, fake, request, authorization } = await keptInWindow();
    const issued = await provider.billingKeys?.confirm?.({ ...request, authorization }, {});
    expect(issued).toMatchObject({ kind: 'issued', reference, card: { company: '현대카드' } });
    expect(await provider.billingKeys?.confirm?.({ ...request, authorization }, {})).toMatchObject({
      kind: 'not_created',
      provider: { code: 'INVALID_BILLING_AUTH' },
    });
    const providerKey = issued?.kind === 'issued' ? issued.providerKey : null;
    const billingKey = { ...request.key, providerKey };
    const paid = await provider.payments.start(startRequest({ method, billingKey }), {});
    expect(paid).toMatchObject({ kind: 'succeeded', reference });
    expect(fake.books().payments).toMatchObject([{ charges: 1 }]);
  });

  it('is not made for another customer key, and what the browser brought stays good', async () => {
    const { provider, request, authorization } = await keptInWindow();
    const other = {
      ...request,
      key: { ...request.key, reference: 'op00000000000000000000000002' as typeof reference },
    };
    expect(await provider.billingKeys?.confirm?.({ ...other, authorization }, {})).toMatchObject({
      kind: 'not_created',
      provider: { code: 'NOT_MATCHES_CUSTOMER_KEY' },
    });
    expect(await provider.billingKeys?.confirm?.({ ...request, authorization }, {})).toMatchObject({ kind: 'issued' });
  });

  it('whose confirm is lost is unknown: it cannot be read again', async () => {
    const { provider, fake, request, authorization } = await keptInWindow();
    fake.faults.inject('window_key', { kind: 'lose_after' });
    expect(await provider.billingKeys?.confirm?.({ ...request, authorization }, {})).toMatchObject({ kind: 'unknown' });
    expect(provider.billingKeys?.inquire).toBeUndefined();
  });
});

describe('a customer key', () => {
  const customerKeyOf = async (asked: typeof reference, secret_key = 'test_sk_fake') => {
    const account = accountOf('http://127.0.0.1:9');
    const credentials = { client_key: 'test_ck_fake', secret_key };
    const { billingKeys } = createTosspayments({ ...account, credentials });
    const verdict = await billingKeys?.issue({ ...byWindow, reference: asked }, {});
    const action = verdict?.kind === 'pending' ? verdict.nextAction : null;
    return action?.type === 'browser_sdk' ? action.init.customerKey : null;
  };

  it('says nothing about the next one, which our references would', async () => {
    const [first, second] = [
      await customerKeyOf(reference),
      await customerKeyOf(`${reference.slice(0, -1)}2` as never),
    ];
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(second).not.toBe(first);
    expect(await customerKeyOf(reference)).toBe(first);
    expect(await customerKeyOf(reference, 'test_sk_other')).not.toBe(first);
  });

  it('of another key in the answer is not taken for ours', async () => {
    const { provider } = await answering(200, { customerKey, billingKey: 'b/k=', card: null });
    const request = { key: { channelId, reference, providerKey: null }, customer, authorization: 'auth-1' };
    expect(await provider.billingKeys?.confirm?.(request, {})).toMatchObject({ kind: 'unknown' });
  });
});

describe('what is sent', () => {
  it('names the key in the path, its customer key in the body, and the payment as the idempotency key', async () => {
    const { provider, sent } = await answering(200, paymentObject());
    await provider.payments.start(startRequest({ method, billingKey: atProvider }), {});
    expect(sent).toMatchObject([
      {
        path: '/v1/billing/b%2Fk%3D',
        headers: { 'idempotency-key': reference },
        body: { customerKey, orderId: reference, amount: 10_000, customerEmail: 'do@example.com' },
      },
    ]);
  });

  it.each([
    ['a window without an address to come back to', { returnUrl: null }, 'return_url'],
    ['options', { providerOptions: { quota: 3 } }, 'provider_options.tosspayments.quota'],
  ])('is nothing for %s', async (_what, overrides, param) => {
    const { provider, sent } = await answering(500, {});
    expect(provider.billingKeys?.check?.({ ...byWindow, ...overrides })).toMatchObject({ param });
    expect(await provider.billingKeys?.issue({ ...byWindow, ...overrides }, {})).toMatchObject({ kind: 'not_created' });
    expect(sent).toEqual([]);
  });

  it('is nothing for a charge on a key, or the deletion of one, whose name was never told', async () => {
    const { provider, sent } = await answering(500, {});
    const unnamed = { ...atProvider, providerKey: null };
    const charged = await provider.payments.start(startRequest({ method, billingKey: unnamed }), {});
    expect(charged).toMatchObject({ kind: 'not_created' });
    const deleted = await provider.billingKeys?.delete({ key: unnamed, reason: null, requester: 'admin' }, {});
    expect(deleted).toMatchObject({ kind: 'declined' });
    expect(sent).toEqual([]);
  });
});

describe('an answer', () => {
  it.each([
    [400, 'ALREADY_REMOVED_BILLING_KEY', 'declined', 'deleted'],
    [404, 'NOT_FOUND_BILLING', 'declined', 'deleted'],
    [400, 'NOT_MATCHES_CUSTOMER_KEY', 'not_created', 'not_created'],
    [403, 'REJECT_CARD_PAYMENT', 'declined', 'declined'],
    [400, 'DUPLICATED_ORDER_ID', 'unknown', 'unknown'],
    [500, 'FAILED_DB_PROCESSING', 'unknown', 'unknown'],
  ])('%i %s to a charge is %s, to a deletion %s', async (status, code, charge, deletion) => {
    const { provider } = await answering(status, { code, message: '말씀' });
    const charged = await provider.payments.start(startRequest({ method, billingKey: atProvider }), {});
    expect(charged).toMatchObject({ kind: charge });
    const deleted = await provider.billingKeys?.delete({ key: atProvider, reason: null, requester: 'admin' }, {});
    expect(deleted).toMatchObject({ kind: deletion });
  });

  it('of 200 that is not empty proves no deletion', async () => {
    const { provider } = await answering(200, { some: 'thing' });
    const deleted = await provider.billingKeys?.delete({ key: atProvider, reason: null, requester: 'admin' }, {});
    expect(deleted).toMatchObject({ kind: 'unknown' });
  });
});
