import type { Payment } from '@hangil/core';
import { minuteMs, secondMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import type { IdempotentRequest } from '../src/index.ts';
import { createTestHouse, fresh, paymentInput, payoutInput, refundInput } from './test-house.ts';

function once<Value extends { readonly id: string; readonly status: string }>(
  key: string,
  fingerprint = 'f',
): IdempotentRequest<Value> {
  return { key, fingerprint, represent: ({ id, status }) => ({ status: 200, body: JSON.stringify({ id, status }) }) };
}

describe('an Idempotency-Key', () => {
  it('gives the first answer again and does nothing else', async () => {
    const house = createTestHouse();
    const first = fresh(await house.engine.createPayment(house.scope, paymentInput(), once('k')));
    const again = await house.engine.createPayment(house.scope, paymentInput(), once('k'));
    expect(again).toEqual({
      kind: 'replay',
      response: { status: 200, body: JSON.stringify({ id: first.id, status: 'paid' }) },
    });
    expect(house.bank.calls).toEqual(['start']);
  });

  it('with another request is refused', async () => {
    const house = createTestHouse();
    await house.engine.createPayment(house.scope, paymentInput(), once('k'));
    await expect(house.engine.createPayment(house.scope, paymentInput(), once('k', 'other'))).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  it('whose first request is running is told to wait; n at once make one charge', async () => {
    const house = createTestHouse();
    const gate = house.bank.hold();
    const running = Array.from({ length: 10 }, () =>
      house.engine.createPayment(house.scope, paymentInput(), once('k')),
    );
    await gate.entered;
    const settled = Promise.allSettled(running);
    await expect(house.engine.createPayment(house.scope, paymentInput(), once('k'))).rejects.toMatchObject({
      code: 'idempotency_in_progress',
    });
    gate.release();
    const results = await settled;
    expect(results.filter((result) => result.status === 'fulfilled' && result.value.kind === 'value')).toHaveLength(1);
    expect(house.bank.calls).toEqual(['start']);
  });

  it('never freezes an unknown outcome: a replay shows the present truth', async () => {
    const house = createTestHouse();
    house.bank.next('lost_after');
    expect(fresh(await house.engine.createPayment(house.scope, paymentInput(), once('k')))).toMatchObject({
      status: 'unknown',
    });
    const body = async () => {
      const answer = await house.engine.createPayment(house.scope, paymentInput(), once<Payment>('k'));
      return answer.kind === 'replay' ? JSON.parse(answer.response.body).status : 'value';
    };
    expect(await body()).toBe('unknown');
    await house.pass(10 * secondMs);
    expect(await body()).toBe('paid');
  });

  it('is free again when nothing happened', async () => {
    const house = createTestHouse();
    house.bank.next('unreachable');
    expect(fresh(await house.engine.createPayment(house.scope, paymentInput(), once('k')))).toMatchObject({
      status: 'failed',
    });
    expect(fresh(await house.engine.createPayment(house.scope, paymentInput(), once('k')))).toMatchObject({
      status: 'paid',
    });
  });

  it('is free again when it is proven that nothing happened, for exactly one of those who ask again', async () => {
    const house = createTestHouse();
    house.bank.next('lost_before');
    await house.engine.createPayment(house.scope, paymentInput(), once('k'));
    await house.pass(10 * minuteMs);
    const again = await Promise.allSettled(
      Array.from({ length: 5 }, () => house.engine.createPayment(house.scope, paymentInput(), once<Payment>('k'))),
    );
    const charged = again.filter((result) => result.status === 'fulfilled' && result.value.kind === 'value');
    expect(charged).toHaveLength(1);
    expect([...house.bank.payments.values()]).toMatchObject([{ status: 'done', times: 1 }]);
    expect(await house.engine.createPayment(house.scope, paymentInput(), once('k'))).toMatchObject({ kind: 'replay' });
  });

  it('of a payout that came to nothing shows that, because its reference is used', async () => {
    const house = createTestHouse();
    house.bank.next('lost_before');
    await house.engine.createPayout(house.scope, payoutInput(), once('p'));
    await house.pass(10 * minuteMs);
    const again = await house.engine.createPayout(house.scope, payoutInput(), once('p'));
    expect(again).toMatchObject({ kind: 'replay' });
    expect(house.bank.calls.filter((call) => call === 'payout')).toHaveLength(1);
  });

  it('protects refunds and payouts alike', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    await house.engine.createRefund(house.scope, payment.id, refundInput(40), once('r'));
    expect(await house.engine.createRefund(house.scope, payment.id, refundInput(40), once('r'))).toMatchObject({
      kind: 'replay',
    });
    await house.engine.createPayout(house.scope, payoutInput(), once('p'));
    expect(await house.engine.createPayout(house.scope, payoutInput(), once('p'))).toMatchObject({ kind: 'replay' });
    expect(house.bank.calls).toEqual(['start', 'refund', 'payout']);
  });

  it('keeps the answer of a confirm', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    const waiting = await house.engine.confirmPayment(house.scope, payment.id, { providerPaymentId: null }, once('c'));
    expect(fresh(waiting)).toMatchObject({ status: 'requires_action' });
    expect(
      await house.engine.confirmPayment(house.scope, payment.id, { providerPaymentId: null }, once('c')),
    ).toMatchObject({ kind: 'replay' });
  });
});
