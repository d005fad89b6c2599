import { dayMs, hourMs } from '@hangil/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { windowPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';
import { withStoredMeans } from './support/two-shops.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ configuration: withStoredMeans });
});
afterAll(() => gateway.close());

const fake = () => gateway.simulator.fakes.iamport;
const at = (ms: number) =>
  new Date(Math.ceil((gateway.simulator.clock.now().getTime() + ms) / 1000) * 1000).toISOString();

async function issue(overrides: object = {}) {
  const method = { type: 'virtual_account', bank_code: '088', due_at: at(dayMs), holder_name: '길상점' };
  const answer = await gateway.post('/v1/payments', windowPayment({ method, ...overrides }));
  expect(answer).toMatchObject({ status: 201, body: { status: 'awaiting_deposit' } });
  return { payment: answer.body, id: answer.body.id.replace('pay_', 'va_') };
}

async function becomes(path: string, expected: object): Promise<void> {
  await expect.poll(async () => (await gateway.get(path)).body, { timeout: 10_000 }).toMatchObject(expected);
}

const settle = { channel_id: 'settle-account' };

it('a virtual account chosen in the window awaits its deposit once it is confirmed, and is paid by it', async () => {
  const opened = await gateway.post(
    '/v1/payments',
    windowPayment({
      channel_id: 'kcp-card',
      method: { type: 'virtual_account', due_at: at(dayMs) },
      provider_options: { iamport: { account_window: true } },
    }),
  );
  expect(opened).toMatchObject({ status: 201, body: { status: 'requires_action' } });
  const { params } = opened.body.next_action;
  fake().openWindow?.(params);
  await fake().shopper(params.merchant_uid, 'approve');
  const path = `/v1/payments/${opened.body.id}`;
  expect(await gateway.post(`${path}/confirm`, {})).toMatchObject({
    status: 200,
    body: { status: 'awaiting_deposit', next_action: { type: 'display_virtual_account', bank_code: '004' } },
  });
  await fake().deposit(params.merchant_uid);
  await becomes(path, { status: 'paid', amount_paid: 10_000 });
});

describe('/v1/virtual_accounts/{id}', () => {
  it('shows the account of a payment to its owner', async () => {
    const { payment, id } = await issue();
    expect((await gateway.get(`/v1/virtual_accounts/${id}`)).body).toEqual({
      object: 'virtual_account',
      id,
      livemode: false,
      created_at: payment.created_at,
      status: 'awaiting_deposit',
      payment_id: payment.id,
      channel_id: 'kcp-card',
      amount: 10_000,
      amount_paid: 0,
      currency: 'KRW',
      bank_code: '088',
      bank_name: '신한은행',
      account_number: expect.stringMatching(/^\d+$/),
      holder_name: '길상점',
      due_at: payment.method.due_at,
      paid_at: null,
    });
    for (const key of [keys.live, keys.otherShop])
      expect((await gateway.get(`/v1/virtual_accounts/${id}`, { key })).status).toBe(404);
    const card = await gateway.post('/v1/payments', windowPayment());
    for (const other of [card.body.id.replace('pay_', 'va_'), 'va_nothing', payment.id.slice(4)])
      expect((await gateway.get(`/v1/virtual_accounts/${other}`)).status).toBe(404);
  });

  it('changes amount and due time where the PG can, and the new amount pays', async () => {
    const { payment, id } = await issue(settle);
    const due_at = at(3 * dayMs);
    const changed = await gateway.call('PATCH', `/v1/virtual_accounts/${id}`, { body: { amount: 12_000, due_at } });
    expect(changed).toMatchObject({ status: 200, body: { amount: 12_000, due_at, status: 'awaiting_deposit' } });
    await fake().deposit(payment.attempts[0].reference);
    await becomes(`/v1/virtual_accounts/${id}`, { status: 'paid', amount_paid: 12_000 });
    expect((await gateway.get('/v1/ledger/verify')).body).toMatchObject({ ok: true });
  });

  it('is told apart where the PG cannot, and what is wrong is named', async () => {
    const { id } = await issue();
    const patch = (body: object) => gateway.call('PATCH', `/v1/virtual_accounts/${id}`, { body });
    expect(await patch({ amount: 12_000 })).toMatchObject({ status: 422, body: { code: 'change_not_supported' } });
    expect(await patch({})).toMatchObject({ status: 400, body: { param: 'due_at' } });
    expect(await patch({ due_at: at(1000) })).toMatchObject({ status: 400, body: { param: 'due_at' } });
  });

  it('whose change is lost is 504, and made again', async () => {
    const { id } = await issue(settle);
    fake().faults.inject('account_change', { kind: 'lose_after' });
    const patch = () => gateway.call('PATCH', `/v1/virtual_accounts/${id}`, { body: { amount: 7_000 } });
    expect(await patch()).toMatchObject({ status: 504, body: { code: 'outcome_unknown' } });
    expect(await patch()).toMatchObject({ status: 200, body: { amount: 7_000 } });
  });

  it('is revoked once', async () => {
    const { id } = await issue();
    for (const _ of [1, 2])
      expect(await gateway.post(`/v1/virtual_accounts/${id}/revoke`)).toMatchObject({
        status: 200,
        body: { status: 'revoked' },
      });
  });
});

describe('a deposit', () => {
  it('after the due time is booked: the exact amount is paid', async () => {
    const { payment, id } = await issue();
    gateway.simulator.clock.advance(dayMs + hourMs);
    await becomes(`/v1/virtual_accounts/${id}`, { status: 'expired' });
    await fake().deposit(payment.attempts[0].reference);
    await becomes(`/v1/virtual_accounts/${id}`, { status: 'paid' });
  });

  it('that comes a second time to a fixed account is shown to a person', async () => {
    const options = { iamport: { fixed_unlimited: true } };
    const { payment, id } = await issue({ ...settle, provider_options: options });
    const { reference } = payment.attempts[0];
    await fake().deposit(reference);
    await becomes(`/v1/virtual_accounts/${id}`, { status: 'paid' });
    await fake().deposit(reference, 3_000);
    await expect
      .poll(async () => (await gateway.get('/v1/cases')).body.data, { timeout: 10_000 })
      .toContainEqual(expect.objectContaining({ kind: 'contradiction', subject_id: payment.id, amount: 3_000 }));
    expect((await gateway.get('/v1/ledger/verify')).body).toMatchObject({ ok: true });
  });
});

it('GET /v1/account_holder tells the holder, or 404', async () => {
  const ask = (number: string) => gateway.get(`/v1/account_holder?bank_code=088&account_number=${number}`);
  expect((await ask('110-123-456789')).body).toEqual({
    object: 'account_holder',
    bank_code: '088',
    account_number: '110123456789',
    holder_name: '홍길동',
  });
  expect((await ask('11012')).status).toBe(404);
  expect(await gateway.get('/v1/account_holder?bank_code=88')).toMatchObject({ status: 400 });
});
