import { dayMs, hourMs, minuteMs, type PaymentId, secondMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import {
  balances,
  createTestHouse,
  fresh,
  paymentInput,
  referenceOf,
  reload,
  type TestHouse,
  virtualAccount,
} from './test-house.ts';
import { won } from './test-provider.ts';

describe('a charge without a shopper', () => {
  it('is paid, booked once and told once', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    expect(payment).toMatchObject({ status: 'paid', amountPaidMinor: 100, nextCheckAt: null });
    expect(await balances(house)).toEqual({ 'asset:pg:testbank:bank-all': 100, 'liab:merchant:demo:pending': -100 });
    const events = await house.store.eventsOf(payment.id);
    expect(events.map(({ type }) => type)).toEqual(['payment.paid']);
    expect(await house.store.nextJobDueAt()).toBeNull();
  });

  it('that is declined is an answer: failed, nothing booked, the order id free again', async () => {
    const house = createTestHouse();
    house.bank.next('decline');
    const payment = await house.pay(100);
    expect(payment).toMatchObject({
      status: 'failed',
      failure: { code: 'payment_declined', reason: 'insufficient_funds', provider: { code: '51' } },
    });
    expect(await balances(house)).toEqual({});
    expect(await house.pay(100)).toMatchObject({ status: 'paid' });
  });

  it('is not sent twice for one open order id', async () => {
    const house = createTestHouse();
    await house.pay(100);
    await expect(house.pay(100)).rejects.toMatchObject({ code: 'order_id_conflict' });
    expect(house.bank.calls.filter((call) => call === 'start')).toHaveLength(1);
  });

  it('is committed as an intent before the provider hears of it', async () => {
    const house = createTestHouse();
    const gate = house.bank.hold();
    const running = house.pay(100);
    await gate.entered;
    const page = await house.store.payments(house.scope, {}, { limit: 10, cursor: null });
    const [claimed] = page.items;
    expect(claimed).toMatchObject({ status: 'pending', version: 1 });
    const [operation] = await house.store.operationsOf(claimed?.id ?? '');
    expect(operation).toMatchObject({ status: 'claimed', fence: 1 });
    gate.release();
    const paid = await running;
    expect(referenceOf(paid)).toBe(operation?.reference);
    expect((await house.store.operationsOf(paid.id))[0]).toMatchObject({ status: 'closed', fence: 2 });
  });
});

describe('an outcome that was lost', () => {
  it('after the money moved: unknown, then paid; the provider was asked to charge once', async () => {
    const house = createTestHouse();
    house.bank.next('lost_after');
    const payment = await house.pay(100);
    expect(payment).toMatchObject({ status: 'unknown' });
    expect(payment.nextCheckAt).toEqual(new Date(house.clock.now().getTime() + 10 * secondMs));
    expect(await balances(house)).toEqual({});
    await house.pass(10 * secondMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'paid', amountPaidMinor: 100 });
    expect([...house.bank.payments.values()]).toMatchObject([{ times: 1 }]);
  });

  it('before acting: unknown until absence is proven, then failed and free to be tried again', async () => {
    const house = createTestHouse();
    house.bank.next('lost_before');
    const payment = await house.pay(100);
    await house.pass(45 * secondMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'unknown' });
    await expect(house.pay(100)).rejects.toMatchObject({ code: 'order_id_conflict' });
    await house.pass(3 * minuteMs);
    expect(await reload(house, payment)).toMatchObject({
      status: 'failed',
      failure: { code: 'provider_unreachable', retry: 'safe' },
    });
    expect(await house.pay(100)).toMatchObject({ status: 'paid' });
    expect([...house.bank.payments.values()].filter(({ status }) => status === 'done')).toHaveLength(1);
  });

  it('is not resolved by a "not found" that was asked too early and answered late', async () => {
    const house = createTestHouse();
    house.bank.next('lost_before');
    const payment = await house.pay(100);
    await house.pass(10 * secondMs);
    const gate = house.bank.hold('inquire');
    const running = house.engine.syncPayment(house.scope, payment.id);
    await gate.entered;
    house.clock.advance(10 * minuteMs);
    gate.release();
    expect(fresh(await running)).toMatchObject({ status: 'unknown' });
  });

  it('never fails by time alone: with a silent provider the ladder is climbed and a person is shown a case', async () => {
    const house = createTestHouse();
    house.bank.next('lost_after');
    house.bank.silence(true);
    const payment = await house.pay(100);
    const asked: number[] = [];
    for (const [index, step] of [
      10 * secondMs,
      30 * secondMs,
      2 * minuteMs,
      10 * minuteMs,
      hourMs,
      6 * hourMs,
    ].entries()) {
      const before = house.bank.calls.length;
      await house.pass(step - 1);
      expect(house.bank.calls.length, `too early at step ${index}`).toBe(before);
      await house.pass(1);
      asked.push(house.bank.calls.length - before);
    }
    expect(asked).toEqual([1, 1, 1, 1, 1, 1]);
    const cases = await house.store.cases(house.scope, {}, { limit: 10, cursor: null });
    expect(cases.items).toMatchObject([{ kind: 'unknown_outcome', subjectId: payment.id, amountMinor: 100 }]);
    await house.pass(30 * dayMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'unknown' });
    house.bank.silence(false);
    await house.pass(dayMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'paid' });
  });

  it('is not resolved as absent any more once the provider was seen to have it', async () => {
    const house = createTestHouse();
    house.bank.next('lost_after');
    const payment = await house.pay(100);
    for (const entry of house.bank.payments.values()) entry.status = 'waiting';
    await house.pass(10 * secondMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'requires_action' });
    house.bank.payments.clear();
    await house.pass(dayMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'requires_action' });
  });

  it('is not resolved as absent when the provider cannot be asked at all', async () => {
    const house = createTestHouse({
      manifest: { ...createTestHouse().bank.provider.manifest, inquiry: { kind: 'none' } },
    });
    house.bank.next('lost_before');
    const payment = await house.pay(100);
    await house.pass(30 * dayMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'unknown' });
  });

  it('is taken over when the caller is gone for longer than its lease; his late doubts are dropped, late facts are not', async () => {
    for (const [late, status] of [['unreachable', 'unknown'] as const, ['approve', 'paid'] as const]) {
      const house = createTestHouse();
      house.bank.next(late);
      const gate = house.bank.hold();
      const running = house.pay(100);
      await gate.entered;
      house.bank.silence(true);
      await house.pass(41 * secondMs);
      const [claimed] = (await house.store.payments(house.scope, {}, { limit: 1, cursor: null })).items;
      expect(claimed).toMatchObject({ status: 'unknown' });
      const [taken] = await house.store.operationsOf(claimed?.id ?? '');
      expect(taken).toMatchObject({ status: 'open', fence: 2, leaseUntil: null });
      gate.release();
      expect(await running, late).toMatchObject({ status });
      house.bank.silence(false);
      await house.pass(dayMs);
      expect((await house.store.operationsOf(claimed?.id ?? ''))[0]).toMatchObject({ status: 'closed' });
      expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
    }
  });

  it('cannot come of a claim that is too old: it is not sent any more', async () => {
    const house = createTestHouse();
    const slow = house.again({
      store: {
        ...house.store,
        async commit(changes) {
          const result = await house.store.commit(changes);
          if (changes.operations?.[0]?.status === 'claimed') house.clock.advance(5 * minuteMs);
          return result;
        },
      },
    });
    const answer = await slow.createPayment(house.scope, paymentInput());
    expect(fresh(answer)).toMatchObject({ status: 'failed', failure: { code: 'provider_unreachable', retry: 'safe' } });
    expect(house.bank.calls).toEqual([]);
  });

  it('that certainly was not sent fails at once and may be retried', async () => {
    const house = createTestHouse();
    house.bank.next('unreachable');
    expect(await house.pay(100)).toMatchObject({
      status: 'failed',
      failure: { code: 'provider_unreachable', retry: 'safe' },
    });
    expect(await house.pay(100)).toMatchObject({ status: 'paid' });
  });
});

describe('a payment in a window', () => {
  it('is confirmed by asking the provider, and again without asking', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    expect(payment).toMatchObject({ status: 'requires_action', nextAction: { type: 'redirect' } });
    house.bank.shopper(referenceOf(payment), 'approve');
    const confirmed = fresh(await house.engine.confirmPayment(house.scope, payment.id, { providerPaymentId: null }));
    expect(confirmed).toMatchObject({ status: 'paid', nextAction: null });
    const asked = house.bank.calls.length;
    await house.engine.confirmPayment(house.scope, payment.id, { providerPaymentId: null });
    expect(house.bank.calls.length).toBe(asked);
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('keeps waiting when the shopper has not paid', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    expect(
      fresh(await house.engine.confirmPayment(house.scope, payment.id, { providerPaymentId: null })),
    ).toMatchObject({ status: 'requires_action' });
  });

  it('does not believe an invented or foreign provider id', async () => {
    const house = createTestHouse();
    const other = await house.pay(100, 'ORDER-OTHER');
    const payment = await house.open(100);
    for (const providerPaymentId of ['tb_999', other.providerPaymentId]) {
      await expect(house.engine.confirmPayment(house.scope, payment.id, { providerPaymentId })).rejects.toMatchObject({
        code: 'provider_payment_mismatch',
      });
    }
    expect(await reload(house, payment)).toEqual(payment);
  });

  it('becomes unknown when the shopper came back and the provider is silent, and recovers', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    house.bank.shopper(referenceOf(payment), 'approve');
    house.bank.silence(true);
    expect(
      fresh(await house.engine.confirmPayment(house.scope, payment.id, { providerPaymentId: null })),
    ).toMatchObject({ status: 'unknown' });
    house.bank.silence(false);
    await house.pass(10 * secondMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'paid' });
  });

  it('that became unknown goes back to waiting when the shopper has not paid', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    house.bank.silence(true);
    await house.engine.confirmPayment(house.scope, payment.id, { providerPaymentId: null });
    house.bank.silence(false);
    await house.pass(10 * minuteMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'requires_action', nextAction: { type: 'redirect' } });
  });

  it('that became unknown goes back to waiting when the provider has never seen the shopper, however long that takes', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    house.bank.payments.clear();
    house.bank.silence(true);
    await house.engine.confirmPayment(house.scope, payment.id, { providerPaymentId: null });
    await house.pass(hourMs);
    house.bank.silence(false);
    await house.pass(6 * hourMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'requires_action', nextAction: { type: 'redirect' } });
  });

  it('is found without notice or confirm', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    house.bank.shopper(referenceOf(payment), 'approve');
    await house.pass(2 * minuteMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'paid' });
  });

  it('that nobody comes for ends as expired after some days, its order id free; while the provider is silent it does not', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    house.bank.silence(true);
    await house.pass(10 * dayMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'requires_action' });
    house.bank.silence(false);
    await house.pass(2 * dayMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'expired', attempts: [{ status: 'failed' }] });
    expect(await house.pay(100)).toMatchObject({ status: 'paid' });
    await house.pass(4 * dayMs);
    expect(await house.store.nextJobDueAt()).toBeNull();
  });

  it('may be paid after it failed, was canceled or expired: money that came is shown and booked', async () => {
    for (const ending of ['decline', 'cancel', 'expire'] as const) {
      const house = createTestHouse();
      const payment = await house.open(100);
      await endBy(house, ending, payment.id, referenceOf(payment));
      house.bank.shopper(referenceOf(payment), 'approve');
      expect(fresh(await house.engine.syncPayment(house.scope, payment.id)), ending).toMatchObject({
        status: 'paid',
        amountPaidMinor: 100,
      });
      expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
    }
  });

  it('that was canceled or expired is looked at for some days more, because its window may still be open', async () => {
    for (const ending of ['cancel', 'expire'] as const) {
      const house = createTestHouse();
      const payment = await house.open(100);
      await endBy(house, ending, payment.id, referenceOf(payment));
      await house.pass(30 * minuteMs);
      house.bank.shopper(referenceOf(payment), 'approve');
      await house.pass(hourMs);
      expect(await reload(house, payment), ending).toMatchObject({ status: 'paid', amountPaidMinor: 100 });
    }
  });

  it('cannot be canceled while the provider works on it', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    const { payments } = house.bank.provider;
    const inquire = payments.inquire.bind(payments);
    payments.inquire = async () => ({ kind: 'pending', waitsFor: 'provider', nextAction: null });
    await expect(house.engine.cancelPayment(house.scope, payment.id)).rejects.toMatchObject({ code: 'state_conflict' });
    payments.inquire = inquire;
    expect(await reload(house, payment)).toMatchObject({ status: 'requires_action' });
  });

  it('canceled twice at once is canceled for both', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    const answers = await Promise.all([1, 2, 3].map(() => house.engine.cancelPayment(house.scope, payment.id)));
    expect(answers.map((answer) => fresh(answer).status)).toEqual(['canceled', 'canceled', 'canceled']);
  });

  it('cannot be canceled once it is paid, and the money is booked', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    house.bank.shopper(referenceOf(payment), 'approve');
    await expect(house.engine.cancelPayment(house.scope, payment.id)).rejects.toMatchObject({ code: 'state_conflict' });
    expect(await reload(house, payment)).toMatchObject({ status: 'paid' });
  });
});

async function endBy(
  house: TestHouse,
  ending: 'decline' | 'cancel' | 'expire',
  id: PaymentId,
  reference: string,
): Promise<void> {
  if (ending === 'decline') {
    house.bank.shopper(reference, 'decline');
    await house.engine.syncPayment(house.scope, id);
  } else if (ending === 'cancel') {
    await house.engine.cancelPayment(house.scope, id);
  } else {
    const payment = await house.store.payment(id);
    if (payment === null) throw new Error('gone');
    const expiresAt = new Date(house.clock.now().getTime() + minuteMs);
    const jobs = [{ kind: 'schedule', jobKind: 'expire_payment', subjectId: id, dueAt: expiresAt } as const];
    await house.store.commit({ payments: [{ ...payment, version: payment.version + 1, expiresAt }], jobs });
    await house.pass(minuteMs);
    expect(await house.store.payment(id)).toMatchObject({ status: 'expired' });
  }
}

describe('a provider that reports something else than was asked', () => {
  const distortions = {
    amount: { amount: won(90) },
    'more money': { amount: won(110) },
    currency: { amount: { ...won(100), currency: 'USD' as never } },
    'order reference': { reference: 'op00000000000000000000000000' },
  };

  for (const [what, distortion] of Object.entries(distortions)) {
    it(`(${what}) is quarantined: suspense, a case, never paid`, async () => {
      const house = createTestHouse();
      const payment = await house.open(100);
      house.bank.shopper(referenceOf(payment), 'approve');
      house.bank.distort(distortion);
      const confirmed = fresh(await house.engine.confirmPayment(house.scope, payment.id, { providerPaymentId: null }));
      expect(confirmed).toMatchObject({ status: 'quarantined', amountPaidMinor: 0 });
      expect(Object.keys(await balances(house)).sort()).toEqual([
        'asset:pg:testbank:bank-all',
        'suspense:testbank:bank-all',
      ]);
      const cases = await house.store.cases(house.scope, {}, { limit: 10, cursor: null });
      expect(cases.items).toMatchObject([{ kind: 'contradiction', subjectId: payment.id }]);
      await house.engine.syncPayment(house.scope, payment.id);
      expect((await reload(house, payment)).status).toBe('quarantined');
    });
  }

  it('does so in the direct answer to a charge as well', async () => {
    const house = createTestHouse();
    house.bank.distort({ amount: won(1) });
    expect(await house.pay(100)).toMatchObject({ status: 'quarantined', amountPaidMinor: 0 });
  });
});

describe('a virtual account', () => {
  async function issue(house: TestHouse) {
    house.bank.next('wait');
    return fresh(await house.engine.createPayment(house.scope, paymentInput({ method: virtualAccount(house.clock) })));
  }

  it('is expected in the pending layer and booked when the deposit comes', async () => {
    const house = createTestHouse();
    const payment = await issue(house);
    expect(payment).toMatchObject({ status: 'awaiting_deposit', nextAction: { type: 'display_virtual_account' } });
    expect(await balances(house)).toEqual({
      '(pending) asset:pg:testbank:bank-all': 100,
      '(pending) liab:merchant:demo:pending': -100,
    });
    house.bank.shopper(referenceOf(payment), 'approve');
    await house.engine.receiveProviderEvent('bank-main' as never, house.bank.event(referenceOf(payment)));
    await house.settle();
    expect(await reload(house, payment)).toMatchObject({ status: 'paid' });
    expect(await balances(house)).toEqual({ 'asset:pg:testbank:bank-all': 100, 'liab:merchant:demo:pending': -100 });
  });

  it('expires at its due date, and a later exact deposit is still booked as paid', async () => {
    const house = createTestHouse();
    const payment = await issue(house);
    await house.pass(dayMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'expired' });
    expect(await balances(house)).toEqual({});
    house.bank.shopper(referenceOf(payment), 'approve');
    await house.engine.receiveProviderEvent('bank-main' as never, house.bank.event(referenceOf(payment)));
    await house.settle();
    expect(await reload(house, payment)).toMatchObject({ status: 'paid' });
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('with another amount is quarantined and leaves no expectation behind', async () => {
    const house = createTestHouse();
    const payment = await issue(house);
    house.bank.shopper(referenceOf(payment), 'approve');
    house.bank.distort({ amount: won(120) });
    await house.engine.syncPayment(house.scope, payment.id);
    expect(await balances(house)).toEqual({ 'asset:pg:testbank:bank-all': 120, 'suspense:testbank:bank-all': -120 });
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('can be revoked', async () => {
    const house = createTestHouse();
    const payment = await issue(house);
    expect(fresh(await house.engine.cancelPayment(house.scope, payment.id))).toMatchObject({ status: 'canceled' });
    expect(await balances(house)).toEqual({});
  });
});

describe('another merchant or mode', () => {
  it('does not see the payment', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    for (const scope of [
      { merchantId: 'other' as never, livemode: false },
      { ...house.scope, livemode: true },
    ]) {
      await expect(house.engine.syncPayment(scope, payment.id)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});
