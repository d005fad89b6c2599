import { minuteMs, secondMs } from '@hangil/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, keyInMethod, newOrderId, windowPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';
import { withStoredMeans } from './support/two-shops.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ configuration: withStoredMeans });
});
afterAll(() => gateway.close());

const cards = () => gateway.simulator.fakes.iamport;
const issueBody = (overrides: object = {}) => ({ customer, method: keyInMethod, ...overrides });
const onKey = (billing_key_id: string) => windowPayment({ method: { type: 'billing_key', billing_key_id } });

async function issue(overrides: object = {}) {
  const answer = await gateway.post('/v1/billing_keys', issueBody(overrides));
  expect(answer.status).toBe(201);
  return answer.body;
}

async function becomes(path: string, expected: object): Promise<void> {
  await expect.poll(async () => (await gateway.get(path)).body, { timeout: 10_000 }).toMatchObject(expected);
}

describe('POST /v1/billing_keys', () => {
  it('with card data gives an active key without the card', async () => {
    const key = await issue({ metadata: { plan: 'basic' } });
    expect(key).toEqual({
      object: 'billing_key',
      id: expect.stringMatching(/^bk_[0-9a-z]{26}$/),
      livemode: false,
      created_at: expect.any(String),
      status: 'active',
      provider: 'iamport',
      channel_id: 'kcp-card',
      channels: [{ channel_id: 'kcp-card', pg: 'kcp', status: 'active', provider: null }],
      issued_by: 'key_in',
      customer: expect.objectContaining(customer),
      card: { company: 'BC카드', masked_number: '411111******1111' },
      next_action: null,
      failure: null,
      deletion: null,
      metadata: { plan: 'basic' },
      issued_at: expect.any(String),
      next_check_at: null,
    });
    expect((await gateway.get(`/v1/billing_keys/${key.id}`)).body).toEqual(key);
  });

  it('in the window waits for the shopper, goes to a PG that has one, and is active after confirm', async () => {
    const key = await issue({ method: { type: 'window' }, return_url: 'https://shop.example/return' });
    expect(key).toMatchObject({
      status: 'requires_action',
      channel_id: 'kcp-billing',
      next_action: { type: 'browser_sdk', call: 'IMP.request_pay', params: { amount: 0 } },
    });
    const { params } = key.next_action;
    expect(params.customer_uid).toBe(params.merchant_uid);
    cards().openWindow?.(params);
    await cards().shopper(params.merchant_uid, 'approve');
    const confirmed = await gateway.post(`/v1/billing_keys/${key.id}/confirm`, {});
    expect(confirmed).toMatchObject({ status: 200, body: { status: 'active', next_action: null } });
    const paid = await gateway.post('/v1/payments', onKey(key.id));
    expect(paid).toMatchObject({ status: 201, body: { status: 'paid', channel_id: 'kcp-billing' } });
  });

  it('of a refused card answers 201 with the failure', async () => {
    const key = await issue({ method: { ...keyInMethod, expiry: '2020-01' } });
    expect(key).toMatchObject({ status: 'failed', failure: { code: 'payment_declined', reason: 'card_expired' } });
  });

  it('whose answer is lost is 504 with the key, and found', async () => {
    cards().faults.inject('billing_key_issue', { kind: 'lose_after' });
    const lost = await gateway.post('/v1/billing_keys', issueBody());
    expect(lost).toMatchObject({ status: 504, body: { code: 'outcome_unknown', resource: { status: 'unknown' } } });
    gateway.simulator.clock.advance(11 * secondMs);
    await becomes(`/v1/billing_keys/${lost.body.resource.id}`, { status: 'active' });
  });

  it('is repeated under its key without a second issue', async () => {
    const before = cards().calls().length;
    const headers = { 'idempotency-key': 'issue-once' };
    const body = issueBody();
    const first = await gateway.post('/v1/billing_keys', body, { headers });
    const again = await gateway.post('/v1/billing_keys', body, { headers });
    expect(again.text).toBe(first.text);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const issues = cards()
      .calls()
      .slice(before)
      .filter(({ operation }) => operation === 'billing_key_issue');
    expect(issues).toHaveLength(1);
  });

  it('on several PGs shows which took it', async () => {
    const key = await issue({ provider_options: { iamport: { channel_group_id: 'channel-group-test' } } });
    expect(key.channels).toMatchObject([
      { channel_id: 'kcp-card', pg: 'kcp', status: 'active' },
      { channel_id: null, pg: 'nice_v2', status: 'failed', provider: { code: 'PG_PROVIDER' } },
    ]);
    expect((await gateway.post('/v1/payments', onKey(key.id))).body.status).toBe('paid');
  });

  it.each([
    [{ method: { type: 'card' } }, 400, 'invalid_request', 'method.type'],
    [{ method: { type: 'window', card_number: '4111' } }, 400, 'invalid_request', 'method.card_number'],
    [{ channel_id: 'nowhere' }, 422, 'no_eligible_channel', 'channel_id'],
    [{ channel_id: 'kcp-card', method: { type: 'window' } }, 422, 'no_eligible_channel', 'channel_id'],
    [
      { provider_options: { iamport: { channel_grp: 'x' } }, channel_id: 'kcp-card' },
      422,
      'channel_requirement',
      'provider_options.iamport.channel_grp',
    ],
  ])('%o is refused with %i %s naming %s', async (overrides, status, code, param) => {
    expect(await gateway.post('/v1/billing_keys', issueBody(overrides))).toMatchObject({
      status,
      body: { code, param },
    });
  });
});

describe('billing keys', () => {
  it('are listed by customer and status, and belong to their merchant and mode', async () => {
    const key = await issue({ customer: { ...customer, id: 'listed' } });
    const list = async (query: string, options = {}) =>
      (await gateway.get(`/v1/billing_keys?${query}`, options)).body.data;
    expect((await list('customer_id=listed')).map(({ id }: { id: string }) => id)).toEqual([key.id]);
    expect(await list('customer_id=listed&status=deleted')).toEqual([]);
    for (const other of [keys.live, keys.otherShop]) {
      expect(await list('customer_id=listed', { key: other })).toEqual([]);
      expect((await gateway.get(`/v1/billing_keys/${key.id}`, { key: other })).status).toBe(404);
      expect((await gateway.call('DELETE', `/v1/billing_keys/${key.id}`, { key: other })).status).toBe(404);
      const charge = await gateway.post('/v1/payments', onKey(key.id), { key: other });
      expect(charge.status).toBe(422);
    }
  });

  it('are charged as payments, which are listed by key', async () => {
    const key = await issue();
    const paid = await gateway.post('/v1/payments', onKey(key.id));
    expect(paid).toMatchObject({
      status: 201,
      body: { status: 'paid', method: { type: 'billing_key', billing_key_id: key.id } },
    });
    cards().decideNext('decline');
    const declined = await gateway.post('/v1/payments', onKey(key.id));
    cards().decideNext('approve');
    expect(declined).toMatchObject({ status: 201, body: { status: 'failed', failure: { reason: 'limit_exceeded' } } });
    const { data } = (await gateway.get(`/v1/payments?billing_key_id=${key.id}`)).body;
    expect(data.map(({ id }: { id: string }) => id)).toEqual([declined.body.id, paid.body.id]);
  });

  it('whose charge is lost are not charged twice', async () => {
    const key = await issue();
    cards().faults.inject('again', { kind: 'lose_after' });
    const lost = await gateway.post('/v1/payments', onKey(key.id));
    expect(lost.status).toBe(504);
    gateway.simulator.clock.advance(11 * secondMs);
    await becomes(`/v1/payments/${lost.body.resource.id}`, { status: 'paid' });
    const reference = lost.body.resource.attempts[0].reference;
    expect(
      cards()
        .books()
        .payments.find((payment) => payment.reference === reference),
    ).toMatchObject({ charges: 1 });
  });

  it('that are deleted are not charged, and tell it', async () => {
    const key = await issue();
    const deleted = await gateway.call(
      'DELETE',
      `/v1/billing_keys/${key.id}?reason=${encodeURIComponent('해지')}&requester=customer`,
    );
    expect(deleted).toMatchObject({
      status: 200,
      body: { status: 'deleted', deletion: { reason: '해지', requester: 'customer', at_provider: 'done' } },
    });
    expect(await gateway.post('/v1/payments', onKey(key.id))).toMatchObject({
      status: 422,
      body: { code: 'billing_key_unusable', param: 'method.billing_key_id', status: 422 },
    });
    const { data } = (await gateway.get(`/v1/events?subject_id=${key.id}`)).body;
    expect(data.map(({ type }: { type: string }) => type)).toEqual(['billing_key.deleted', 'billing_key.issued']);
    expect(data[0].data.object).toMatchObject({ object: 'billing_key', id: key.id, status: 'deleted' });
  });

  it('survive a restart', async () => {
    const key = await issue();
    await gateway.restart();
    expect((await gateway.get(`/v1/billing_keys/${key.id}`)).body).toEqual(key);
    expect((await gateway.post('/v1/payments', onKey(key.id))).body.status).toBe('paid');
  });
});

describe('schedules', () => {
  const at = (ms: number) =>
    new Date(Math.ceil((gateway.simulator.clock.now().getTime() + ms) / 1000) * 1000).toISOString();
  const charge = (ms: number, overrides: object = {}) => ({
    order_id: newOrderId(),
    order_name: 'Monthly',
    amount: 9_900,
    currency: 'KRW',
    scheduled_at: at(ms),
    ...overrides,
  });

  async function schedule(ms = 10 * minuteMs) {
    const key = await issue();
    const answer = await gateway.post('/v1/schedules', { billing_key_id: key.id, ...charge(ms) });
    expect(answer.status).toBe(201);
    return answer.body;
  }

  it('one is handed to the provider, charged by its clock, and booked as a payment', async () => {
    const made = await schedule();
    expect(made).toMatchObject({
      object: 'schedule',
      id: expect.stringMatching(/^sch_/),
      status: 'scheduled',
      driver: 'provider',
      payment_id: null,
      pending_change: null,
    });
    gateway.simulator.clock.advance(12 * minuteMs);
    await becomes(`/v1/schedules/${made.id}`, { status: 'executed' });
    const { payment_id } = (await gateway.get(`/v1/schedules/${made.id}`)).body;
    expect((await gateway.get(`/v1/payments/${payment_id}`)).body).toMatchObject({
      status: 'paid',
      order_id: made.order_id,
      amount_paid: 9_900,
    });
    const { data } = (await gateway.get(`/v1/events?subject_id=${made.id}`)).body;
    expect(data.map(({ type }: { type: string }) => type)).toEqual(['schedule.executed']);
    expect((await gateway.get('/v1/ledger/verify')).body).toMatchObject({ ok: true });
  });

  it('many are made together, moved and canceled', async () => {
    const key = await issue();
    const body = { billing_key_id: key.id, schedules: [charge(10 * minuteMs), charge(20 * minuteMs)] };
    const made = await gateway.post('/v1/schedules', body);
    expect(made).toMatchObject({
      status: 201,
      body: { object: 'list', data: [{ status: 'scheduled' }, { status: 'scheduled' }] },
    });
    const [first] = made.body.data;
    const moved = await gateway.post(`/v1/schedules/${first.id}/reschedule`, { scheduled_at: at(60 * minuteMs) });
    expect(moved).toMatchObject({ status: 200, body: { status: 'scheduled', pending_change: null } });
    const canceled = await gateway.post(`/v1/schedules/${first.id}/cancel`);
    expect(canceled).toMatchObject({ status: 200, body: { status: 'canceled' } });
    const all = await gateway.post('/v1/schedules/cancel', { billing_key_id: key.id });
    expect(all.body.data).toMatchObject([{ id: made.body.data[1].id, status: 'canceled' }]);
    const listed = (await gateway.get(`/v1/schedules?billing_key_id=${key.id}&status=canceled`)).body.data;
    expect(listed).toHaveLength(2);
  });

  it('one that is declined fails, and is retried', async () => {
    const made = await schedule();
    cards().decideNext('decline');
    gateway.simulator.clock.advance(12 * minuteMs);
    await becomes(`/v1/schedules/${made.id}`, { status: 'failed', failure: { reason: 'limit_exceeded' } });
    cards().decideNext('approve');
    const retried = await gateway.post(`/v1/schedules/${made.id}/retry`);
    expect(retried).toMatchObject({ status: 200, body: { status: 'executed' } });
    expect(retried.body.payment_ids).toHaveLength(2);
  });

  it('a cancel that the provider did not answer is 504, and pursued', async () => {
    const made = await schedule(60 * minuteMs);
    cards().faults.inject('unschedule', { kind: 'lose_before' });
    const lost = await gateway.post(`/v1/schedules/${made.id}/cancel`);
    expect(lost).toMatchObject({
      status: 504,
      body: { code: 'outcome_unknown', resource: { status: 'scheduled', pending_change: { type: 'cancel' } } },
    });
    gateway.simulator.clock.advance(11 * secondMs);
    await becomes(`/v1/schedules/${made.id}`, { status: 'canceled', pending_change: null });
  });

  it('belong to their merchant and mode', async () => {
    const made = await schedule();
    for (const key of [keys.live, keys.otherShop]) {
      expect((await gateway.get(`/v1/schedules/${made.id}`, { key })).status).toBe(404);
      for (const action of ['cancel', 'retry'])
        expect((await gateway.post(`/v1/schedules/${made.id}/${action}`, undefined, { key })).status).toBe(404);
    }
  });

  it('whose order is taken, in the past, or asked for in two forms at once are refused', async () => {
    const key = await issue();
    const taken = await gateway.post('/v1/payments', onKey(key.id));
    const post = (body: object) => gateway.post('/v1/schedules', { billing_key_id: key.id, ...body });
    expect(await post(charge(minuteMs, { order_id: taken.body.order_id }))).toMatchObject({
      status: 409,
      body: { code: 'order_id_conflict' },
    });
    expect(await post(charge(-minuteMs))).toMatchObject({ status: 400, body: { param: 'scheduled_at' } });
    expect(await post({ ...charge(minuteMs), schedules: [charge(minuteMs)] })).toMatchObject({ status: 400 });
    expect(await post({ schedules: [charge(minuteMs), charge(-minuteMs)] })).toMatchObject({
      status: 400,
      body: { param: 'schedules.1.scheduled_at' },
    });
    expect(await post({ amount: 100 })).toMatchObject({ status: 400, body: { param: 'order_id' } });
    const nobody = { ...charge(minuteMs), billing_key_id: 'bk_nobody' };
    expect(await post(nobody)).toMatchObject({
      status: 422,
      body: { code: 'billing_key_unusable', param: 'billing_key_id' },
    });
  });
});
