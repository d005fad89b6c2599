import { join } from 'node:path';
import { minuteMs, secondMs } from '@hangil/core';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bankPayout, customer, keyInPayment, windowPayment } from './support/requests.ts';
import { type Answer, startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  gateway.simulator.registerNoticeUrl('iamport', `${gateway.url()}/webhooks/iamport/iamport-main`);
  gateway.simulator.registerNoticeUrl('ecommpay', `${gateway.url()}/webhooks/ecommpay/ecommpay-kr`);
});
afterAll(() => gateway.close());

const cards = () => gateway.simulator.fakes.iamport;
const banks = () => gateway.simulator.fakes.ecommpay;
const referenceOf = ({ body }: Answer): string => body.attempts[0].reference;
const bankTransfer = () =>
  windowPayment({ method: { type: 'bank_transfer' }, amount: 20_000, customer, return_url: 'https://shop.example/' });

/** Waits until the object at a path looks like this; jobs run within a second of their time. */
async function becomes(path: string, expected: object): Promise<void> {
  await expect.poll(async () => (await gateway.get(path)).body, { timeout: 10_000 }).toMatchObject(expected);
}

async function booksAreRight(): Promise<void> {
  expect((await gateway.get('/v1/ledger/verify')).body).toMatchObject({ ok: true, problems: [] });
}

describe('refunds', () => {
  it('fifty of 60 on 100 at once: one succeeds, the provider hears one cancel', async () => {
    const paid = await gateway.post('/v1/payments', keyInPayment({ amount: 100 }));
    const before = cards().calls().length;
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => gateway.post(`/v1/payments/${paid.body.id}/refunds`, { amount: 60 })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(
      new Set(answers.filter(({ status }) => status !== 201).map(({ status, body }) => `${status} ${body.code}`)),
    ).toEqual(new Set(['409 refundable_amount_exceeded']));
    const cancels = cards()
      .calls()
      .slice(before)
      .filter(({ operation }) => operation === 'cancel');
    expect(cancels).toHaveLength(1);
    await booksAreRight();
  });

  it('that are lost after the money moved are found, and made once', async () => {
    const paid = await gateway.post('/v1/payments', keyInPayment());
    cards().faults.inject('cancel', { kind: 'lose_after' });
    const refund = await gateway.post(`/v1/payments/${paid.body.id}/refunds`, { amount: 4_000 });
    expect(refund).toMatchObject({ status: 504, body: { code: 'outcome_unknown', resource: { status: 'unknown' } } });
    gateway.simulator.clock.advance(11 * secondMs);
    await becomes(`/v1/refunds/${refund.body.resource.id}`, { status: 'succeeded' });
    const truth = cards()
      .books()
      .payments.find(({ reference }) => reference === referenceOf(paid));
    expect(truth).toMatchObject({ returnedMinor: 4_000 });
    await booksAreRight();
  });
});

describe('a charge whose answer is lost', () => {
  it('after the money moved is unknown, then paid; the provider has charged once', async () => {
    cards().faults.inject('onetime', { kind: 'lose_after' });
    const lost = await gateway.post('/v1/payments', keyInPayment());
    expect(lost).toMatchObject({ status: 504, body: { code: 'outcome_unknown', resource: { status: 'unknown' } } });
    gateway.simulator.clock.advance(11 * secondMs);
    await becomes(`/v1/payments/${lost.body.resource.id}`, { status: 'paid' });
    const [reference] = lost.body.resource.attempts.map((attempt: { reference: string }) => attempt.reference);
    expect(
      cards()
        .books()
        .payments.find((payment) => payment.reference === reference),
    ).toMatchObject({ charges: 1 });
    await booksAreRight();
  });

  it('before acting fails once that is proven, and the order may be tried again', async () => {
    const order = keyInPayment();
    cards().faults.inject('onetime', { kind: 'lose_before' });
    const lost = await gateway.post('/v1/payments', order);
    expect(lost.status).toBe(504);
    for (let step = 0; step < 3; step += 1) {
      gateway.simulator.clock.advance(minuteMs);
      await gateway.post(`/v1/payments/${lost.body.resource.id}/sync`);
    }
    await becomes(`/v1/payments/${lost.body.resource.id}`, { status: 'failed', failure: { retry: 'safe' } });
    expect(await gateway.post('/v1/payments', order)).toMatchObject({ status: 201, body: { status: 'paid' } });
  });
});

describe('a payout whose answer is lost', () => {
  it('after the money left is never sent again and ends as succeeded', async () => {
    banks().faults.inject('payout', { kind: 'lose_after' });
    banks().notices.mute(true);
    const lost = await gateway.post('/v1/payouts', bankPayout());
    banks().notices.mute(false);
    expect(lost).toMatchObject({ status: 504, body: { resource: { status: 'unknown' } } });
    gateway.simulator.clock.advance(11 * secondMs);
    await becomes(`/v1/payouts/${lost.body.resource.id}`, { status: 'succeeded' });
    expect(
      banks()
        .books()
        .payouts.map(({ transfers }) => transfers),
    ).toEqual([1]);
    await booksAreRight();
  });
});

describe('what a provider reports differently', () => {
  const distortions = [
    ['amount', { amountMinor: 9_000 }],
    ['currency', { currency: 'USD' }],
    ['order', { reference: 'op00000000000000000000000000' }],
  ] as const;

  it.each(distortions)('(%s) by i’mport is quarantined and never paid', async (_what, distortion) => {
    const opened = await gateway.post('/v1/payments', windowPayment());
    cards().notices.mute(true);
    await cards().shopper(referenceOf(opened), 'approve');
    cards().notices.mute(false);
    cards().distort(referenceOf(opened), distortion);
    const confirmed = await gateway.post(`/v1/payments/${opened.body.id}/confirm`);
    expect(confirmed).toMatchObject({ status: 200, body: { status: 'quarantined', amount_paid: 0 } });
    const { body } = await gateway.get(`/v1/ledger/journal_entries?payment_id=${opened.body.id}`);
    expect(body.data.map(({ lines }: { lines: { account: string }[] }) => lines.map(({ account }) => account))).toEqual(
      [['asset:pg:iamport:kcp-card', 'suspense:iamport:kcp-card']],
    );
  });

  it('by an ECommPay callback is quarantined too', async () => {
    const opened = await gateway.post('/v1/payments', bankTransfer());
    await becomes(`/v1/payments/${opened.body.id}`, { status: 'requires_action', next_action: { type: 'redirect' } });
    banks().distort(referenceOf(opened), { amountMinor: 19_000 });
    await banks().shopper(referenceOf(opened), 'approve');
    await becomes(`/v1/payments/${opened.body.id}`, { status: 'quarantined', amount_paid: 0 });
  });

  it('is not what an invented provider id does: that changes nothing', async () => {
    const opened = await gateway.post('/v1/payments', windowPayment());
    const other = await gateway.post('/v1/payments', keyInPayment());
    for (const id of ['imp_000000000000', other.body.provider_payment_id]) {
      const answer = await gateway.post(`/v1/payments/${opened.body.id}/confirm`, { provider_payment_id: id });
      expect(answer).toMatchObject({ status: 422, body: { code: 'provider_payment_mismatch' } });
    }
    expect((await gateway.get(`/v1/payments/${opened.body.id}`)).text).toBe(opened.text);
  });
});

describe('the callbacks of one payment', () => {
  async function endOf(order: readonly number[]): Promise<string> {
    banks().notices.hold();
    const opened = await gateway.post('/v1/payments', bankTransfer());
    await expect.poll(() => banks().notices.held().length).toBe(1);
    await banks().shopper(referenceOf(opened), 'approve');
    expect(banks().notices.held()).toHaveLength(2);
    const sent = await banks().notices.release(order);
    expect(sent.every(({ answeredWith }) => answeredWith === 200)).toBe(true);
    await becomes(`/v1/payments/${opened.body.id}`, { status: 'paid' });
    const { body: payment } = await gateway.get(`/v1/payments/${opened.body.id}`);
    const { body: journal } = await gateway.get(`/v1/ledger/journal_entries?payment_id=${opened.body.id}`);
    return JSON.stringify([
      payment.status,
      payment.amount_paid,
      payment.next_action,
      journal.data.map(({ kind, lines }: { kind: string; lines: object[] }) => [kind, lines]),
    ]);
  }

  it('in any order and any number of copies end in one state and one journal', async () => {
    const ends = new Set<string>();
    for (const order of [
      [0, 1],
      [1, 0],
      [1],
      [0, 0, 1, 1],
      [1, 1, 0, 0],
      [0, 1, 0, 1],
      [1, 0, 1, 0],
      [0, 1, 1, 0],
      [1, 0, 0, 1],
    ]) {
      ends.add(await endOf(order));
    }
    expect(ends.size).toBe(1);
    await booksAreRight();
  });
});

describe('while a provider is being called', () => {
  it('no transaction is held: the file takes another writer, and other payments go through', async () => {
    cards().faults.inject('onetime', { kind: 'hold_before' });
    const waiting = gateway.post('/v1/payments', keyInPayment());
    await cards().faults.whenHeld();
    const file = new Database(join(gateway.directory, 'data', 'hangil.db'), { timeout: 0 });
    file.exec('BEGIN IMMEDIATE; ROLLBACK');
    file.close();
    expect((await gateway.post('/v1/payments', keyInPayment())).body.status).toBe('paid');
    cards().faults.releaseHeld();
    expect((await waiting).body.status).toBe('paid');
  });
});
