import { minuteMs, secondMs } from '@hangil/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  balances,
  createTestHouse,
  fresh,
  payoutInput,
  referenceOf,
  refundInput,
  reload,
  runJobs,
  type TestHouse,
} from './test-house.ts';
import { testManifest, won } from './test-provider.ts';

async function refund(
  house: TestHouse,
  id: Parameters<TestHouse['engine']['createRefund']>[1],
  amountMinor: number | null,
) {
  return fresh(await house.engine.createRefund(house.scope, id, refundInput(amountMinor)));
}

function truth(house: TestHouse): number {
  return [...house.bank.payments.values()].reduce((sum, { returnedMinor }) => sum + returnedMinor, 0);
}

describe('a refund', () => {
  it('in part and then the rest ends in refunded, and the books clear', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    expect(await refund(house, payment.id, 30)).toMatchObject({ status: 'succeeded', amountMinor: 30 });
    expect(await reload(house, payment)).toMatchObject({ status: 'partially_refunded', amountRefundedMinor: 30 });
    expect(await refund(house, payment.id, null)).toMatchObject({ status: 'succeeded', amountMinor: 70 });
    expect(await reload(house, payment)).toMatchObject({
      status: 'refunded',
      amountRefundedMinor: 100,
      amountRefundingMinor: 0,
    });
    expect(await balances(house)).toEqual({});
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('is booked as a promise before the provider is called', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    const gate = house.bank.hold();
    const running = refund(house, payment.id, 60);
    await gate.entered;
    expect(await reload(house, payment)).toMatchObject({ amountRefundingMinor: 60 });
    expect((await balances(house))['liab:refund-in-transit:testbank:bank-all']).toBe(-60);
    gate.release();
    await running;
  });

  it('fifty times 60 of 100 in parallel from two processes: one succeeds, the provider hears one', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    const second = house.again();
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 === 0 ? house.engine : second).createRefund(house.scope, payment.id, refundInput(60)),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'refundable_amount_exceeded' });
    }
    expect(house.bank.calls.filter((call) => call === 'refund')).toHaveLength(1);
    expect(truth(house)).toBe(60);
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('more than is left, of nothing left, or with another expectation is refused and nothing changes', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    await expect(refund(house, payment.id, 101)).rejects.toMatchObject({
      code: 'refundable_amount_exceeded',
      context: { extra: { refundable: 100 } },
    });
    const wrong = { ...refundInput(10), expectedRefundableMinor: 90 };
    await expect(house.engine.createRefund(house.scope, payment.id, wrong)).rejects.toMatchObject({
      code: 'refundable_amount_mismatch',
      context: { extra: { expected_refundable: 90, refundable: 100 } },
    });
    await refund(house, payment.id, null);
    await expect(refund(house, payment.id, null)).rejects.toMatchObject({ code: 'refundable_amount_exceeded' });
    expect(truth(house)).toBe(100);
  });

  it('that the provider declines fails and gives the amount back to the refundable', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    house.bank.next('decline');
    expect(await refund(house, payment.id, 60)).toMatchObject({
      status: 'failed',
      failure: { code: 'refund_declined' },
    });
    expect(await reload(house, payment)).toMatchObject({ status: 'paid', amountRefundingMinor: 0 });
    expect(await refund(house, payment.id, 100)).toMatchObject({ status: 'succeeded' });
  });

  it('whose answer was lost after the money moved is unknown, then succeeded; it is made once', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    house.bank.next('lost_after');
    const lost = await refund(house, payment.id, 60);
    expect(lost.status).toBe('unknown');
    expect(await reload(house, payment)).toMatchObject({ amountRefundingMinor: 60, status: 'paid' });
    await house.pass(10 * secondMs);
    expect(await house.store.refund(lost.id)).toMatchObject({ status: 'succeeded' });
    expect(await reload(house, payment)).toMatchObject({
      status: 'partially_refunded',
      amountRefundedMinor: 60,
      amountRefundingMinor: 0,
    });
    expect(truth(house)).toBe(60);
  });

  it('whose answer was lost before acting is released once absence is proven, not before', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    house.bank.next('lost_before');
    const lost = await refund(house, payment.id, 60);
    await house.pass(45 * secondMs);
    expect(await house.store.refund(lost.id)).toMatchObject({ status: 'unknown' });
    await house.pass(3 * minuteMs);
    expect(await house.store.refund(lost.id)).toMatchObject({ status: 'failed' });
    expect(await reload(house, payment)).toMatchObject({ amountRefundingMinor: 0, status: 'paid' });
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('waits for another one whose outcome is unknown, and is sent when that is known', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    house.bank.next('lost_after');
    await refund(house, payment.id, 20);
    const queued = await refund(house, payment.id, 30);
    expect(queued.status).toBe('pending');
    expect(house.bank.calls.filter((call) => call === 'refund')).toHaveLength(1);
    await house.pass(20 * secondMs);
    expect(await house.store.refund(queued.id)).toMatchObject({ status: 'succeeded' });
    expect(await reload(house, payment)).toMatchObject({ status: 'partially_refunded', amountRefundedMinor: 50 });
    expect(truth(house)).toBe(50);
  });

  it('of a caller that is gone for longer than its lease is taken over, and his late doubts are dropped', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    house.bank.next('unreachable');
    const gate = house.bank.hold();
    const running = refund(house, payment.id, 60);
    await gate.entered;
    house.bank.silence(true);
    await house.pass(41 * secondMs);
    gate.release();
    expect(await running).toMatchObject({ status: 'unknown' });
    house.bank.silence(false);
    await house.pass(60 * minuteMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'paid', amountRefundingMinor: 0 });
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('of a caller that is gone is unknown as long as its absence is not proven', async () => {
    const manifest = { ...testManifest, inquiry: { kind: 'eventual' as const, visibilityDelayMs: 10 * minuteMs } };
    const house = createTestHouse({ manifest });
    const payment = await house.pay(100);
    const gate = house.bank.hold();
    void refund(house, payment.id, 60);
    await gate.entered;
    for (const entry of house.bank.payments.values()) entry.returnedMinor = 0;
    await house.pass(41 * secondMs);
    expect(await house.store.refundsOf(payment.id)).toMatchObject([{ status: 'unknown' }]);
  });

  it('found with the payment itself is told by one event, and a later one by the next', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    house.bank.shopper(referenceOf(payment), 'approve');
    for (const entry of house.bank.payments.values()) entry.returnedMinor = 30;
    await house.engine.syncPayment(house.scope, payment.id);
    for (const entry of house.bank.payments.values()) entry.returnedMinor = 50;
    await house.engine.syncPayment(house.scope, payment.id);
    const sequences = (await house.store.eventsOf(payment.id)).map(({ sequence }) => sequence);
    expect(new Set(sequences).size).toBe(sequences.length);
    expect(await reload(house, payment)).toMatchObject({ status: 'partially_refunded', amountRefundedMinor: 50 });
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it.each([
    ['shows it late', testManifest],
    ['shows it at once', { ...testManifest, inquiry: { kind: 'strong' } as const }],
  ])(
    'made in the console while ours is under way and then declined is found, where the provider %s',
    async (_, manifest) => {
      const house = createTestHouse({ manifest });
      const payment = await house.pay(100);
      house.bank.next('decline');
      const gate = house.bank.hold();
      const running = refund(house, payment.id, 50);
      await gate.entered;
      for (const entry of house.bank.payments.values()) entry.returnedMinor = 50;
      await house.engine.syncPayment(house.scope, payment.id);
      gate.release();
      expect(await running).toMatchObject({ status: 'failed' });
      await house.pass(minuteMs);
      expect(await reload(house, payment)).toMatchObject({ status: 'partially_refunded', amountRefundedMinor: 50 });
    },
  );

  it('after a part went back by payout is still told apart by what the provider itself has returned', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    await house.engine.createPayout(house.scope, payoutInput({ amountMinor: 50, refundsPaymentId: payment.id }));
    house.bank.next('lost_after');
    expect(await refund(house, payment.id, 30)).toMatchObject({ status: 'unknown' });
    await house.pass(10 * secondMs);
    expect(await reload(house, payment)).toMatchObject({ amountRefundedMinor: 80, amountRefundingMinor: 0 });
    for (const entry of house.bank.payments.values()) entry.returnedMinor = 50;
    await house.engine.syncPayment(house.scope, payment.id);
    expect(await reload(house, payment)).toMatchObject({ status: 'refunded', amountRefundedMinor: 100 });
    for (const entry of house.bank.payments.values()) entry.returnedMinor = 60;
    await house.engine.syncPayment(house.scope, payment.id);
    const { items } = await house.store.cases(house.scope, {}, { limit: 5, cursor: null });
    expect(items).toMatchObject([{ evidence: { contradiction: 'returned_more_than_paid' } }]);
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('two hundred at once meet on one payment without a single technical error', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    const results = await Promise.allSettled(Array.from({ length: 200 }, () => refund(house, payment.id, 1)));
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect(new Set(reasons)).toEqual(new Set(['refundable_amount_exceeded']));
    await house.pass(minuteMs);
    expect(truth(house)).toBe(100);
  });

  it('that is taken from the queue and one that is just made do not reach the provider together', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    house.bank.next('lost_after');
    await refund(house, payment.id, 20);
    await refund(house, payment.id, 30);
    const second = house.again();
    house.clock.advance(10 * secondMs);
    while ((await house.store.refundsOf(payment.id))[0]?.status === 'unknown') await runJobs(house.engine);
    const before = house.bank.calls.length;
    const gate = house.bank.hold();
    const both = Promise.all([runJobs(house.engine), second.createRefund(house.scope, payment.id, refundInput(10))]);
    await gate.entered;
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(house.bank.calls.slice(before).filter((call) => call === 'refund')).toHaveLength(1);
    gate.release();
    await both;
    await house.pass(minuteMs);
    expect(truth(house)).toBe(60);
    expect(await reload(house, payment)).toMatchObject({ amountRefundedMinor: 60, amountRefundingMinor: 0 });
  });

  it('several in parallel within what was paid are all made, one at a time', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    await Promise.all(Array.from({ length: 5 }, () => refund(house, payment.id, 20)));
    await house.pass(minuteMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'refunded', amountRefundedMinor: 100 });
    expect(truth(house)).toBe(100);
    expect(await balances(house)).toEqual({});
  });

  it('reported with another amount is not taken for done: unknown, with a case', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    house.bank.distort({ amount: won(59) });
    expect(await refund(house, payment.id, 60)).toMatchObject({ status: 'unknown' });
    expect((await house.store.cases(house.scope, {}, { limit: 5, cursor: null })).items).toMatchObject([
      { kind: 'contradiction' },
    ]);
  });

  it('made in the console of the provider is found and booked once', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    for (const entry of house.bank.payments.values()) entry.returnedMinor = 40;
    await house.engine.syncPayment(house.scope, payment.id);
    await house.engine.syncPayment(house.scope, payment.id);
    expect(await reload(house, payment)).toMatchObject({ status: 'partially_refunded', amountRefundedMinor: 40 });
    expect(await house.store.refundsOf(payment.id)).toMatchObject([
      { requester: 'provider', amountMinor: 40, status: 'succeeded' },
    ]);
    await expect(refund(house, payment.id, 61)).rejects.toMatchObject({ code: 'refundable_amount_exceeded' });
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('of a method that is not refunded is refused with the way that works', async () => {
    const house = createTestHouse({
      manifest: { ...testManifest, refunds: { offered: false, partial: false, idempotency: 'none' } },
    });
    const payment = await house.pay(100);
    await expect(refund(house, payment.id, 10)).rejects.toMatchObject({
      code: 'refund_not_supported',
      context: { extra: { alternatives: [{ type: 'payout', refunds_payment_id: payment.id }] } },
    });
  });

  it('never gives back more than was paid, whatever the provider does (property)', async () => {
    const behaviour = fc.constantFrom(
      'approve' as const,
      'decline' as const,
      'lost_before' as const,
      'lost_after' as const,
      'unreachable' as const,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ amount: fc.integer({ min: 1, max: 80 }), behaviour }), { minLength: 1, maxLength: 8 }),
        async (wishes) => {
          const house = createTestHouse();
          const payment = await house.pay(100);
          house.bank.next(...wishes.map((wish) => wish.behaviour));
          await Promise.allSettled(wishes.map((wish) => refund(house, payment.id, wish.amount)));
          await house.pass(60 * minuteMs);
          const end = await reload(house, payment);
          expect(end.amountRefundingMinor).toBe(0);
          expect(end.amountRefundedMinor).toBe(truth(house));
          expect(truth(house)).toBeLessThanOrEqual(100);
          expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
