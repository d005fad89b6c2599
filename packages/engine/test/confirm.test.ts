import { currentAttempt, hourMs, minuteMs, type Payment, secondMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../src/index.ts';
import { dyingStore, turns } from './dying-store.ts';
import { balances, createTestHouse, fresh, referenceOf, reload, type TestHouse } from './test-house.ts';
import { won } from './test-provider.ts';

const booked = { 'asset:pg:testbank:bank-all': 100, 'liab:merchant:demo:pending': -100 };

/** A payment that the shopper has approved and whose money moves with our confirm. */
async function approved(options: Parameters<typeof createTestHouse>[0] = {}) {
  const house = createTestHouse({ ...options, confirms: true });
  const payment = await house.open(100);
  house.bank.shopper(referenceOf(payment), 'approve');
  return { house, payment, providerPaymentId: house.bank.payments.get(referenceOf(payment))?.providerId ?? '' };
}

type Stage = Awaited<ReturnType<typeof approved>>;

function confirm({ house, payment, providerPaymentId }: Stage, key?: string): Promise<Answer<Payment>> {
  const represent = ({ status }: Payment) => ({ status: 200, body: status });
  const idempotent = key === undefined ? undefined : { key, fingerprint: 'confirm', represent };
  return house.engine.confirmPayment(house.scope, payment.id, { providerPaymentId }, idempotent);
}

const sent = ({ bank }: TestHouse) => bank.calls.filter((call) => call === 'confirm').length;
const moved = ({ house, payment }: Stage) => house.bank.payments.get(referenceOf(payment))?.confirms;

async function operationOf({ house, payment }: Stage) {
  const operation = await house.store.operation(currentAttempt(payment).operationId);
  if (operation === null) throw new Error('gone');
  return operation;
}

async function expectSound(stage: Stage, charges: number): Promise<void> {
  const { house } = stage;
  expect(moved(stage)).toBe(charges);
  expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
}

describe('a confirm that moves the money', () => {
  it('moves it once, books it once, and is not sent again', async () => {
    const stage = await approved();
    expect(fresh(await confirm(stage))).toMatchObject({ status: 'paid', amountPaidMinor: 100, nextAction: null });
    expect(fresh(await confirm(stage))).toMatchObject({ status: 'paid' });
    expect(sent(stage.house)).toBe(1);
    expect(await balances(stage.house)).toEqual(booked);
    expect(await stage.house.store.nextJobDueAt()).toBeNull();
    expect(await operationOf(stage)).toMatchObject({ status: 'closed', outcome: 'succeeded' });
    await expectSound(stage, 1);
  });

  it("is committed as an intent before the provider hears of it, on the attempt's own operation", async () => {
    const stage = await approved();
    const before = await operationOf(stage);
    const gate = stage.house.bank.hold();
    const running = confirm(stage);
    await gate.entered;
    const leaseUntil = new Date(stage.house.clock.now().getTime() + 40 * secondMs);
    expect(await operationOf(stage)).toEqual({
      ...before,
      fence: before.fence + 1,
      status: 'claimed',
      leaseUntil,
      outcome: null,
      sentAt: stage.house.clock.now(),
    });
    expect(await reload(stage.house, stage.payment)).toMatchObject({ status: 'pending', nextCheckAt: leaseUntil });
    expect(await stage.house.store.nextJobDueAt()).toEqual(leaseUntil);
    gate.release();
    expect(fresh(await running)).toMatchObject({ status: 'paid' });
  });

  it('is one call, however many ask for it at once', async () => {
    const stage = await approved();
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(stage)));
    expect(sent(stage.house)).toBe(1);
    expect(answers.map((answer) => fresh(answer).status)).toContain('paid');
    await expectSound(stage, 1);
  });

  it('without the id of the provider only asks', async () => {
    const stage = await approved();
    const { house, payment } = stage;
    expect(
      fresh(await house.engine.confirmPayment(house.scope, payment.id, { providerPaymentId: null })),
    ).toMatchObject({ status: 'requires_action' });
    expect(sent(house)).toBe(0);
  });

  it('that is declined fails the payment', async () => {
    const stage = await approved();
    stage.house.bank.next('decline');
    expect(fresh(await confirm(stage))).toMatchObject({ status: 'failed', failure: { reason: 'insufficient_funds' } });
    await confirm(stage);
    expect(sent(stage.house)).toBe(1);
    await expectSound(stage, 0);
  });

  it('of which the provider tells other facts is quarantined', async () => {
    const stage = await approved();
    stage.house.bank.distort({ amount: won(90) });
    expect(fresh(await confirm(stage))).toMatchObject({ status: 'quarantined', amountPaidMinor: 0 });
  });

  it('is not sent for a payment that has ended', async () => {
    const stage = await approved();
    await stage.house.engine.cancelPayment(stage.house.scope, stage.payment.id);
    await expect(confirm(stage)).resolves.toMatchObject({ value: { status: 'canceled' } });
    expect(sent(stage.house)).toBe(0);
    expect(await reload(stage.house, stage.payment)).toMatchObject({ status: 'canceled' });
  });
});

describe('while a confirm is at the provider', () => {
  it('"waits for the shopper" is no news, and nobody else may end or confirm the payment', async () => {
    const stage = await approved();
    const { house, payment } = stage;
    const gate = house.bank.hold();
    const running = confirm(stage);
    await gate.entered;
    await house.engine.receiveProviderEvent('bank-main' as never, house.bank.event(referenceOf(payment)));
    await house.settle();
    expect(fresh(await house.engine.syncPayment(house.scope, payment.id))).toMatchObject({ status: 'pending' });
    expect(fresh(await confirm(stage))).toMatchObject({ status: 'pending' });
    await expect(house.engine.cancelPayment(house.scope, payment.id)).rejects.toMatchObject({ code: 'state_conflict' });
    gate.release();
    expect(fresh(await running)).toMatchObject({ status: 'paid' });
    expect(sent(house)).toBe(1);
    await expectSound(stage, 1);
  });

  it('a second request under its key is told to wait, and gets its answer afterwards', async () => {
    const stage = await approved();
    const gate = stage.house.bank.hold();
    const running = confirm(stage, 'key-1');
    await gate.entered;
    await expect(confirm(stage, 'key-1')).rejects.toMatchObject({ code: 'idempotency_in_progress' });
    gate.release();
    await running;
    expect(await confirm(stage, 'key-1')).toEqual({ kind: 'replay', response: { status: 200, body: 'paid' } });
    expect(sent(stage.house)).toBe(1);
  });
});

describe('a confirm whose outcome was lost', () => {
  it('after the money moved: unknown, never sent again, paid once the provider is asked', async () => {
    const stage = await approved();
    stage.house.bank.next('lost_after');
    expect(fresh(await confirm(stage, 'key-1'))).toMatchObject({ status: 'unknown' });
    expect(await balances(stage.house)).toEqual({});
    expect(await confirm(stage, 'key-1')).toMatchObject({ response: { body: 'unknown' } });
    await stage.house.pass(10 * secondMs);
    expect(await reload(stage.house, stage.payment)).toMatchObject({ status: 'paid' });
    expect(await confirm(stage, 'key-1')).toMatchObject({ response: { body: 'paid' } });
    expect(sent(stage.house)).toBe(1);
    expect(await balances(stage.house)).toEqual(booked);
    await expectSound(stage, 1);
  });

  it('before the provider acted: unknown until that is proven, then waiting again, and may be confirmed again', async () => {
    const stage = await approved();
    stage.house.bank.next('lost_before');
    await confirm(stage);
    await stage.house.pass(49 * secondMs);
    expect(fresh(await confirm(stage))).toMatchObject({ status: 'unknown' });
    expect(sent(stage.house)).toBe(1);
    await stage.house.pass(3 * minuteMs);
    expect(await reload(stage.house, stage.payment)).toMatchObject({
      status: 'requires_action',
      nextAction: stage.payment.nextAction,
    });
    expect(await operationOf(stage)).toMatchObject({ status: 'open', outcome: 'pending' });
    expect(fresh(await confirm(stage))).toMatchObject({ status: 'paid' });
    await expectSound(stage, 1);
  });

  it('is not taken for nothing by an answer that was asked for too early and came late', async () => {
    const stage = await approved();
    stage.house.bank.next('lost_before');
    await confirm(stage);
    const gate = stage.house.bank.hold('inquire');
    const running = stage.house.engine.syncPayment(stage.house.scope, stage.payment.id);
    await gate.entered;
    stage.house.clock.advance(10 * minuteMs);
    gate.release();
    expect(fresh(await running)).toMatchObject({ status: 'unknown' });
  });

  it('fails when the provider has certainly no trace of the payment any more', async () => {
    const stage = await approved();
    stage.house.bank.next('lost_before');
    await confirm(stage);
    stage.house.bank.payments.clear();
    await stage.house.pass(45 * secondMs);
    expect(await reload(stage.house, stage.payment)).toMatchObject({ status: 'unknown' });
    await stage.house.pass(3 * minuteMs);
    expect(await reload(stage.house, stage.payment)).toMatchObject({
      status: 'failed',
      failure: { code: 'provider_unreachable' },
    });
  });

  it('stays unknown as long as the provider is silent, and a person is shown a case', async () => {
    const stage = await approved();
    stage.house.bank.next('lost_after');
    await confirm(stage);
    stage.house.bank.silence(true);
    await stage.house.pass(8 * hourMs);
    expect(await reload(stage.house, stage.payment)).toMatchObject({ status: 'unknown' });
    const cases = await stage.house.store.cases(stage.house.scope, {}, { limit: 10, cursor: null });
    expect(cases.items).toMatchObject([{ kind: 'unknown_outcome', subjectId: stage.payment.id }]);
    stage.house.bank.silence(false);
    await stage.house.pass(6 * hourMs);
    expect(await reload(stage.house, stage.payment)).toMatchObject({ status: 'paid' });
  });

  it('is not ended by the time of the payment: expiry waits until the outcome is known', async () => {
    const stage = await approved();
    const { house, payment } = stage;
    const expiresAt = new Date(house.clock.now().getTime() + 20 * secondMs);
    const jobs = [{ kind: 'schedule', jobKind: 'expire_payment', subjectId: payment.id, dueAt: expiresAt } as const];
    await house.store.commit({ payments: [{ ...payment, version: payment.version + 1, expiresAt }], jobs });
    house.bank.next('lost_before');
    await confirm(stage);
    await house.pass(45 * secondMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'unknown' });
    await house.pass(3 * minuteMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'expired' });
    expect(sent(house)).toBe(1);
  });

  it('is taken over when the caller is gone; his late doubts are dropped, late facts are not', async () => {
    for (const [late, status] of [['unreachable', 'unknown'] as const, ['approve', 'paid'] as const]) {
      const stage = await approved();
      const { house, payment } = stage;
      house.bank.next(late);
      const gate = house.bank.hold();
      const running = confirm(stage);
      await gate.entered;
      house.bank.silence(true);
      await house.pass(41 * secondMs);
      expect(await reload(house, payment)).toMatchObject({ status: 'unknown' });
      gate.release();
      expect(fresh(await running), late).toMatchObject({ status });
      house.bank.silence(false);
      await house.pass(hourMs);
      await expectSound(stage, late === 'approve' ? 1 : 0);
    }
  });
});

describe('a confirm that certainly did nothing', () => {
  it('because the provider was not reached: the payment waits as before, and the key is free', async () => {
    const stage = await approved();
    stage.house.bank.next('unreachable');
    await expect(confirm(stage, 'key-1')).rejects.toMatchObject({ code: 'provider_unreachable' });
    expect(await reload(stage.house, stage.payment)).toMatchObject({
      status: 'requires_action',
      nextAction: stage.payment.nextAction,
      failure: null,
    });
    expect(fresh(await confirm(stage, 'key-1'))).toMatchObject({ status: 'paid' });
    await expectSound(stage, 1);
  });

  it('because the id is invented or foreign: the payment is not harmed', async () => {
    const stage = await approved();
    const foreign = { ...stage, providerPaymentId: 'tb_999' };
    await expect(confirm(foreign)).rejects.toMatchObject({ code: 'provider_refused' });
    expect(await reload(stage.house, stage.payment)).toMatchObject({ status: 'requires_action' });
    expect(fresh(await confirm(stage))).toMatchObject({ status: 'paid' });
  });

  it('leaves no doubt behind: a silent provider that then knows nothing puts the payment back to waiting', async () => {
    const stage = await approved();
    const { house, payment } = stage;
    house.bank.next('unreachable');
    await expect(confirm(stage)).rejects.toMatchObject({ code: 'provider_unreachable' });
    house.bank.silence(true);
    await house.engine.confirmPayment(house.scope, payment.id, { providerPaymentId: null });
    house.bank.silence(false);
    house.bank.payments.clear();
    await house.pass(10 * minuteMs);
    expect(await reload(house, payment)).toMatchObject({ status: 'requires_action' });
  });
});

describe('a process that dies while it confirms', () => {
  for (const when of ['before', 'after'] as const) {
    for (const commitNumber of [1, 2]) {
      it(`(${when} commit ${commitNumber}) leaves nothing lost and nothing done twice`, async () => {
        const stage = await approved();
        const { house, payment, providerPaymentId } = stage;
        const dying = house.again({ store: dyingStore(house.store, commitNumber, when) });
        void dying.confirmPayment(house.scope, payment.id, { providerPaymentId });
        await turns();
        await house.pass(30 * minuteMs);
        const wasSent = commitNumber === 2;
        expect(sent(house)).toBe(wasSent ? 1 : 0);
        expect((await reload(house, payment)).status).toBe(wasSent ? 'paid' : 'requires_action');
        expect(fresh(await confirm(stage))).toMatchObject({ status: 'paid' });
        expect(sent(house)).toBe(1);
        expect(await balances(house)).toEqual(booked);
        await expectSound(stage, 1);
      });
    }
  }
});
