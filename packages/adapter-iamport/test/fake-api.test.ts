import { describe, expect, it } from 'vitest';
import { booked, nextReference, openStage } from './stage.ts';
import { card, openStranger } from './stranger.ts';

describe('the token of the fake', () => {
  it('is the same for everybody, moves its end in its last minute and is new after it', async () => {
    const stage = await openStage();
    const { getToken, token, call } = await openStranger(stage);
    expect(token.expired_at - token.now).toBe(1_800);
    stage.pass(1_740_000);
    expect(await getToken()).toEqual({ ...token, now: token.now + 1_740 });
    stage.pass(1_000);
    const extended = await getToken();
    expect(extended).toMatchObject({ access_token: token.access_token, expired_at: token.expired_at + 300 });
    stage.pass(359_000);
    expect((await call('GET', '/payments/imp_1')).status).toBe(401);
    expect((await getToken()).access_token).not.toBe(token.access_token);
  });

  it('is not given for wrong keys, and both header forms are taken', async () => {
    const stage = await openStage();
    const { call, token } = await openStranger(stage);
    expect(await call('POST', '/users/getToken', 'imp_key=a')).toMatchObject({ status: 401, code: -1, response: null });
    expect((await call('GET', '/payments/imp_1', undefined, `Bearer ${token.access_token}`)).status).toBe(404);
    expect((await call('GET', '/payments/imp_1', undefined, 'Bearer wrong')).status).toBe(401);
  });
});

describe('requests to the fake', () => {
  it('may be forms with brackets and may end in a slash', async () => {
    const stage = await openStage();
    const { call, pay } = await openStranger(stage);
    const payment = await pay({ notice_url: stage.eventUrl });
    const fields = {
      imp_uid: payment.imp_uid,
      amount: '400',
      checksum: '1000',
      'extra[requester]': 'customer',
      enable_webhook: 'true',
    };
    const cancelled = await call('POST', '/payments/cancel/', new URLSearchParams(fields).toString());
    expect(cancelled.response).toMatchObject({ status: 'cancelled', amount: 1_000, cancel_amount: 400 });
    await stage.noticesArrived(2);
    const [, notice] = stage.notices.map(({ body }) => JSON.parse(new TextDecoder().decode(body)));
    expect(notice).toMatchObject({
      status: 'cancelled',
      cancellation_id: cancelled.response.cancel_history[0]?.cancellation_id,
    });
  });

  it('are answered in an envelope, also where there is nothing', async () => {
    const stage = await openStage();
    const { call } = await openStranger(stage);
    expect(await call('GET', '/nowhere')).toEqual({ status: 404, code: -1, message: 'Not Found', response: null });
    expect(await call('POST', '/payments/prepare', {})).toMatchObject({ status: 200, code: 1, response: null });
  });
});

describe('cancels of the fake', () => {
  it('take a missing amount and 0 as everything, and refuse nothing, twice, too much and a wrong balance', async () => {
    const stage = await openStage();
    const { call, pay } = await openStranger(stage);
    const cancel = (body: object) => call('POST', '/payments/cancel', body);
    const [one, two] = [await pay(), await pay()];
    expect(await cancel({ imp_uid: 'imp_1', merchant_uid: one.merchant_uid })).toMatchObject({ status: 200, code: 1 });
    expect(await cancel({ imp_uid: one.imp_uid, amount: 1_001 })).toMatchObject({ code: 1, response: null });
    expect(await cancel({ imp_uid: one.imp_uid, amount: 100, checksum: 900 })).toMatchObject({ code: 1 });
    expect((await cancel({ imp_uid: one.imp_uid, amount: 0 })).response.cancel_amount).toBe(1_000);
    expect(await cancel({ imp_uid: one.imp_uid })).toMatchObject({ code: 1, message: '이미 전액취소된 주문입니다.' });
    expect((await cancel({ merchant_uid: two.merchant_uid })).response.cancel_amount).toBe(1_000);
    expect(booked(stage, two.merchant_uid)?.returnedMinor).toBe(1_000);
  });

  it('refuse a part of a phone payment', async () => {
    const stage = await openStage();
    const { call } = await openStranger(stage);
    const merchant_uid = nextReference();
    const request = JSON.stringify({ merchant_uid, amount: 1_000, pay_method: 'phone' });
    await fetch(`${stage.fakeUrl}/window/iamport?${new URLSearchParams({ request })}`);
    await stage.fake.shopper(merchant_uid, 'approve');
    expect((await call('POST', '/payments/cancel', { merchant_uid, amount: 1 })).code).toBe(1);
    expect((await call('POST', '/payments/cancel', { merchant_uid })).code).toBe(0);
  });
});

describe('lookups of the fake', () => {
  it('give the newest try of an order, one of a status, or all of them in pages', async () => {
    const stage = await openStage();
    const { call, pay } = await openStranger(stage);
    const merchant_uid = nextReference();
    stage.fake.decideNext('decline');
    for (let index = 0; index < 3; index += 1) {
      await pay({ merchant_uid });
      stage.pass(1_000);
    }
    stage.fake.decideNext('approve');
    const paid = await pay({ merchant_uid });
    const find = async (path: string) => (await call('GET', `/payments/${path}`)).response;
    expect((await find(`find/${merchant_uid}`)).imp_uid).toBe(paid.imp_uid);
    expect((await find(`find/${merchant_uid}/failed?sorting=started`)).started_at).toBe(1_772_589_600);
    expect(await find(`findAll/${merchant_uid}/all?limit=3`)).toMatchObject({ total: 4, previous: 0, next: 2 });
    expect(await find(`findAll/${merchant_uid}/all/started?limit=3&page=2`)).toMatchObject({
      previous: 1,
      next: 0,
      list: [{ imp_uid: paid.imp_uid }],
    });
    expect(await find('status/paid')).toMatchObject({ total: 1 });
    expect((await call('GET', `/payments/find/${merchant_uid}/undefined`)).status).toBe(400);
    expect((await call('GET', `/payments/status/all?page=9`)).status).toBe(400);
    expect((await call('GET', '/payments/status/all?from=1&to=9999999')).status).toBe(400);
  });

  it('by many ids say when some are missing, whether brackets are encoded or not', async () => {
    const stage = await openStage();
    const { call, pay } = await openStranger(stage);
    const { imp_uid, merchant_uid } = await pay();
    expect((await call('GET', `/payments?imp_uid[]=${imp_uid}`)).status).toBe(200);
    expect((await call('GET', `/payments?imp_uid%5B%5D=${imp_uid}&imp_uid%5B%5D=imp_1`)).status).toBe(207);
    expect((await call('GET', `/payments?merchant_uid[]=${merchant_uid}`)).response).toHaveLength(1);
    expect((await call('GET', '/payments?imp_uid[]=imp_1')).status).toBe(404);
  });

  it('hide payments of test channels from a lookup by id unless asked', async () => {
    const stage = await openStage({}, { sandbox: true });
    const { call, pay } = await openStranger(stage);
    const { imp_uid } = await pay();
    expect((await call('GET', `/payments/${imp_uid}`)).status).toBe(404);
    expect((await call('GET', `/payments/${imp_uid}?include_sandbox=true`)).response.sandbox).toBe(true);
  });
});

describe('billing keys of the fake', () => {
  it('are issued, read, charged and deleted; no answer shows the card number', async () => {
    const stage = await openStage();
    const { call } = await openStranger(stage);
    const path = '/subscribe/customers/customer-1';
    expect((await call('POST', path, card)).response.card_number).toBe('540926******7899');
    expect((await call('GET', path)).response.customer_uid).toBe('customer-1');
    const charge = { customer_uid: 'customer-1', amount: 1_000, name: '양말' };
    const again = () => call('POST', '/subscribe/payments/again', { ...charge, merchant_uid: nextReference() });
    expect((await again()).response).toMatchObject({ status: 'paid', customer_uid: 'customer-1' });
    expect((await call('DELETE', path)).code).toBe(0);
    expect(await again()).toMatchObject({ code: 1, response: null });
    expect((await call('GET', path)).status).toBe(404);
  });
});

describe('what a test can ask of the fake', () => {
  it('refuses what cannot be', async () => {
    const stage = await openStage();
    const { pay } = await openStranger(stage);
    const { merchant_uid } = await pay();
    await expect(stage.fake.shopper('nobody', 'approve')).rejects.toThrow('waits');
    await expect(stage.fake.shopper(merchant_uid, 'approve')).rejects.toThrow('waits');
    await expect(stage.fake.deposit(merchant_uid)).rejects.toThrow('deposit');
    await expect(stage.fake.payout(merchant_uid, 'approve')).rejects.toThrow('payouts');
  });

  it('writes down every call, also one that was lost', async () => {
    const stage = await openStage();
    const { call } = await openStranger(stage);
    stage.fake.faults.inject('get', { kind: 'lose_before' });
    await expect(call('GET', '/payments/imp_1')).rejects.toThrow();
    expect(stage.fake.calls().at(-1)).toEqual({ operation: 'get', reference: null });
  });
});
