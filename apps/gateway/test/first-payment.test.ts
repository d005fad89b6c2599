import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bankPayout, customer, keyInPayment, windowPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

describe("a card payment through i'mport's window", () => {
  it('is opened, paid by the shopper, settled, refunded in part and stands in the ledger', async () => {
    const opened = await gateway.post('/v1/payments', windowPayment({ customer, metadata: { cart: '7' } }));
    expect(opened.status).toBe(201);
    expect(opened.body).toMatchObject({
      object: 'payment',
      status: 'requires_action',
      livemode: false,
      amount: 10_000,
      provider: 'iamport',
      channel_id: 'kcp-card',
      metadata: { cart: '7' },
      next_action: { type: 'browser_sdk', call: 'IMP.request_pay', init: { user_code: 'imp00000000' } },
    });

    await gateway.simulator.fakes.iamport.shopper(opened.body.next_action.params.merchant_uid, 'approve');
    const settled = await gateway.post(`/v1/payments/${opened.body.id}/confirm`, {});
    expect(settled.status).toBe(200);
    expect(settled.body).toMatchObject({ status: 'paid', amount_paid: 10_000, amount_refundable: 10_000 });

    const refund = await gateway.post(`/v1/payments/${opened.body.id}/refunds`, {
      amount: 4_000,
      reason: 'too small',
      requester: 'customer',
      expected_refundable: 10_000,
    });
    expect(refund.status).toBe(201);
    expect(refund.body).toMatchObject({
      object: 'refund',
      status: 'succeeded',
      amount: 4_000,
      payment_id: opened.body.id,
    });
    expect((await gateway.get(`/v1/refunds/${refund.body.id}`)).body).toEqual(refund.body);
    expect((await gateway.get(`/v1/refunds?payment_id=${opened.body.id}`)).body.data).toEqual([refund.body]);
    expect((await gateway.get(`/v1/payments/${opened.body.id}`)).body).toMatchObject({
      status: 'partially_refunded',
      amount_refunded: 4_000,
      amount_refundable: 6_000,
    });

    const entries = await gateway.get(`/v1/ledger/journal_entries?payment_id=${opened.body.id}`);
    expect(entries.body.data.map(({ kind }: { kind: string }) => kind)).toEqual([
      'refund_success',
      'refund_request',
      'sale',
    ]);
    const code = 'asset:pg:iamport:kcp-card';
    const balance = await gateway.get(`/v1/ledger/accounts/${code}/balance`);
    expect(balance.body).toMatchObject({
      account: code,
      data: [{ currency: 'KRW', debit: 10_000, credit: 4_000, balance: 6_000 }],
    });
    expect((await gateway.get(`/v1/ledger/accounts/${encodeURIComponent(code)}/balance`)).body).toEqual(balance.body);
    const postings = await gateway.get(`/v1/ledger/accounts/${code}/postings`);
    expect(postings.body.data).toMatchObject([
      { side: 'credit', amount: 4_000 },
      { side: 'debit', amount: 10_000 },
    ]);
  });

  it('explains itself: every step, and why this channel', async () => {
    const { body } = await gateway.post('/v1/payments', windowPayment());
    const timeline = await gateway.get(`/v1/payments/${body.id}/timeline`);
    expect(timeline.body.data[0]).toMatchObject({ object: 'timeline_step', type: 'payment.created' });
    const routing = await gateway.get(`/v1/payments/${body.id}/routing`);
    expect(routing.body).toMatchObject({
      object: 'routing_decision',
      channels: ['kcp-card'],
      trace: { inputs: { method: 'card', currency: 'KRW', amount: 10_000 } },
    });
    const kakao = routing.body.trace.candidates.find(
      ({ channel_id }: { channel_id: string }) => channel_id === 'kakao',
    );
    expect(kakao).toMatchObject({ eligible: false, reasons: [{ code: 'method_not_offered' }] });
  });

  it('ends when it is canceled before money moved', async () => {
    const { body } = await gateway.post('/v1/payments', windowPayment());
    const canceled = await gateway.post(`/v1/payments/${body.id}/cancel`, {});
    expect(canceled).toMatchObject({ status: 200, body: { status: 'canceled' } });
  });
});

describe('a charge without a shopper', () => {
  it('keeps no more of the card than its mask', async () => {
    const { status, body } = await gateway.post('/v1/payments', keyInPayment());
    expect(status).toBe(201);
    expect(body.status).toBe('paid');
    expect(body.method.masked_number).toMatch(/^\d{6}\*+\d{1,4}$/);
  });

  it('that the issuer declines is an ordinary answer', async () => {
    gateway.simulator.fakes.iamport.decideNext('decline');
    const { status, body } = await gateway.post('/v1/payments', keyInPayment());
    gateway.simulator.fakes.iamport.decideNext('approve');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'failed',
      failure: { code: 'payment_declined', message_ko: expect.any(String) },
    });
  });
});

describe('ECommPay', () => {
  it('takes a bank transfer by redirect, and gives it back with a payout because it cannot refund', async () => {
    const payment = await gateway.post(
      '/v1/payments',
      windowPayment({
        method: { type: 'bank_transfer' },
        amount: 50_000,
        customer,
        return_url: 'https://shop.example/return',
      }),
    );
    expect(payment).toMatchObject({ status: 201, body: { provider: 'ecommpay' } });
    const waiting = await gateway.post(`/v1/payments/${payment.body.id}/sync`, {});
    expect(waiting.body).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect' } });
    await gateway.simulator.fakes.ecommpay.shopper(payment.body.attempts[0].reference, 'approve');
    const paid = await gateway.post(`/v1/payments/${payment.body.id}/sync`, {});
    expect(paid.body.status).toBe('paid');

    const refused = await gateway.post(`/v1/payments/${payment.body.id}/refunds`, {
      reason: 'none',
      requester: 'admin',
    });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: 'refund_not_supported',
      alternatives: [{ type: 'payout', refunds_payment_id: payment.body.id }],
    });

    const payout = await gateway.post(
      '/v1/payouts',
      bankPayout({ amount: 50_000, refunds_payment_id: payment.body.id }),
    );
    expect(payout.status).toBe(201);
    expect(payout.body).toMatchObject({ object: 'payout', provider: 'ecommpay', refunds_payment_id: payment.body.id });
    const synced = await gateway.post(`/v1/payouts/${payout.body.id}/sync`, {});
    expect(synced.body.status).toBe('succeeded');
    const masked = { ...synced.body.destination, account_number: '********9012' };
    expect((await gateway.get(`/v1/payouts?reference=${payout.body.reference}`)).body.data).toEqual([
      { ...synced.body, destination: masked },
    ]);
    expect((await gateway.post(`/v1/payouts/${payout.body.id}/cancel`, {})).body.code).toBe('state_conflict');
  });
});

describe('the book', () => {
  it('balances and proves itself after all of this', async () => {
    const trial = await gateway.get('/v1/ledger/trial_balance');
    const [krw] = trial.body.totals;
    expect(krw.debit).toBe(krw.credit);
    expect(krw.debit).toBeGreaterThan(0);
    const pending = await gateway.get('/v1/ledger/trial_balance?layer=pending&at=2030-01-01T00:00:00Z');
    expect(pending.body).toMatchObject({ object: 'trial_balance', layer: 'pending', at: '2030-01-01T00:00:00.000Z' });
    const before = await gateway.get('/v1/ledger/trial_balance?at=2020-01-01T00:00:00%2B09:00');
    expect(before.body).toMatchObject({ data: [], totals: [] });
    expect((await gateway.get('/v1/ledger/verify')).body).toMatchObject({
      object: 'ledger_verification',
      ok: true,
      problems: [],
    });
    const accounts = await gateway.get('/v1/ledger/accounts');
    expect(accounts.body.data).toContainEqual(
      expect.objectContaining({ code: 'liab:merchant:demo:pending', normal_side: 'credit' }),
    );
  });

  it('has nothing for a person to look at', async () => {
    expect((await gateway.get('/v1/cases?status=open')).body).toEqual({
      object: 'list',
      data: [],
      has_more: false,
      next_cursor: null,
    });
  });
});
