import type { PaymentAtProvider } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { booked, channelId, openStage, paymentRequest, type Stage } from './stage.ts';

/** A payment in the window of a PG, approved. */
async function paidAt(
  pg: string,
  channelKey: string | null = null,
): Promise<{ stage: Stage; payment: PaymentAtProvider }> {
  const settings = { pg, ...(channelKey === null ? {} : { channel_key: channelKey }) };
  const stage = await openStage({ channels: [{ id: channelId, methods: ['card'], settings }] });
  const request = paymentRequest();
  await stage.provider.payments.start(request, {});
  await fetch(`${stage.fakeUrl}/window/iamport?request=${encodeURIComponent(windowOf(request.reference, pg))}`);
  await stage.fake.shopper(request.reference, 'approve');
  const providerPaymentId = booked(stage, request.reference)?.providerPaymentId ?? null;
  const payment = {
    channelId,
    reference: request.reference,
    providerPaymentId,
    methodType: 'card',
    amount: request.amount,
  };
  return { stage, payment };
}

function windowOf(merchant_uid: string, pg: string): string {
  return JSON.stringify({ merchant_uid, pg, amount: 10_000, pay_method: 'card', name: '양말' });
}

function run({ provider }: Stage, payment: PaymentAtProvider, name: string, input: object = {}) {
  const request = { name, payment, gateway: null, input: { ...input } };
  const problem = provider.actions?.check(request) ?? null;
  if (problem !== null) throw new Error(`${problem.param}: ${problem.detail}`);
  return provider.actions?.run(request, {});
}

function states(result: unknown): string[] {
  return (result as { product_order_status: string }[]).map((order) => order.product_order_status);
}

describe('product orders of Naver Pay', () => {
  it('are all moved, only some of them, or none, and that is told apart', async () => {
    const { stage, payment } = await paidAt('naverco');
    const read = await run(stage, payment, 'naver_product_orders');
    const ids =
      read?.kind === 'done' ? (read.result as { product_order_id: string }[]).map((each) => each.product_order_id) : [];
    expect(ids).toHaveLength(2);

    const shipment = {
      delivery_method: 'DELIVERY',
      dispatched_at: 1_772_600_000,
      delivery_company: 'CJGLS',
      tracking_number: '1',
    };
    expect(await run(stage, payment, 'naver_ship', { ...shipment, product_order_id: [ids[0]] })).toMatchObject({
      kind: 'done',
      complete: true,
      result: [{ product_order_id: ids[0], product_order_status: 'DELIVERING' }],
    });
    const some = await run(stage, payment, 'naver_cancel', { reason: 'SOLD_OUT' });
    expect(some).toMatchObject({ kind: 'done', complete: false, result: [{ product_order_id: ids[1] }] });
    // None of them is answered with 500, which a breakdown is, too: only a look can tell.
    expect(await run(stage, payment, 'naver_cancel')).toMatchObject({ kind: 'unknown' });
  });

  it('that are canceled give money back, which the next look finds', async () => {
    const { stage, payment } = await paidAt('naverco');
    const done = await run(stage, payment, 'naver_cancel');
    expect(states(done?.kind === 'done' ? done.result : [])).toEqual(['CANCELED', 'CANCELED']);
    expect(await stage.provider.payments.inquire(payment, {})).toMatchObject({
      kind: 'succeeded',
      returnedMinor: 10_000,
    });
  });

  it('are shown without what tells who the shopper is', async () => {
    const { stage, payment } = await paidAt('naverco');
    expect(JSON.stringify(await run(stage, payment, 'naver_product_orders'))).not.toContain('01012345678');
  });

  it('are of unknown state when the answer is lost, and nothing is sent twice', async () => {
    const { stage, payment } = await paidAt('naverco');
    stage.fake.faults.inject('action', { kind: 'lose_after' });
    expect(await run(stage, payment, 'naver_place')).toMatchObject({ kind: 'unknown' });
    expect(stage.fake.calls().filter(({ operation }) => operation === 'action')).toHaveLength(1);
  });
});

describe('what other PGs have', () => {
  it.each<[string, string, object, object]>([
    ['naverpay', 'naver_points', {}, { result: null }],
    ['naverpay', 'naver_confirm', { requester: 'admin' }, { result: null }],
    ['naverpay', 'naver_cash_amount', {}, { result: { amount_total: 10_000, amount_vat: 909 } }],
    ['payco', 'payco_order_status', { status: 'DELIVERY_START' }, { result: { status: 'DELIVERY_START' } }],
    ['payco', 'payco_balance', {}, { result: { amount: 10_000, primary: { vat: 909 } } }],
    [
      'html5_inicis',
      'partner_slips',
      { slips: [{ business_registration_number: '1234567890', company_name: '파트너', amount: 100 }] },
      { result: { receipt_url: 'https://receipt.example/partners' } },
    ],
    [
      'kcp_quick',
      'kcp_quick_delete_member',
      { member_id: 'm', site_code: 's', partner_type: 'p', partner_subtype: 'q' },
      { result: null },
    ],
    ['kcp_quick', 'kcp_quick_delete_autopay', { customer_uid: 'u' }, { result: null }],
  ])('%s: %s', async (pg, name, input, expected) => {
    const { stage, payment } = await paidAt(pg);
    expect(await run(stage, payment, name, input)).toMatchObject({ kind: 'done', complete: true, ...expected });
  });

  it('Paymentwall hears of a delivery, and QuickPay turns biometrics off with a channel key', async () => {
    const delivery = {
      type: 'physical',
      status: 'delivered',
      estimated_delivery_datetime: 1_772_600_000,
      estimated_update_datetime: 1_772_600_000,
      refundable: 'yes',
      shipping_address_email: 'do@example.com',
    };
    const wall = await paidAt('paymentwall');
    expect(await run(wall.stage, wall.payment, 'report_delivery', delivery)).toMatchObject({ kind: 'done' });

    const quick = await paidAt('kcp_quick', 'channel-key-1');
    expect(await run(quick.stage, quick.payment, 'kcp_quick_release_biometrics', { member_id: 'm' })).toMatchObject({
      kind: 'done',
    });
  });

  it('a registration with prepaid money is made once, and can be changed', async () => {
    const { stage, payment } = await paidAt('kcp_quick');
    const input = { btid: 'b1', cust_ip: '198.51.100.7', code_verifier: 'v' };
    expect(await run(stage, payment, 'kcp_quick_change_prepare', input)).toMatchObject({ kind: 'declined' });
    expect(await run(stage, payment, 'kcp_quick_prepare', input)).toMatchObject({ kind: 'done' });
    expect(await run(stage, payment, 'kcp_quick_prepare', input)).toMatchObject({ kind: 'declined' });
    expect(await run(stage, payment, 'kcp_quick_change_prepare', input)).toMatchObject({ kind: 'done' });
  });

  it('is declined at another PG', async () => {
    const { stage, payment } = await paidAt('kcp');
    expect(await run(stage, payment, 'payco_balance')).toMatchObject({ kind: 'declined' });
  });
});

describe('what is wrong with an action', () => {
  it.each<[string, string, object, Partial<PaymentAtProvider>]>([
    ['input.status', 'payco_order_status', { status: 'DONE' }, {}],
    ['input.stauts', 'payco_order_status', { status: 'CANCELED', stauts: 1 }, {}],
    ['input.memo', 'naver_reject_return', {}, {}],
    [
      'input.slips.0.amount',
      'partner_slips',
      { slips: [{ business_registration_number: '1234567890', company_name: 'x', amount: 0.5 }] },
      {},
    ],
    [
      'input.delivery_company',
      'naver_ship',
      { delivery_method: 'DELIVERY', dispatched_at: 1, delivery_company: 'ME' },
      {},
    ],
    ['id', 'naver_points', {}, { providerPaymentId: null }],
    ['channel_id', 'kcp_quick_release_biometrics', { member_id: 'm' }, {}],
  ])('is told before anything is sent: %s', async (param, name, input, changes) => {
    const { stage, payment } = await paidAt('kcp');
    const calls = stage.fake.calls().length;
    const request = { name, payment: { ...payment, ...changes }, gateway: null, input: { ...input } };
    expect(stage.provider.actions?.check(request)?.param).toBe(param);
    expect(await stage.provider.actions?.run(request, {})).toMatchObject({ kind: 'not_created' });
    expect(stage.fake.calls()).toHaveLength(calls);
  });
});
