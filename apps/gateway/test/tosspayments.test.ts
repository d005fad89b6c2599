import { dayMs, minuteMs, secondMs } from '@hangil/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, keyInMethod, keyInPayment, windowPayment } from './support/requests.ts';
import { type Answer, keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ configuration: oneShop });
  gateway.simulator.registerNoticeUrl('tosspayments', `${gateway.url()}/webhooks/tosspayments/toss-main`);
});
afterAll(() => gateway.close());

function oneShop(simulatorUrl: string): string {
  return `
merchants:
  - id: demo
    name: Demo Shop
    api_keys:
      - { name: test, secret: ${keys.test} }
    provider_accounts:
      - id: toss-main
        adapter: tosspayments
        base_url: ${simulatorUrl}/tosspayments
        sdk_url: ${simulatorUrl}/tosspayments/v2/standard
        credentials: { client_key: test_ck_fake, secret_key: test_sk_fake }
        channels:
          - { id: toss, methods: [card, key_in, billing_key, virtual_account] }
`;
}

const toss = () => gateway.simulator.fakes.tosspayments;
const truth = (payment: { attempts: { reference: string }[] }) =>
  toss()
    .books()
    .payments.find(({ reference }) => reference === payment.attempts[0]?.reference);
const confirms = (payment: { attempts: { reference: string }[] }) =>
  toss()
    .calls()
    .filter(({ operation, reference }) => operation === 'confirm' && reference === payment.attempts[0]?.reference);

async function becomes(id: string, expected: object): Promise<void> {
  await expect
    .poll(async () => (await gateway.get(`/v1/payments/${id}`)).body, { timeout: 10_000 })
    .toMatchObject(expected);
}

async function booksAreRight(): Promise<void> {
  expect((await gateway.get('/v1/ledger/verify')).body).toMatchObject({ ok: true, problems: [] });
}

/** The shopper goes through the window as a browser does, and comes back to the shop with what it tells. */
async function approveInWindow({ body }: Answer): Promise<{ provider_payment_id: string | null }> {
  const { script_url: script, params } = body.next_action;
  const base = script.replace('/v2/standard', '');
  const page = await (await fetch(`${base}/window?${new URLSearchParams({ params: JSON.stringify(params) })}`)).text();
  const action = /formaction="(window\/[^"]+\/approve)"/.exec(page)?.[1];
  const form = new URLSearchParams({ successUrl: params.successUrl, failUrl: params.failUrl });
  const end = await fetch(`${base}/${action}`, { method: 'POST', body: form, redirect: 'manual' });
  const back = new URL(end.headers.get('location') ?? '');
  expect(back.searchParams.get('orderId')).toBe(body.attempts[0].reference);
  return { provider_payment_id: back.searchParams.get('paymentKey') };
}

/** A payment that the shopper has approved, with what his browser told. */
async function approved() {
  const created = await gateway.post('/v1/payments', windowPayment({ return_url: 'https://shop.example/return' }));
  expect(created).toMatchObject({ status: 201, body: { status: 'requires_action' } });
  const told = await approveInWindow(created);
  const { id } = created.body;
  const confirm = (body: object = told) => gateway.post(`/v1/payments/${id}/confirm`, body);
  return { payment: created.body, id, confirm };
}

describe('a payment whose confirm moves the money', () => {
  it('is approved in the window, confirmed, paid, given back in part, and the books are right', async () => {
    const { payment, id, confirm } = await approved();
    expect(truth(payment)).toMatchObject({ status: 'waiting', charges: 0 });
    expect(await confirm()).toMatchObject({ status: 200, body: { status: 'paid', amount_paid: 10_000 } });
    expect(truth(payment)).toMatchObject({ status: 'paid', charges: 1 });
    const refund = await gateway.post(`/v1/payments/${id}/refunds`, { amount: 3_000, requester: 'customer' });
    expect(refund).toMatchObject({ status: 201, body: { status: 'succeeded' } });
    await becomes(id, { status: 'partially_refunded', amount_refunded: 3_000 });
    expect(truth(payment)).toMatchObject({ returnedMinor: 3_000 });
    await booksAreRight();
  });

  it('whose confirm is lost after the money moved is unknown, then paid; it was confirmed once', async () => {
    toss().notices.mute(true);
    const { payment, id, confirm } = await approved();
    toss().faults.inject('confirm', { kind: 'lose_after' });
    expect(await confirm()).toMatchObject({ status: 504, body: { code: 'outcome_unknown' } });
    gateway.simulator.clock.advance(11 * secondMs);
    await becomes(id, { status: 'paid' });
    expect(await confirm()).toMatchObject({ status: 200, body: { status: 'paid' } });
    expect(confirms(payment)).toHaveLength(1);
    expect(truth(payment)).toMatchObject({ charges: 1 });
    toss().notices.mute(false);
    await booksAreRight();
  });

  it('whose confirm is lost before the provider acted waits again once that is proven, and is then confirmed', async () => {
    const { payment, id, confirm } = await approved();
    toss().faults.inject('confirm', { kind: 'lose_before' });
    expect(await confirm()).toMatchObject({ status: 504, body: { code: 'outcome_unknown' } });
    for (let step = 0; step < 3; step += 1) {
      gateway.simulator.clock.advance(minuteMs);
      await gateway.post(`/v1/payments/${id}/sync`);
    }
    await becomes(id, { status: 'requires_action' });
    expect(await confirm()).toMatchObject({ status: 200, body: { status: 'paid' } });
    expect(truth(payment)).toMatchObject({ charges: 1 });
    await booksAreRight();
  });

  it('is confirmed once, however many ask for it at once', async () => {
    const { payment, id, confirm } = await approved();
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirm()));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(confirms(payment)).toHaveLength(1);
    expect(truth(payment)).toMatchObject({ charges: 1 });
    await becomes(id, { status: 'paid' });
    await booksAreRight();
  });

  it('is paid by its webhook when that comes before the answer, and told once', async () => {
    const { payment, id, confirm } = await approved();
    toss().faults.inject('confirm', { kind: 'hold_after' });
    const running = confirm();
    await toss().faults.whenHeld();
    await becomes(id, { status: 'paid' });
    toss().faults.releaseHeld();
    expect(await running).toMatchObject({ status: 200, body: { status: 'paid' } });
    expect(truth(payment)).toMatchObject({ charges: 1 });
    await booksAreRight();
  });

  it('is not ended by an invented key, and fails when the card company declines', async () => {
    const { payment, id, confirm } = await approved();
    expect(await confirm({ provider_payment_id: 'tinvented' })).toMatchObject({
      status: 502,
      body: { code: 'provider_refused' },
    });
    await becomes(id, { status: 'requires_action' });
    toss().decideNext('decline');
    expect(await confirm()).toMatchObject({
      status: 200,
      body: { status: 'failed', failure: { reason: 'limit_exceeded', provider: { code: 'REJECT_CARD_PAYMENT' } } },
    });
    toss().decideNext('approve');
    expect(truth(payment)).toMatchObject({ charges: 0 });
    await booksAreRight();
  });
});

/** The shopper keeps a card in the window as a browser does. */
async function keptInWindow() {
  const body = { customer, method: { type: 'window' }, return_url: 'https://shop.example/return' };
  const made = await gateway.post('/v1/billing_keys', body);
  expect(made).toMatchObject({ status: 201, body: { status: 'requires_action', provider: 'tosspayments' } });
  const { script_url: script, init, params } = made.body.next_action;
  const form = new URLSearchParams({ ...params, customerKey: init.customerKey });
  const approve = script.replace('/v2/standard', '/billing-window/approve');
  const end = await fetch(approve, { method: 'POST', body: form, redirect: 'manual' });
  const authorization = new URL(end.headers.get('location') ?? '').searchParams.get('authKey');
  const { id } = made.body;
  return { id, confirm: () => gateway.post(`/v1/billing_keys/${id}/confirm`, { authorization }) };
}

const chargeOn = (billing_key_id: string) =>
  gateway.post('/v1/payments', windowPayment({ method: { type: 'billing_key', billing_key_id } }));
const keyMade = () =>
  toss()
    .calls()
    .filter(({ operation }) => operation === 'window_key').length;

describe('a billing key', () => {
  it('is kept in the window, made by its confirm, charged, given back and deleted', async () => {
    const { id, confirm } = await keptInWindow();
    const active = await confirm();
    expect(active).toMatchObject({
      status: 200,
      body: { status: 'active', next_action: null, card: { company: '현대카드', masked_number: '433012******1234' } },
    });
    expect(active.text).not.toContain('bfake');
    const paid = await chargeOn(id);
    expect(paid).toMatchObject({ status: 201, body: { status: 'paid', amount_paid: 10_000 } });
    expect(truth(paid.body)).toMatchObject({ status: 'paid', charges: 1 });
    const refund = await gateway.post(`/v1/payments/${paid.body.id}/refunds`, { amount: 10_000, requester: 'admin' });
    expect(refund).toMatchObject({ status: 201, body: { status: 'succeeded' } });
    const deleted = await gateway.call('DELETE', `/v1/billing_keys/${id}`);
    expect(deleted).toMatchObject({ status: 200, body: { status: 'deleted', deletion: { at_provider: 'done' } } });
    expect(await chargeOn(id)).toMatchObject({ status: 422, body: { code: 'billing_key_unusable' } });
    await booksAreRight();
  });

  it('whose confirm is lost is unknown, is not made twice, and takes no charge', async () => {
    const { id, confirm } = await keptInWindow();
    const before = keyMade();
    toss().faults.inject('window_key', { kind: 'lose_after' });
    expect(await confirm()).toMatchObject({ status: 504, body: { code: 'outcome_unknown' } });
    await confirm();
    expect(keyMade()).toBe(before + 1);
    expect(await chargeOn(id)).toMatchObject({ body: { code: 'billing_key_unusable' } });
  });

  it('of typed-in card data is active at once', async () => {
    const made = await gateway.post('/v1/billing_keys', { customer, method: keyInMethod });
    expect(made).toMatchObject({ status: 201, body: { status: 'active', issued_by: 'key_in' } });
    expect(await chargeOn(made.body.id)).toMatchObject({ status: 201, body: { status: 'paid' } });
  });
});

describe('without a window', () => {
  it('a card is charged at once', async () => {
    expect(await gateway.post('/v1/payments', keyInPayment())).toMatchObject({ status: 201, body: { status: 'paid' } });
  });

  it('a deposit into a virtual account is found through its webhook', async () => {
    const dueAt = new Date(gateway.simulator.clock.now().getTime() + 48 * 60 * minuteMs).toISOString();
    const method = { type: 'virtual_account', bank_code: '004', due_at: dueAt, holder_name: '도건' };
    const issued = await gateway.post('/v1/payments', windowPayment({ method }));
    expect(issued).toMatchObject({
      status: 201,
      body: { status: 'awaiting_deposit', next_action: { type: 'display_virtual_account', bank_name: 'KB국민은행' } },
    });
    await toss().deposit(issued.body.attempts[0].reference);
    await becomes(issued.body.id, { status: 'paid' });
    const account = { bank_code: '004', account_number: '110123456789', holder_name: '도건' };
    const refund = await gateway.post(`/v1/payments/${issued.body.id}/refunds`, {
      amount: 10_000,
      refund_account: account,
    });
    expect(refund).toMatchObject({ status: 201, body: { status: 'succeeded' } });
    await becomes(issued.body.id, { status: 'refunded' });
    await booksAreRight();
  });
});

describe('a cash receipt for cash that was taken outside', () => {
  const sale = (order_id: string) => ({
    order_id,
    order_name: '김밥',
    amount: 11_000,
    identifier: { type: 'phone', number: '010-9753-1864' },
  });

  it('whose answer is lost is found in the list of its day, days later, and canceled there', async () => {
    toss().faults.inject('receipt_issue', { kind: 'lose_after' });
    const lost = await gateway.post('/v1/cash_receipts', sale('CASH-1'));
    expect(lost).toMatchObject({ status: 504, body: { resource: { status: 'unknown' } } });
    const { id } = lost.body.resource;
    gateway.simulator.clock.advance(3 * dayMs);
    const shown = async () => (await gateway.get(`/v1/cash_receipts/${id}`)).body;
    await expect.poll(shown, { timeout: 10_000 }).toMatchObject({ status: 'issued', amount: 11_000 });
    expect(
      toss()
        .calls()
        .filter(({ operation }) => operation === 'receipt_issue'),
    ).toHaveLength(1);
    expect(await gateway.post(`/v1/cash_receipts/${id}/cancel`)).toMatchObject({
      status: 200,
      body: { status: 'canceled' },
    });
  });
});
