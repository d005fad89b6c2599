import { type DeclineReason, declined, declineReasons, hourMs, minuteMs, notCreated, unknown } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { mayFailOver } from '../src/payment/fail-over.ts';
import { dyingStore, turns } from './dying-store.ts';
import { fresh, paymentInput } from './test-house.ts';
import type { Behaviour } from './test-provider.ts';
import {
  attemptsOf,
  chargedMinor,
  createTwoBankHouse,
  referenceAt,
  ruleThatLetsDeclinesGoOn,
  starts,
  type TwoBankHouse,
} from './two-bank-house.ts';

const page = { limit: 100, cursor: null };

async function balances({ house }: TwoBankHouse): Promise<Record<string, number>> {
  const totals = await house.store.accountTotals(house.scope, {});
  return Object.fromEntries(
    totals
      .map(({ account, layer, debitMinor, creditMinor }) => [`${layer} ${account}`, debitMinor - creditMinor] as const)
      .filter(([, balance]) => balance !== 0),
  );
}

async function openOperations({ house }: TwoBankHouse): Promise<string[]> {
  const { items } = await house.store.payments(house.scope, {}, page);
  const operations = (await Promise.all(items.map(({ id }) => house.store.operationsOf(id)))).flat();
  return operations
    .filter(({ status }) => status !== 'closed')
    .map(({ channelId, status }) => `${channelId} ${status}`);
}

describe('a charge that certainly never reached its channel', () => {
  it('goes on at the next one: a new attempt under a new reference, paid and booked there once', async () => {
    const banks = createTwoBankHouse();
    banks.first.next('unreachable');
    const payment = await banks.pay();
    expect(payment).toMatchObject({ status: 'paid', channelId: 'second', provider: 'secondbank', failure: null });
    expect(attemptsOf(payment)).toEqual(['first failed', 'second succeeded']);
    expect(payment.attempts[0]?.failure).toMatchObject({ code: 'provider_unreachable' });
    expect(new Set(payment.attempts.map(({ reference }) => reference)).size).toBe(2);
    expect(await balances(banks)).toEqual({
      'posted asset:pg:secondbank:second': 100,
      'posted liab:merchant:demo:pending': -100,
    });
    const events = await banks.house.store.eventsOf(payment.id);
    expect(events.map(({ type }) => type)).toEqual(['payment.paid']);
    expect(await openOperations(banks)).toEqual([]);
    expect(await banks.house.store.nextJobDueAt()).toBeNull();
  });

  it('ends as unreachable when no channel is left', async () => {
    const banks = createTwoBankHouse();
    banks.first.next('unreachable');
    banks.second.next('unreachable');
    const payment = await banks.pay();
    expect(payment).toMatchObject({ status: 'failed', failure: { code: 'provider_unreachable', retry: 'safe' } });
    expect(attemptsOf(payment)).toEqual(['first failed', 'second failed']);
  });

  it('stays where the merchant wanted it', async () => {
    const banks = createTwoBankHouse();
    banks.first.next('unreachable');
    const input = { ...paymentInput(), channelId: banks.channels[0]?.id ?? null };
    const payment = fresh(await banks.engine.createPayment(banks.house.scope, input));
    expect(payment).toMatchObject({ status: 'failed', channelId: 'first' });
    expect(starts(banks.second)).toBe(0);
  });
});

describe('a decline', () => {
  it('is the answer when no rule lets it go on', async () => {
    const banks = createTwoBankHouse();
    banks.first.next('decline');
    expect(await banks.pay()).toMatchObject({ status: 'failed', failure: { code: 'payment_declined' } });
    expect(starts(banks.second)).toBe(0);
  });

  it('goes on when the rule that chose names its reason', async () => {
    const banks = createTwoBankHouse({ routing: ruleThatLetsDeclinesGoOn });
    banks.first.next('decline');
    const payment = await banks.pay();
    expect(payment).toMatchObject({ status: 'paid', channelId: 'second' });
    expect(payment.attempts[0]?.failure).toMatchObject({ code: 'payment_declined', reason: 'insufficient_funds' });
  });
});

describe('an unknown outcome', () => {
  it.each<Behaviour>(['lost_before', 'lost_after'])('(%s) never goes on, whatever the rule says', async (behaviour) => {
    const banks = createTwoBankHouse({ routing: ruleThatLetsDeclinesGoOn });
    banks.first.next(behaviour);
    const payment = await banks.pay();
    expect(payment).toMatchObject({ status: 'unknown', channelId: 'first' });
    await banks.pass(hourMs);
    expect(starts(banks.second)).toBe(0);
    expect(chargedMinor(banks)).toBe(behaviour === 'lost_after' ? 100 : 0);
    expect((await banks.load(payment.id)).status).toBe(behaviour === 'lost_after' ? 'paid' : 'failed');
  });

  it('at the second channel is asked about there', async () => {
    const banks = createTwoBankHouse();
    banks.first.next('unreachable');
    banks.second.next('lost_after');
    const payment = await banks.pay();
    expect(payment).toMatchObject({ status: 'unknown', channelId: 'second' });
    await banks.pass(minuteMs);
    expect(await banks.load(payment.id)).toMatchObject({ status: 'paid', channelId: 'second' });
    expect(banks.first.calls).toEqual(['start']);
  });
});

describe('the law of going on', () => {
  const reasons = Object.keys(declineReasons) as DeclineReason[];

  it('knows two grounds: nothing exists at the provider, or a decline that was allowed; "duplicate" is neither', () => {
    expect(mayFailOver(unknown('headers timeout'), reasons)).toBe(false);
    expect(mayFailOver({ kind: 'pending', waitsFor: 'provider', nextAction: null }, reasons)).toBe(false);
    for (const reason of reasons) {
      expect(mayFailOver(notCreated(reason), [])).toBe(reason !== 'duplicate');
      expect(mayFailOver(declined(reason), [])).toBe(false);
      expect(mayFailOver(declined(reason), reasons)).toBe(reason !== 'duplicate');
    }
  });
});

describe('a process that dies between two attempts', () => {
  for (const when of ['before', 'after'] as const) {
    for (const commitNumber of [1, 2, 3]) {
      it(`(${when} commit ${commitNumber}) charges at most once, leaves nothing stuck and keeps its books`, async () => {
        const banks = createTwoBankHouse();
        banks.first.next('unreachable');
        const dying = banks.again({ store: dyingStore(banks.house.store, commitNumber, when) });
        void dying.createPayment(banks.house.scope, paymentInput({ orderId: 'CRASH' }));
        await turns();
        await banks.pass(hourMs);
        const { items } = await banks.house.store.payments(banks.house.scope, {}, page);
        expect(chargedMinor(banks)).toBe(items.reduce((sum, { amountPaidMinor }) => sum + amountPaidMinor, 0));
        expect(starts(banks.second)).toBe(commitNumber === 3 ? 1 : 0);
        expect(items.every(({ status }) => status === 'paid' || status === 'failed')).toBe(true);
        expect(await openOperations(banks)).toEqual([]);
        expect((await banks.engine.verifyLedger(banks.house.scope)).problems).toEqual([]);
      });
    }
  }
});

describe('while the second attempt is at its provider', () => {
  async function overtake(secondBehaviour: Behaviour) {
    const banks = createTwoBankHouse({ routing: ruleThatLetsDeclinesGoOn });
    banks.first.next('decline');
    banks.second.next(secondBehaviour);
    const gate = banks.second.hold();
    const running = banks.pay('RACE');
    await gate.entered;
    const { items } = await banks.house.store.payments(banks.house.scope, {}, page);
    const [payment] = items;
    if (payment === undefined) throw new Error('no payment');
    return { banks, gate, running, payment };
  }

  it('the payment shows both attempts, and a confirm or sync changes nothing', async () => {
    const { banks, gate, running, payment } = await overtake('approve');
    expect(attemptsOf(payment)).toEqual(['first failed', 'second pending']);
    const confirmed = fresh(
      await banks.engine.confirmPayment(banks.house.scope, payment.id, { providerPaymentId: null }),
    );
    expect(confirmed).toMatchObject({ status: 'pending', channelId: 'second' });
    gate.release();
    expect(await running).toMatchObject({ status: 'paid', channelId: 'second' });
    expect(chargedMinor(banks)).toBe(100);
  });

  it('an answer about the first, asked before, does not end the payment', async () => {
    const banks = createTwoBankHouse({ routing: ruleThatLetsDeclinesGoOn });
    banks.first.next('decline');
    const atFirst = banks.first.hold();
    const running = banks.pay('RACE');
    await atFirst.entered;
    const [claimed] = (await banks.house.store.payments(banks.house.scope, {}, page)).items;
    if (claimed === undefined) throw new Error('no payment');
    const reference = referenceAt(claimed, 'first');
    banks.first.payments.set(reference, { ...entryOf(100), status: 'declined' });
    const question = banks.first.hold('inquire');
    const syncing = banks.engine.syncPayment(banks.house.scope, claimed.id);
    await question.entered;
    const atSecond = banks.second.hold();
    atFirst.release();
    await atSecond.entered;
    question.release();
    expect(fresh(await syncing)).toMatchObject({ status: 'pending', channelId: 'second' });
    atSecond.release();
    expect(await running).toMatchObject({ status: 'paid', channelId: 'second' });
  });

  for (const second of ['approve', 'decline', 'lost_after', 'lost_before', 'unreachable'] as const) {
    it(`a late notice that the first was paid after all makes it paid there; the second (${second}) is never lost sight of`, async () => {
      const { banks, gate, running, payment } = await overtake(second);
      const reference = referenceAt(payment, 'first');
      const entry = banks.first.payments.get(reference);
      if (entry === undefined) throw new Error('the first bank knows nothing');
      entry.status = 'done';
      await banks.engine.receiveProviderEvent('first-main' as never, banks.first.event(reference));
      await banks.house.settle(banks.engine);
      expect(await banks.load(payment.id)).toMatchObject({ status: 'paid', channelId: 'first', provider: 'firstbank' });
      expect(await balances(banks)).toEqual({
        'posted asset:pg:firstbank:first': 100,
        'posted liab:merchant:demo:pending': -100,
      });
      gate.release();
      expect(await running).toMatchObject({ status: 'paid', channelId: 'first' });
      await banks.pass(hourMs);
      const secondMoved = second === 'approve' || second === 'lost_after';
      expect(chargedMinor(banks)).toBe(secondMoved ? 200 : 100);
      const cases = await banks.house.store.cases(banks.house.scope, {}, page);
      expect(cases.items.map(({ kind, evidence }) => `${kind} ${evidence.contradiction}`)).toEqual(
        secondMoved ? ['contradiction second_charge'] : [],
      );
      expect(await openOperations(banks)).toEqual([]);
      const refund = { amountMinor: null, taxFreeAmountMinor: null, reason: null, requester: 'admin' as const };
      const answer = await banks.engine.createRefund(banks.house.scope, payment.id, {
        ...refund,
        refundAccount: null,
        expectedRefundableMinor: null,
      });
      expect(fresh(answer)).toMatchObject({ status: 'succeeded' });
      expect(banks.first.payments.get(reference)?.returnedMinor).toBe(100);
      expect((await banks.engine.verifyLedger(banks.house.scope)).problems).toEqual([]);
    });
  }

  it('and its outcome stays unknown for long, it is asked about until it is known', async () => {
    const { banks, gate, running, payment } = await overtake('lost_after');
    const reference = referenceAt(payment, 'first');
    const entry = banks.first.payments.get(reference);
    if (entry === undefined) throw new Error('the first bank knows nothing');
    entry.status = 'done';
    await banks.engine.receiveProviderEvent('first-main' as never, banks.first.event(reference));
    await banks.house.settle(banks.engine);
    banks.second.silence(true);
    gate.release();
    await running;
    await banks.pass(hourMs);
    expect(await openOperations(banks)).toEqual(['second open']);
    banks.second.silence(false);
    await banks.pass(hourMs);
    const cases = await banks.house.store.cases(banks.house.scope, {}, page);
    expect(cases.items.map(({ evidence }) => evidence.contradiction)).toEqual(['second_charge']);
    expect(await openOperations(banks)).toEqual([]);
  });

  it('and dies there, what the second did is found although the payment was paid by the first', async () => {
    const banks = createTwoBankHouse({ routing: ruleThatLetsDeclinesGoOn });
    banks.first.next('decline');
    banks.second.next('approve');
    const dying = banks.again({ store: dyingStore(banks.house.store, 3, 'before') });
    void dying.createPayment(banks.house.scope, paymentInput({ orderId: 'CRASH' }));
    await turns();
    const [payment] = (await banks.house.store.payments(banks.house.scope, {}, page)).items;
    if (payment === undefined) throw new Error('no payment');
    const reference = referenceAt(payment, 'first');
    const entry = banks.first.payments.get(reference);
    if (entry === undefined) throw new Error('the first bank knows nothing');
    entry.status = 'done';
    await banks.engine.receiveProviderEvent('first-main' as never, banks.first.event(reference));
    await banks.pass(hourMs);
    expect(await banks.load(payment.id)).toMatchObject({ status: 'paid', channelId: 'first' });
    const cases = await banks.house.store.cases(banks.house.scope, {}, page);
    expect(cases.items.map(({ evidence }) => evidence.contradiction)).toEqual(['second_charge']);
    expect(await openOperations(banks)).toEqual([]);
  });
});

describe('a caller that comes back after its claim was taken over', () => {
  it('does not go on: others have asked since, and may have told the merchant that it failed', async () => {
    const banks = createTwoBankHouse();
    banks.first.next('unreachable');
    const gate = banks.first.hold();
    const running = banks.pay('SLOW');
    await gate.entered;
    await banks.pass(hourMs);
    gate.release();
    expect(await running).toMatchObject({ status: 'failed', channelId: 'first' });
    expect(starts(banks.second)).toBe(0);
    expect(await openOperations(banks)).toEqual([]);
  });
});

describe('a late success of the first after the second was paid', () => {
  it('is a second charge that a person is shown; the payment stays as it is', async () => {
    const banks = createTwoBankHouse({ routing: ruleThatLetsDeclinesGoOn });
    banks.first.next('decline');
    const payment = await banks.pay();
    const reference = referenceAt(payment, 'first');
    const entry = banks.first.payments.get(reference);
    if (entry === undefined) throw new Error('the first bank knows nothing');
    entry.status = 'done';
    await banks.engine.receiveProviderEvent('first-main' as never, banks.first.event(reference));
    await banks.house.settle(banks.engine);
    expect(await banks.load(payment.id)).toMatchObject({ status: 'paid', channelId: 'second', amountPaidMinor: 100 });
    const cases = await banks.house.store.cases(banks.house.scope, {}, page);
    expect(cases.items).toMatchObject([
      { kind: 'contradiction', subjectId: payment.id, evidence: { contradiction: 'second_charge' } },
    ]);
  });
});

describe('an Idempotency-Key', () => {
  it('of a request that goes on is held until the last attempt has its answer', async () => {
    const banks = createTwoBankHouse();
    banks.first.next('unreachable');
    const gate = banks.second.hold();
    const idempotent = { key: 'k', fingerprint: 'f', represent: () => ({ status: 201, body: '{}' }) };
    const running = banks.engine.createPayment(banks.house.scope, paymentInput(), idempotent);
    await gate.entered;
    await expect(banks.engine.createPayment(banks.house.scope, paymentInput(), idempotent)).rejects.toMatchObject({
      code: 'idempotency_in_progress',
    });
    gate.release();
    expect(fresh(await running)).toMatchObject({ status: 'paid' });
    expect(await banks.engine.createPayment(banks.house.scope, paymentInput(), idempotent)).toMatchObject({
      kind: 'replay',
    });
  });
});

function entryOf(amountMinor: number) {
  const amount = paymentInput({ amountMinor }).amount;
  return { providerId: 'tb_x', amount, status: 'waiting' as const, returnedMinor: 0, times: 1, confirms: 0 };
}
