import type { ProviderAccountId } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { createTestHouse, referenceOf, reload, type TestHouse } from './test-house.ts';

const account = 'bank-main' as ProviderAccountId;

function copyOf(house: TestHouse, reference: string, copy: number) {
  return { ...house.bank.event(reference), body: new TextEncoder().encode(`${reference}#${copy}`) };
}

async function journal(house: TestHouse) {
  const { items } = await house.store.journalEntries(house.scope, {}, { limit: 100, cursor: null });
  return items.map(({ kind, sourceKey, lines }) => ({ kind, sourceKey, lines }));
}

describe('a provider event', () => {
  it('that is forged changes nothing and is not kept', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    expect(await house.engine.receiveProviderEvent(account, house.bank.event('forged'))).toEqual({
      kind: 'rejected',
      reason: 'bad_signature',
    });
    await house.settle();
    expect(await reload(house, payment)).toEqual(payment);
  });

  it('for an account that does not exist is told apart', async () => {
    const house = createTestHouse();
    expect(await house.engine.receiveProviderEvent('nobody' as ProviderAccountId, house.bank.event('x'))).toEqual({
      kind: 'unknown_account',
    });
  });

  it('is acknowledged once it is on disk, before anybody asks the provider', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    const asked = house.bank.calls.length;
    expect(await house.engine.receiveProviderEvent(account, house.bank.event(referenceOf(payment)))).toEqual({
      kind: 'accepted',
      duplicate: false,
    });
    expect(house.bank.calls.length).toBe(asked);
    expect(await house.store.nextJobDueAt()).not.toBeNull();
  });

  it('before the answer of the call that made the payment ends in the same state with one sale', async () => {
    const house = createTestHouse();
    const gate = house.bank.hold();
    const running = house.pay(100);
    await gate.entered;
    const [claimed] = (await house.store.payments(house.scope, {}, { limit: 1, cursor: null })).items;
    if (claimed === undefined) throw new Error('nothing claimed');
    house.bank.payments.set(referenceOf(claimed), {
      providerId: 'tb_1',
      amount: { amountMinor: 100, currency: claimed.currency },
      status: 'done',
      returnedMinor: 0,
      times: 0,
      confirms: 0,
    });
    await house.engine.receiveProviderEvent(account, house.bank.event(referenceOf(claimed)));
    await house.settle();
    expect(await reload(house, claimed)).toMatchObject({ status: 'paid' });
    gate.release();
    expect(await running).toMatchObject({ status: 'paid' });
    expect((await journal(house)).map(({ kind }) => kind)).toEqual(['sale']);
    expect((await house.store.operationsOf(claimed.id))[0]).toMatchObject({ status: 'closed' });
  });

  it('that could not be followed, because the provider was silent, is followed later', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    house.bank.shopper(referenceOf(payment), 'approve');
    house.bank.silence(true);
    await house.engine.receiveProviderEvent(account, house.bank.event(referenceOf(payment)));
    await house.settle();
    expect(await reload(house, payment)).toMatchObject({ status: 'requires_action' });
    house.bank.silence(false);
    await house.pass(1_000);
    expect(await reload(house, payment)).toMatchObject({ status: 'paid' });
  });

  it('that came before the provider shows what it is about is followed once more when it must be visible', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    await house.engine.cancelPayment(house.scope, payment.id);
    await house.engine.receiveProviderEvent(account, house.bank.event(referenceOf(payment)));
    await house.settle();
    house.bank.shopper(referenceOf(payment), 'approve');
    await house.pass(20_000);
    expect(await reload(house, payment)).toMatchObject({ status: 'paid' });
  });

  it('copied, makes us ask again, so that a hint that came too early is not lost', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    await house.engine.receiveProviderEvent(account, house.bank.event(referenceOf(payment)));
    await house.settle();
    house.bank.shopper(referenceOf(payment), 'approve');
    expect(await house.engine.receiveProviderEvent(account, house.bank.event(referenceOf(payment)))).toEqual({
      kind: 'accepted',
      duplicate: true,
    });
    await house.settle();
    expect(await reload(house, payment)).toMatchObject({ status: 'paid' });
  });

  it('about nothing we know is kept and harms nobody', async () => {
    const house = createTestHouse();
    await house.engine.receiveProviderEvent(account, house.bank.event('op00000000000000000000000000'));
    await house.settle();
    const kept = await house.store.providerEventByKey(account, 'op00000000000000000000000000#');
    expect(kept).toMatchObject({ status: 'unmatched', subjectId: null });
    expect(await house.store.nextJobDueAt()).toBeNull();
  });
});

describe('all orders of the events of one payment, with duplicates and with the shopper paying in between', () => {
  it('end in the same state with the same journal', async () => {
    const outcomes = new Set<string>();
    for (const order of permutations([0, 1, 2])) {
      for (const paidBefore of [0, 1, 2]) {
        const house = createTestHouse();
        const payment = await house.open(100);
        for (const [position, copy] of [...order, ...order].entries()) {
          if (position === paidBefore) house.bank.shopper(referenceOf(payment), 'approve');
          await house.engine.receiveProviderEvent(account, copyOf(house, referenceOf(payment), copy));
          if (copy !== 1) await house.settle();
        }
        await house.settle();
        const end = await reload(house, payment);
        outcomes.add(
          JSON.stringify([
            end.status,
            end.amountPaidMinor,
            (await journal(house)).map(({ kind, lines }) => [kind, lines]),
          ]),
        );
      }
    }
    expect(outcomes.size).toBe(1);
    expect([...outcomes][0]).toContain('"paid",100');
  });
});

function permutations(values: readonly number[]): number[][] {
  if (values.length <= 1) return [[...values]];
  return values.flatMap((value) =>
    permutations(values.filter((other) => other !== value)).map((rest) => [value, ...rest]),
  );
}
