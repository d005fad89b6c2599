import { minuteMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import type { Store } from '../src/index.ts';
import { dyingStore, turns } from './dying-store.ts';
import { createTestHouse, paymentInput, payoutInput, refundInput, type TestHouse } from './test-house.ts';

const work = {
  payment: (house: TestHouse, engine: TestHouse['engine']) =>
    engine.createPayment(house.scope, paymentInput({ orderId: 'CRASH' })),
  refund: async (house: TestHouse, engine: TestHouse['engine']) => {
    const { items } = await house.store.payments(house.scope, { orderId: 'BEFORE' }, { limit: 1, cursor: null });
    return engine.createRefund(house.scope, items[0]?.id as never, refundInput(60));
  },
  payout: (house: TestHouse, engine: TestHouse['engine']) => engine.createPayout(house.scope, payoutInput()),
};

describe('a process that dies at any commit', () => {
  for (const [name, run] of Object.entries(work)) {
    for (const when of ['before', 'after'] as const) {
      for (const commitNumber of [1, 2]) {
        it(`(${name}, ${when} commit ${commitNumber}) leaves nothing stuck, nothing lost and nothing done twice`, async () => {
          const house = createTestHouse();
          await house.pay(100, 'BEFORE');
          const dying = house.again({ store: dyingStore(house.store, commitNumber, when) });
          const calls = house.bank.calls.length;
          void run(house, dying);
          await turns();
          await house.pass(30 * minuteMs);

          const sent = house.bank.calls.slice(calls).filter((call) => !call.startsWith('inquire'));
          expect(sent).toHaveLength(commitNumber === 1 ? 0 : 1);
          expect(await stuck(house)).toEqual([]);
          expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
          expect(await paidOut(house)).toBe(sum(house.bank.payouts));
          expect(await refunded(house)).toBe(
            [...house.bank.payments.values()].reduce((total, { returnedMinor }) => total + returnedMinor, 0),
          );
          expect(await charged(house)).toBe(sum(house.bank.payments));
        });
      }
    }
  }
});

describe('a store that fails', () => {
  function failingStore(store: Store, commitNumber: number): Store {
    let commits = 0;
    return {
      ...store,
      commit(changes) {
        commits += 1;
        return commits === commitNumber ? Promise.reject(new Error('database or disk is full')) : store.commit(changes);
      },
    };
  }

  for (const [name, run] of Object.entries(work)) {
    it(`(${name}) before the call: nothing leaves the house, and the caller may try again`, async () => {
      const house = createTestHouse();
      await house.pay(100, 'BEFORE');
      const calls = house.bank.calls.length;
      const failing = house.again({ store: failingStore(house.store, 1) });
      await expect(run(house, failing)).rejects.toMatchObject({ code: 'service_unavailable', retry: 'safe' });
      expect(house.bank.calls).toHaveLength(calls);
    });

    it(`(${name}) after the call: the caller is told that the outcome is unknown, and it is found`, async () => {
      const house = createTestHouse();
      await house.pay(100, 'BEFORE');
      const failing = house.again({ store: failingStore(house.store, 2) });
      await expect(run(house, failing)).rejects.toMatchObject({ code: 'outcome_unknown', retry: 'after_lookup' });
      await house.pass(30 * minuteMs);
      expect(await stuck(house)).toEqual([]);
      expect(await charged(house)).toBe(sum(house.bank.payments));
      expect(await paidOut(house)).toBe(sum(house.bank.payouts));
    });
  }
});

function sum(books: TestHouse['bank']['payments']): number {
  return [...books.values()]
    .filter(({ status }) => status === 'done')
    .reduce((total, { amount, times }) => total + amount.amountMinor * times, 0);
}

const page = { limit: 100, cursor: null };

async function charged(house: TestHouse): Promise<number> {
  return (await house.store.payments(house.scope, {}, page)).items.reduce(
    (total, { amountPaidMinor }) => total + amountPaidMinor,
    0,
  );
}

async function refunded(house: TestHouse): Promise<number> {
  return (await house.store.payments(house.scope, {}, page)).items.reduce(
    (total, { amountRefundedMinor }) => total + amountRefundedMinor,
    0,
  );
}

async function paidOut(house: TestHouse): Promise<number> {
  const { items } = await house.store.payouts(house.scope, { status: 'succeeded' }, page);
  return items.reduce((total, { amountMinor }) => total + amountMinor, 0);
}

async function stuck(house: TestHouse): Promise<string[]> {
  const payments = (await house.store.payments(house.scope, {}, page)).items;
  const refunds = (await house.store.refunds(house.scope, {}, page)).items;
  const payouts = (await house.store.payouts(house.scope, {}, page)).items;
  const subjects = [...payments, ...refunds, ...payouts].map(({ id }) => id);
  const operations = (await Promise.all(subjects.map((id) => house.store.operationsOf(id)))).flat();
  return operations.filter(({ status }) => status !== 'closed').map(({ id, status }) => `${id} ${status}`);
}
