import { type ChannelId, currencyCode, type PaymentVerdict } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import {
  atProvider,
  booked,
  callsOf,
  channelId,
  nextReference,
  openStage,
  paymentRequest,
  userCode,
  won,
} from './stage.ts';

function browserAction(verdict: PaymentVerdict) {
  if (verdict.kind !== 'pending' || verdict.nextAction?.type !== 'browser_sdk') {
    throw new Error(`no window: ${JSON.stringify(verdict)}`);
  }
  return verdict.nextAction;
}

/** An order whose amount, 10,000 won, is registered. */
async function registered() {
  const stage = await openStage();
  const reference = nextReference();
  const start = (amountMinor: number) =>
    stage.provider.payments.start(paymentRequest({ reference, amount: won(amountMinor) }), {});
  expect((await start(10_000)).kind).toBe('pending');
  return { start, stage, reference };
}

describe('opening the payment window', () => {
  it('registers the amount and gives the browser everything that IMP needs', async () => {
    const stage = await openStage();
    const request = paymentRequest({ taxFreeAmountMinor: 3_000 });
    const verdict = await stage.provider.payments.start(request, {});
    expect(verdict).toMatchObject({ kind: 'pending', waitsFor: 'shopper' });
    expect(browserAction(verdict)).toEqual({
      type: 'browser_sdk',
      sdk: 'iamport',
      scriptUrl: 'https://cdn.iamport.kr/v1/iamport.js',
      call: 'IMP.request_pay',
      init: { user_code: userCode },
      params: {
        pg: 'kcp.T0000',
        pay_method: 'card',
        merchant_uid: request.reference,
        amount: 10_000,
        tax_free: 3_000,
        name: '파란 티셔츠 외 2건',
        buyer_name: '도건',
        buyer_tel: '01012345678',
        buyer_email: 'do@example.com',
        m_redirect_url: 'https://shop.example/return',
        notice_url: stage.eventUrl,
      },
    });
    expect(stage.fake.calls()).toContainEqual({ operation: 'prepare', reference: request.reference });
  });

  it('names the channel by its key where it has one', async () => {
    const settings = { pg: 'kcp.T0000', channel_key: 'channel-key-1' };
    const stage = await openStage({ channels: [{ id: channelId, methods: ['card'], settings }] });
    const { params } = browserAction(await stage.provider.payments.start(paymentRequest(), {}));
    expect(params.channelKey).toBe('channel-key-1');
    expect(params).not.toHaveProperty('pg');
  });

  it('asks for other currencies in their major units and says which', async () => {
    const stage = await openStage();
    const request = paymentRequest({ amount: { amountMinor: 1_420, currency: currencyCode('USD') } });
    const { params } = browserAction(await stage.provider.payments.start(request, {}));
    expect(params).toMatchObject({ amount: 14.2, currency: 'USD' });

    await stage.fake.shopper(request.reference, 'approve');
    const reading = await stage.provider.payments.inquire(atProvider(request), {});
    expect(reading).toMatchObject({ kind: 'succeeded', amount: request.amount });
  });

  it('takes an earlier registration of the same amount as good', async () => {
    const { start, stage } = await registered();
    expect((await start(10_000)).kind).toBe('pending');
    expect(callsOf(stage, 'prepare_change')).toBe(0);
  });

  it('changes an earlier registration of another amount: from then on a window for the old one does not open', async () => {
    const { start, stage, reference } = await registered();
    const { params } = browserAction(await start(9_000));
    const old = { ...params, amount: 10_000 };
    expect(() => stage.fake.openWindow?.(old)).toThrow('사전 등록된 결제금액과 일치하지 않습니다');
    expect(booked(stage, reference)).toBeUndefined();
    stage.fake.openWindow?.(params);
    expect(booked(stage, reference)).toMatchObject({ status: 'waiting', amountMinor: 9_000 });
  });

  it('believes what it reads back: a change whose answer is lost counts, one that did not happen opens no window', async () => {
    const { start, stage } = await registered();
    stage.fake.faults.inject('prepare_change', { kind: 'lose_after' });
    expect((await start(9_000)).kind).toBe('pending');
    stage.fake.faults.inject('prepare_change', { kind: 'lose_before' });
    expect((await start(8_000)).kind).toBe('not_created');
  });

  it.each([
    { kind: 'lose_before' } as const,
    { kind: 'lose_after' } as const,
    { kind: 'error_after', status: 502 } as const,
    { kind: 'garbage', body: '{}' } as const,
  ])('that fails ($kind) has created nothing, because nobody was given the window', async (fault) => {
    const stage = await openStage();
    stage.fake.faults.inject('prepare', fault);
    const request = paymentRequest();
    expect((await stage.provider.payments.start(request, {})).kind).toBe('not_created');
    expect(booked(stage, request.reference)).toBeUndefined();
  });

  it('at a channel that is not configured is not created, and the provider hears nothing', async () => {
    const stage = await openStage();
    const request = paymentRequest({ channelId: 'gone' as ChannelId });
    expect((await stage.provider.payments.start(request, {})).kind).toBe('not_created');
    expect(stage.fake.calls()).toEqual([]);
  });
});

describe('a payment in the window', () => {
  it('is absent before the window opens and pending when the shopper has left it', async () => {
    const stage = await openStage();
    const request = paymentRequest();
    await stage.provider.payments.start(request, {});
    expect((await stage.provider.payments.inquire(atProvider(request), {})).kind).toBe('absent');
    await stage.fake.shopper(request.reference, 'leave');
    expect(await stage.provider.payments.inquire(atProvider(request), {})).toMatchObject({
      kind: 'pending',
      waitsFor: 'shopper',
      nextAction: null,
    });
  });

  it('is succeeded once approved, by our reference and by the id of the provider, in one request each', async () => {
    const stage = await openStage();
    const request = paymentRequest();
    await stage.provider.payments.start(request, {});
    await stage.fake.shopper(request.reference, 'approve');

    const byReference = await stage.provider.payments.inquire(atProvider(request), {});
    expect(byReference).toMatchObject({ kind: 'succeeded', amount: won(10_000), reference: request.reference });
    expect(callsOf(stage, 'find')).toBe(1);

    const id = booked(stage, request.reference)?.providerPaymentId ?? null;
    expect(await stage.provider.payments.inquire(atProvider(request, id), {})).toEqual(byReference);
    expect(callsOf(stage, 'get')).toBe(1);
  });

  it('is declined in the words of the PG once the card company said no', async () => {
    const stage = await openStage();
    const request = paymentRequest();
    await stage.provider.payments.start(request, {});
    await stage.fake.shopper(request.reference, 'decline');
    expect(await stage.provider.payments.inquire(atProvider(request), {})).toMatchObject({
      kind: 'declined',
      reason: 'limit_exceeded',
      provider: { code: '8324' },
    });
  });

  it('needs nothing to be canceled at the provider, and money that comes later is still found', async () => {
    const stage = await openStage();
    const request = paymentRequest();
    await stage.provider.payments.start(request, {});
    expect(await stage.provider.payments.cancel?.(atProvider(request), {})).toEqual({ kind: 'canceled' });
    await stage.fake.shopper(request.reference, 'approve');
    expect((await stage.provider.payments.inquire(atProvider(request), {})).kind).toBe('succeeded');
  });
});
