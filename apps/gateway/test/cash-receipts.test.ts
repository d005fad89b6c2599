import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hourMs, minuteMs } from '@hangil/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyInPayment, newOrderId, windowPayment } from './support/requests.ts';
import { paidByDeposit, startServiceShop } from './support/service-shop.ts';
import { keys, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startServiceShop();
});
afterAll(() => gateway.close());

const phone = { type: 'phone', number: '010-9753-1864' };

function outsideSale(overrides: object = {}) {
  return { order_id: newOrderId(), order_name: '김밥', amount: 11_000, identifier: phone, ...overrides };
}

function issue(body: object, headers: Record<string, string> = {}) {
  return gateway.post('/v1/cash_receipts', body, { headers });
}

function issued(): number {
  return gateway.simulator.fakes.iamport.calls().filter(({ operation }) => operation === 'receipt_issue').length;
}

describe('of a payment', () => {
  it('is issued for what is left after a partial refund, shown, listed, and canceled once', async () => {
    const payment = await paidByDeposit(gateway, windowPayment());
    const account = { bank_code: '004', account_number: '110123456789', holder_name: '홍길동' };
    await gateway.post(`/v1/payments/${payment.id}/refunds`, { amount: 3_000, refund_account: account });
    const created = await issue({ payment_id: payment.id, identifier: phone });
    expect(created).toMatchObject({
      status: 201,
      body: {
        object: 'cash_receipt',
        id: expect.stringMatching(/^cr_/),
        status: 'issued',
        payment_id: payment.id,
        amount: 7_000,
        currency: 'KRW',
        type: 'person',
        identifier: { type: 'phone', masked_number: '*******1864' },
        approval_number: expect.any(String),
        receipt_url: expect.any(String),
      },
    });
    const { id } = created.body;
    expect((await gateway.get(`/v1/cash_receipts/${id}`)).body).toEqual(created.body);
    expect((await gateway.get(`/v1/cash_receipts?payment_id=${payment.id}`)).body.data).toEqual([created.body]);
    const events = (await gateway.get('/v1/events?type=cash_receipt.issued')).body.data;
    expect(events[0].data.object).toEqual(created.body);

    const canceled = await gateway.post(`/v1/cash_receipts/${id}/cancel`);
    expect(canceled).toMatchObject({ status: 200, body: { status: 'canceled', canceled_at: expect.any(String) } });
    expect(await gateway.post(`/v1/cash_receipts/${id}/cancel`)).toMatchObject({ status: 409 });
  });

  it('is never issued twice, also by twenty requests at once, and again only after it was canceled', async () => {
    const payment = await paidByDeposit(gateway, windowPayment());
    const before = issued();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => issue({ payment_id: payment.id, identifier: phone })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
    expect(issued() - before).toBe(1);
    const [first] = answers.filter(({ status }) => status === 201);
    await gateway.post(`/v1/cash_receipts/${first?.body.id}/cancel`);
    expect((await issue({ payment_id: payment.id, identifier: phone, type: 'company' })).body).toMatchObject({
      status: 'issued',
      type: 'company',
    });
  });

  it('is refused for more than was paid, for less than this provider can do, for cards, and before payment', async () => {
    const payment = await paidByDeposit(gateway, windowPayment());
    const card = (await gateway.post('/v1/payments', keyInPayment())).body;
    const open = (await gateway.post('/v1/payments', windowPayment())).body;
    const asked = (payment_id: string, more: object = {}) => issue({ payment_id, identifier: phone, ...more });
    expect(await asked(payment.id, { amount: 10_001 })).toMatchObject({
      status: 409,
      body: { code: 'cash_receipt_amount_exceeded', amount_left: 10_000 },
    });
    expect(await asked(payment.id, { amount: 9_999 })).toMatchObject({
      status: 422,
      body: { code: 'channel_requirement', param: 'amount' },
    });
    for (const id of [card.id, open.id]) {
      expect(await asked(id)).toMatchObject({ status: 409, body: { code: 'state_conflict' } });
    }
    expect((await asked('pay_00000000000000000000000000')).status).toBe(404);
  });
});

describe('of a sale outside', () => {
  it('is issued once for each order, and under its key', async () => {
    const sale = outsideSale({ type: 'company', identifier: { type: 'business_number', number: '123-45-67890' } });
    const first = await issue(sale, { 'idempotency-key': 'sale-1' });
    expect(first.body).toMatchObject({
      status: 'issued',
      order_id: sale.order_id,
      payment_id: null,
      channel_id: 'kcp',
    });
    const again = await issue(sale, { 'idempotency-key': 'sale-1' });
    expect(again.text).toBe(first.text);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await issue(sale)).status).toBe(409);
  });

  it('names what is missing or does not belong', async () => {
    expect(await issue({ order_id: 'A', identifier: phone })).toMatchObject({
      status: 400,
      body: { errors: [{ param: 'order_name' }, { param: 'amount' }] },
    });
    expect(await issue({ payment_id: 'pay_1', channel_id: 'kcp', identifier: phone })).toMatchObject({
      status: 400,
      body: { param: 'channel_id' },
    });
    expect(await issue(outsideSale({ identifier: { type: 'phone', number: '1234567890123' } }))).toMatchObject({
      status: 400,
      body: { param: 'identifier.number' },
    });
  });

  it('is not offered where no provider has cash receipts', async () => {
    expect(await gateway.post('/v1/cash_receipts', outsideSale(), { key: keys.otherShop })).toMatchObject({
      status: 422,
      body: { code: 'service_not_supported' },
    });
  });

  it('does not exist for others', async () => {
    const { body } = await issue(outsideSale());
    for (const key of [keys.otherShop, keys.live]) {
      expect((await gateway.get(`/v1/cash_receipts/${body.id}`, { key })).status).toBe(404);
      expect((await gateway.post(`/v1/cash_receipts/${body.id}/cancel`, {}, { key })).status).toBe(404);
    }
  });
});

describe('when the provider’s answer is lost', () => {
  const lose = (operation: string, kind: 'lose_before' | 'lose_after') =>
    gateway.simulator.fakes.iamport.faults.inject(operation, { kind });

  async function later(id: string, ms: number) {
    gateway.simulator.clock.advance(ms);
    await expect
      .poll(async () => (await gateway.get(`/v1/cash_receipts/${id}`)).body.status, { timeout: 10_000 })
      .not.toMatch(/unknown|pending/);
    return (await gateway.get(`/v1/cash_receipts/${id}`)).body;
  }

  it('and it was issued, that is found by asking', async () => {
    lose('receipt_issue', 'lose_after');
    const before = issued();
    const lost = await issue(outsideSale());
    expect(lost).toMatchObject({ status: 504, body: { code: 'outcome_unknown', resource: { status: 'unknown' } } });
    expect(await later(lost.body.resource.id, minuteMs)).toMatchObject({ status: 'issued', amount: 11_000 });
    expect(issued() - before).toBe(1);
  });

  it('and it was not, it fails only when that is proven, and may be asked for again', async () => {
    const sale = outsideSale();
    lose('receipt_issue', 'lose_before');
    const lost = await issue(sale);
    expect(lost.body.resource.status).toBe('unknown');
    expect((await issue(sale)).status).toBe(409);
    expect(await later(lost.body.resource.id, hourMs)).toMatchObject({ status: 'failed' });
    expect((await issue(sale)).body.status).toBe('issued');
  });

  it('of a cancel that was done, it ends canceled', async () => {
    const { body } = await issue(outsideSale());
    lose('receipt_cancel', 'lose_after');
    expect((await gateway.post(`/v1/cash_receipts/${body.id}/cancel`)).status).toBe(504);
    expect(await later(body.id, minuteMs)).toMatchObject({ status: 'canceled' });
  });

  it('of a cancel that was not done, it stands and can be canceled', async () => {
    const { body } = await issue(outsideSale());
    lose('receipt_cancel', 'lose_before');
    await gateway.post(`/v1/cash_receipts/${body.id}/cancel`);
    expect(await later(body.id, hourMs)).toMatchObject({ status: 'issued' });
    expect((await gateway.post(`/v1/cash_receipts/${body.id}/cancel`)).body.status).toBe('canceled');
  });
});

it('whose receipt it is stands in no file, log line or answer, also when the provider repeats it', async () => {
  const secret = '01055512398';
  const resident = '7003142468135';
  const answers = [
    await issue(outsideSale({ identifier: { type: 'phone', number: secret } }), { 'idempotency-key': 'secret' }),
    await issue(outsideSale({ identifier: { type: 'resident_number', number: resident } })),
  ];
  const twice = outsideSale({ identifier: { type: 'phone', number: secret } });
  gateway.simulator.fakes.iamport.faults.inject('receipt_issue', {
    kind: 'garbage',
    body: JSON.stringify({ code: -1, message: `발급번호 오류 ${secret}`, response: null }),
  });
  answers.push(await issue(twice));
  expect(answers.map(({ body }) => body.status)).toEqual(['issued', 'issued', 'failed']);
  const files = readdirSync(join(gateway.directory, 'data')).map((name) =>
    readFileSync(join(gateway.directory, 'data', name), 'latin1'),
  );
  for (const text of [...files, gateway.logText(), ...answers.map((answer) => answer.text)]) {
    expect(text.includes(secret)).toBe(false);
    expect(text.includes(resident.slice(0, 6))).toBe(false);
  }
});
