import { hourMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { dyingStore, turns } from './dying-store.ts';
import { fresh, payoutInput } from './test-house.ts';
import type { Behaviour, TestProvider } from './test-provider.ts';
import { createTwoBankHouse, type TwoBankHouse } from './two-bank-house.ts';

const page = { limit: 100, cursor: null };

async function payOut({ engine, house }: TwoBankHouse) {
  return fresh(await engine.createPayout(house.scope, payoutInput()));
}

async function only({ house }: TwoBankHouse) {
  const { items } = await house.store.payouts(house.scope, {}, page);
  const [payout] = items;
  if (payout === undefined) throw new Error('no payout');
  return payout;
}

function sentMinor({ first, second }: TwoBankHouse): number {
  return [...first.payouts.values(), ...second.payouts.values()]
    .filter(({ status }) => status === 'done')
    .reduce((sum, { amount, times }) => sum + amount.amountMinor * times, 0);
}

const sends = ({ calls }: TestProvider) => calls.filter((call) => call === 'payout').length;

async function casesOf({ house }: TwoBankHouse) {
  return (await house.store.cases(house.scope, {}, page)).items.map(({ evidence }) => evidence.contradiction);
}

describe('a payout that certainly never reached its channel', () => {
  it('leaves over the next one under a new reference, booked and told once', async () => {
    const banks = createTwoBankHouse();
    banks.first.next('unreachable');
    const payout = await payOut(banks);
    expect(payout).toMatchObject({ status: 'succeeded', channelId: 'second', provider: 'secondbank', failure: null });
    expect(sentMinor(banks)).toBe(20_000);
    const operations = await banks.house.store.operationsOf(payout.id);
    expect(operations.map(({ channelId, status }) => `${channelId} ${status}`)).toEqual([
      'first closed',
      'second closed',
    ]);
    const events = await banks.house.store.eventsOf(payout.id);
    expect(events.map(({ type }) => type)).toEqual(['payout.processing', 'payout.succeeded']);
    expect((await banks.engine.verifyLedger(banks.house.scope)).problems).toEqual([]);
  });

  it('stays where the merchant wanted it', async () => {
    const banks = createTwoBankHouse();
    banks.first.next('unreachable');
    const input = { ...payoutInput(), channelId: banks.channels[0]?.id ?? null };
    const payout = fresh(await banks.engine.createPayout(banks.house.scope, input));
    expect(payout).toMatchObject({ status: 'failed', channelId: 'first' });
    expect(sends(banks.second)).toBe(0);
  });
});

describe('a payout that may exist', () => {
  it.each<Behaviour>(['lost_before', 'lost_after', 'decline', 'wait'])(
    '(%s) never leaves over another channel',
    async (behaviour) => {
      const banks = createTwoBankHouse();
      banks.first.next(behaviour);
      await payOut(banks);
      await banks.pass(hourMs);
      expect(sends(banks.second)).toBe(0);
      expect(sends(banks.first)).toBe(1);
    },
  );
});

describe('a process that dies between two tries of a payout', () => {
  for (const when of ['before', 'after'] as const) {
    for (const commitNumber of [1, 2, 3]) {
      it(`(${when} commit ${commitNumber}) pays out at most once and leaves nothing open`, async () => {
        const banks = createTwoBankHouse();
        banks.first.next('unreachable');
        const dying = banks.again({ store: dyingStore(banks.house.store, commitNumber, when) });
        void dying.createPayout(banks.house.scope, payoutInput());
        await turns();
        await banks.pass(hourMs);
        const { items } = await banks.house.store.payouts(banks.house.scope, {}, page);
        const succeeded = items.filter(({ status }) => status === 'succeeded');
        expect(sentMinor(banks)).toBe(succeeded.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
        expect(items.every(({ status }) => status === 'succeeded' || status === 'failed')).toBe(true);
        expect((await banks.engine.verifyLedger(banks.house.scope)).problems).toEqual([]);
      });
    }
  }
});

describe('late news of the first try', () => {
  async function untilSecond(banks: TwoBankHouse) {
    banks.first.next('unreachable');
    const gate = banks.second.hold();
    const running = payOut(banks);
    await gate.entered;
    const payout = await only(banks);
    const [operation] = await banks.house.store.operationsOf(payout.id);
    if (operation === undefined) throw new Error('no operation');
    const tell = async (status: 'done' | 'declined') => {
      const { amount } = payoutInput();
      const base = { providerId: 'tb_first', amount, returnedMinor: 0, times: 1, confirms: 0 };
      banks.first.payouts.set(operation.reference, { ...base, status });
      await banks.engine.receiveProviderEvent('first-main' as never, banks.first.event(operation.reference));
      await banks.house.settle(banks.engine);
    };
    return { gate, running, tell };
  }

  it('that it was declined says nothing about the second', async () => {
    const banks = createTwoBankHouse();
    const { gate, running, tell } = await untilSecond(banks);
    await tell('declined');
    expect(await only(banks)).toMatchObject({ status: 'processing', channelId: 'second' });
    gate.release();
    expect(await running).toMatchObject({ status: 'succeeded', channelId: 'second' });
    expect(await casesOf(banks)).toEqual([]);
  });

  it('that money left there too is shown to a person', async () => {
    const banks = createTwoBankHouse();
    const { gate, running, tell } = await untilSecond(banks);
    gate.release();
    expect(await running).toMatchObject({ status: 'succeeded' });
    await tell('done');
    expect(await only(banks)).toMatchObject({ status: 'succeeded', channelId: 'second' });
    expect(await casesOf(banks)).toEqual(['payout_succeeded_after_success']);
  });

  it('that money left there, while the second is under way, opens a case as well', async () => {
    const banks = createTwoBankHouse();
    const { gate, running, tell } = await untilSecond(banks);
    await tell('done');
    gate.release();
    await running;
    await banks.pass(hourMs);
    expect(await casesOf(banks)).toEqual(['payout']);
    expect(await only(banks)).toMatchObject({ status: 'succeeded', channelId: 'second' });
  });
});
