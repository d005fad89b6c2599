import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bankTransfer, openStage, type Stage, sendPayout, startPayment, virtualAccount } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

describe('books and calls', () => {
  test('tell what the provider knows, in minor units', async () => {
    await startPayment(stage.ecommpay, 'opbank1', bankTransfer);
    await sendPayout(stage.ecommpay, 'oppayout1');
    const { body } = await stage.control('GET', '/ecommpay/books');
    expect(body).toEqual({
      payments: [
        {
          reference: 'opbank1',
          provider_payment_id: expect.any(String),
          status: 'waiting',
          amount: 10_000,
          currency: 'KRW',
          returned: 0,
          charges: 0,
        },
      ],
      payouts: [
        {
          reference: 'oppayout1',
          provider_payout_id: expect.any(String),
          status: 'paid',
          amount: 50_000,
          currency: 'KRW',
          transfers: 1,
        },
      ],
    });
    expect((await stage.control('GET', '/ecommpay/calls')).body).toEqual({
      calls: [
        { operation: 'sale', reference: 'opbank1' },
        { operation: 'payout', reference: 'oppayout1' },
      ],
    });
  });
});

describe('the shopper', () => {
  test.each([
    ['approve', 'paid', 1],
    ['decline', 'declined', 0],
    ['leave', 'waiting', 0],
  ])('can %s a payment, which is %s then', async (outcome, status, charges) => {
    await startPayment(stage.iamport, 'opwindow1');
    const answer = await stage.control('POST', '/iamport/payments/opwindow1/shopper', { outcome });
    expect(answer).toMatchObject({
      status: 200,
      body: { provider: 'iamport', payment: { reference: 'opwindow1', status, charges } },
    });
  });

  test('cannot pay twice', async () => {
    await startPayment(stage.ecommpay, 'opbank1', bankTransfer);
    const pay = () => stage.control('POST', '/ecommpay/payments/opbank1/shopper', { outcome: 'approve' });
    expect((await pay()).status).toBe(200);
    expect(await pay()).toMatchObject({ status: 409, body: { error: { code: 'not_waiting' } } });
    expect(stage.simulator.fakes.ecommpay.books().payments[0]?.charges).toBe(1);
  });
});

describe('a deposit', () => {
  test('pays what was asked for, or another amount', async () => {
    await startPayment(stage.iamport, 'opaccount1', virtualAccount(stage));
    await startPayment(stage.iamport, 'opaccount2', virtualAccount(stage));
    const asked = await stage.control('POST', '/iamport/payments/opaccount1/deposit');
    const other = await stage.control('POST', '/iamport/payments/opaccount2/deposit', { amount: 9_000 });
    expect(asked.body.payment).toMatchObject({ status: 'paid', amount: 10_000 });
    expect(other.body.payment).toMatchObject({ status: 'paid', amount: 9_000 });
  });

  test('finds no account at a payment that waits for a shopper', async () => {
    await startPayment(stage.ecommpay, 'opbank1', bankTransfer);
    expect((await stage.control('POST', '/ecommpay/payments/opbank1/deposit')).status).toBe(409);
  });
});

describe('the latest payment', () => {
  test('is the newest one at any provider that waits for a shopper, whether or not its window was opened', async () => {
    const approve = () => stage.control('POST', '/payments/latest/shopper', { outcome: 'approve' });
    await startPayment(stage.iamport, 'opwindow1');
    await startPayment(stage.ecommpay, 'opbank2', bankTransfer);
    await startPayment(stage.iamport, 'opwindow3');
    await startPayment(stage.iamport, 'opaccount4', virtualAccount(stage));

    const approved = [await approve(), await approve(), await approve()];

    expect(approved.map(({ body }) => [body.provider, body.payment?.reference, body.payment?.status])).toEqual([
      ['iamport', 'opwindow3', 'paid'],
      ['ecommpay', 'opbank2', 'paid'],
      ['iamport', 'opwindow1', 'paid'],
    ]);
    expect(await approve()).toMatchObject({ status: 409, body: { error: { code: 'nothing_waits' } } });
  });

  test('takes a deposit when it has an account', async () => {
    await startPayment(stage.iamport, 'opaccount1', virtualAccount(stage));
    await startPayment(stage.ecommpay, 'opbank2', bankTransfer);
    const answer = await stage.control('POST', '/payments/latest/deposit', {});
    expect(answer.body).toMatchObject({ provider: 'iamport', payment: { reference: 'opaccount1', status: 'paid' } });
  });
});

describe('payouts and charges that need no shopper', () => {
  test('wait when told to, and the bank decides', async () => {
    expect((await stage.control('POST', '/ecommpay/next', { outcome: 'wait' })).status).toBe(200);
    await sendPayout(stage.ecommpay, 'oppayout1');
    const answer = await stage.control('POST', '/ecommpay/payouts/oppayout1/outcome', { outcome: 'decline' });
    expect(answer.body).toMatchObject({ payout: { reference: 'oppayout1', status: 'declined', transfers: 0 } });
    const again = await stage.control('POST', '/ecommpay/payouts/oppayout1/outcome', { outcome: 'approve' });
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'not_waiting' } } });
  });

  test('are declined when told to, until told otherwise', async () => {
    await stage.control('POST', '/ecommpay/next', { outcome: 'decline' });
    await sendPayout(stage.ecommpay, 'oppayout1');
    await stage.control('POST', '/ecommpay/next', { outcome: 'approve' });
    await sendPayout(stage.ecommpay, 'oppayout2');
    const { payouts } = (await stage.control('GET', '/ecommpay/books')).body;
    expect(payouts).toMatchObject([{ status: 'declined' }, { status: 'paid' }]);
  });
});
