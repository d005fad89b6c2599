import { hourMs, minuteMs } from '@hangil/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { windowPayment } from './support/requests.ts';
import { paidByDeposit, startServiceShop } from './support/service-shop.ts';
import { keys, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startServiceShop();
});
afterAll(() => gateway.close());

const party = { name: '홍길동', phone: '010-1234-5678', address: '서울시 종로구 세종대로 1', postal_code: '03154' };
const delivery = {
  courier: 'cj_logistics',
  tracking_number: '123456789012',
  sent_at: '2026-11-25T01:00:00Z',
  sender: party,
  receiver: party,
};

async function add(overrides: object = {}) {
  const payment = await paidByDeposit(gateway, windowPayment());
  const path = `/v1/payments/${payment.id}/shipments`;
  return { path, payment, answer: await gateway.post(path, { ...delivery, ...overrides }) };
}

async function later(path: string, ms: number) {
  gateway.simulator.clock.advance(ms);
  await expect
    .poll(async () => (await gateway.get(path)).body.status, { timeout: 10_000 })
    .not.toMatch(/unknown|pending/);
  return (await gateway.get(path)).body;
}

it('is added once, shown, listed and changed', async () => {
  const { path, payment, answer } = await add();
  expect(answer).toMatchObject({
    status: 201,
    body: {
      object: 'shipment',
      id: expect.stringMatching(/^shp_/),
      status: 'registered',
      payment_id: payment.id,
      ...delivery,
      sent_at: '2026-11-25T01:00:00.000Z',
    },
  });
  expect((await gateway.post(path, delivery)).status).toBe(409);
  const own = `${path}/${answer.body.id}`;
  expect((await gateway.get(own)).body).toEqual(answer.body);
  const changed = await gateway.call('PATCH', own, { body: { tracking_number: '999999999999', courier: 'hanjin' } });
  expect(changed).toMatchObject({
    status: 200,
    body: { status: 'registered', tracking_number: '999999999999', courier: 'hanjin' },
  });
  expect((await gateway.get(path)).body.data).toEqual([changed.body]);
});

it('is found by asking when the answer was lost, and not sent twice', async () => {
  gateway.simulator.fakes.iamport.faults.inject('delivery_add', { kind: 'lose_after' });
  const { path, answer } = await add();
  expect(answer.status).toBe(504);
  expect((await gateway.post(path, delivery)).status).toBe(409);
  expect(await later(`${path}/${answer.body.resource.id}`, minuteMs)).toMatchObject({ status: 'registered' });
});

it('is as before when a change got lost on its way', async () => {
  const { path, answer } = await add();
  const own = `${path}/${answer.body.id}`;
  gateway.simulator.fakes.iamport.faults.inject('delivery_change', { kind: 'lose_before' });
  expect((await gateway.call('PATCH', own, { body: { tracking_number: '777777777777' } })).status).toBe(504);
  expect(await later(own, hourMs)).toMatchObject({ status: 'registered', tracking_number: '123456789012' });
});

it('stays unknown when nothing that the provider shows tells of a lost change, and takes the change again', async () => {
  const { path, answer } = await add();
  const own = `${path}/${answer.body.id}`;
  const moved = { receiver: { ...party, address: '부산시 중구 1' } };
  gateway.simulator.fakes.iamport.faults.inject('delivery_change', { kind: 'lose_before' });
  expect((await gateway.call('PATCH', own, { body: moved })).status).toBe(504);
  gateway.simulator.clock.advance(hourMs);
  const reads = () =>
    gateway.simulator.fakes.iamport.calls().filter(({ operation }) => operation === 'delivery_read').length;
  const before = reads();
  await expect.poll(reads, { timeout: 10_000 }).toBeGreaterThan(before);
  expect((await gateway.get(own)).body.status).toBe('unknown');
  expect((await gateway.call('PATCH', own, { body: moved })).body).toMatchObject({ status: 'registered', ...moved });
});

it('is refused before payment, of others, and with a courier that is none', async () => {
  const open = (await gateway.post('/v1/payments', windowPayment())).body;
  expect((await gateway.post(`/v1/payments/${open.id}/shipments`, delivery)).status).toBe(409);
  const { path } = await add();
  for (const key of [keys.otherShop, keys.live]) {
    expect((await gateway.get(path, { key })).status).toBe(404);
    expect((await gateway.post(path, delivery, { key })).status).toBe(404);
  }
  expect(await gateway.post(path, { ...delivery, courier: 'pigeon' })).toMatchObject({
    status: 400,
    body: { param: 'courier' },
  });
});
