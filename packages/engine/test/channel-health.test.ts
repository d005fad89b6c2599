import { hourMs, minuteMs, secondMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { callBegun, callEnded, closedBreaker, failuresToOpen, isOpen } from '../src/routing/health/circuit-breaker.ts';
import { createHealthBoard } from '../src/routing/health/health-board.ts';
import { fresh } from './test-house.ts';
import { createTwoBankHouse, starts, type TwoBankHouse } from './two-bank-house.ts';

const times = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value);

async function breakFirst(banks: TwoBankHouse): Promise<void> {
  banks.first.next(...times(failuresToOpen, 'unreachable' as const));
  for (let call = 0; call < failuresToOpen; call += 1) await banks.pay();
}

async function channelEvents({ house }: TwoBankHouse) {
  const { items } = await house.store.events(house.scope, {}, { limit: 100, cursor: null });
  return items.filter(({ type }) => type.startsWith('channel.')).reverse();
}

async function stateOf({ engine, house, channels }: TwoBankHouse) {
  const id = channels[0]?.id;
  if (id === undefined) throw new Error('no channel');
  return engine.routing.channel(house.scope, id);
}

describe('a channel whose calls fail in a row', () => {
  it('is unhealthy, told once, and skipped while another can serve', async () => {
    const banks = createTwoBankHouse();
    await breakFirst(banks);
    expect(await stateOf(banks)).toMatchObject({ health: { status: 'unhealthy', failuresInARow: failuresToOpen } });
    const before = starts(banks.first);
    expect(await banks.pay()).toMatchObject({ status: 'paid', channelId: 'second' });
    expect(starts(banks.first)).toBe(before);
    const events = await channelEvents(banks);
    expect(events.map(({ type }) => type)).toEqual(['channel.unhealthy']);
    expect(events[0]?.snapshot).toMatchObject({
      kind: 'document',
      value: { kind: 'channel_health', status: 'unhealthy', value: { channelId: 'first' } },
    });
  });

  it('is tried by one request after its rest, while the others keep away', async () => {
    const banks = createTwoBankHouse();
    await breakFirst(banks);
    banks.house.clock.advance(30 * secondMs);
    const before = starts(banks.first);
    const gate = banks.first.hold();
    const probe = banks.pay();
    await gate.entered;
    expect(await banks.pay()).toMatchObject({ channelId: 'second' });
    expect(starts(banks.first)).toBe(before + 1);
    gate.release();
    expect(await probe).toMatchObject({ status: 'paid', channelId: 'first' });
    expect((await stateOf(banks)).health).toMatchObject({ status: 'healthy', failuresInARow: 0 });
    expect((await channelEvents(banks)).map(({ type }) => type)).toEqual(['channel.unhealthy', 'channel.recovered']);
    expect((await channelEvents(banks)).map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(await banks.pay()).toMatchObject({ channelId: 'first' });
  });

  it('rests longer each time it fails again, and is told about only once', async () => {
    const banks = createTwoBankHouse();
    await breakFirst(banks);
    banks.house.clock.advance(30 * secondMs);
    banks.first.next('unreachable');
    await banks.pay();
    banks.house.clock.advance(59 * secondMs);
    expect(await banks.pay()).toMatchObject({ channelId: 'second' });
    expect(starts(banks.first)).toBe(failuresToOpen + 1);
    banks.house.clock.advance(secondMs);
    expect(await banks.pay()).toMatchObject({ channelId: 'first' });
    expect((await channelEvents(banks)).map(({ type }) => type)).toEqual(['channel.unhealthy', 'channel.recovered']);
  });

  it('is still tried when it is the only one that can serve', async () => {
    const banks = createTwoBankHouse();
    await breakFirst(banks);
    const second = banks.channels[1]?.id;
    if (second === undefined) throw new Error('no channel');
    await banks.engine.routing.closeChannel(banks.house.scope, second, { from: null, until: null, reason: null });
    expect(await banks.pay()).toMatchObject({ status: 'paid', channelId: 'first' });
    expect((await stateOf(banks)).health.status).toBe('healthy');
  });

  it('is counted for its own mode alone', async () => {
    const banks = createTwoBankHouse();
    await breakFirst(banks);
    const live = { ...banks.house.scope, livemode: true };
    const channels = await banks.engine.routing.channels(live);
    expect(channels.map(({ health }) => health.status)).toEqual(['healthy', 'healthy']);
  });
});

describe('a decline', () => {
  it('is an answer: it makes no channel unhealthy, and counts against its success rate', async () => {
    const banks = createTwoBankHouse();
    banks.first.next(...times(9, 'decline' as const));
    for (let call = 0; call < 10; call += 1) await banks.pay();
    const { health } = await stateOf(banks);
    expect(health).toMatchObject({ status: 'healthy', failuresInARow: 0, timeouts: 0, successRate: 0.1, sample: 10 });
  });
});

describe('success rates', () => {
  it('forget by half in an hour', () => {
    const board = createHealthBoard();
    const channel = { channelId: 'a', livemode: false };
    const start = new Date(0);
    for (let payment = 0; payment < 8; payment += 1) board.paymentEnded(channel, payment < 4, start);
    const later = new Date(2 * hourMs);
    expect(board.health(channel, later)).toMatchObject({ successRate: 0.5, sample: 2 });
    board.paymentEnded(channel, true, later);
    expect(board.health(channel, later)).toMatchObject({ successRate: 2 / 3, sample: 3 });
  });

  it('let a better channel take the lead of a rule, and keep it', async () => {
    const rule = {
      name: 'best',
      when: {},
      success_rate: { channels: ['first', 'second'], minimum_sample: 5, lead_percent: 10 },
    };
    const banks = createTwoBankHouse({ routing: { rules: [rule], default: [] } });
    for (const bank of ['first', 'second']) {
      for (let payment = 0; payment < 6; payment += 1) {
        const succeeded = bank === 'second' || payment < 3;
        const channel = { channelId: bank, livemode: false };
        banks.house.dependencies.routing.health.paymentEnded(channel, succeeded, banks.house.clock.now());
      }
    }
    expect(await banks.pay()).toMatchObject({ channelId: 'second' });
    const now = banks.house.clock.now();
    for (let payment = 0; payment < 3; payment += 1)
      banks.house.dependencies.routing.health.paymentEnded({ channelId: 'first', livemode: false }, true, now);
    expect(await banks.pay()).toMatchObject({ channelId: 'second' });
  });
});

describe('the breaker', () => {
  const at = (ms: number) => new Date(ms);
  it('counts no row over a long pause', () => {
    let breaker = closedBreaker;
    for (let call = 0; call < failuresToOpen * 2; call += 1) {
      const now = at(call * 11 * minuteMs);
      breaker = callEnded(breaker, 'timed_out', now, now);
    }
    expect(breaker.openedAt).toBeNull();
  });

  it('learns nothing from an answer to a call that began before it opened', () => {
    let breaker = closedBreaker;
    for (let call = 0; call < failuresToOpen; call += 1) breaker = callEnded(breaker, 'timed_out', at(10), at(20));
    expect(isOpen(callEnded(breaker, 'answered', at(15), at(30)), at(30))).toBe(true);
    expect(isOpen(callEnded(breaker, 'answered', at(25), at(30)), at(30))).toBe(false);
  });

  it('lets another probe go when the first never came back', () => {
    let breaker = closedBreaker;
    for (let call = 0; call < failuresToOpen; call += 1) breaker = callEnded(breaker, 'not_reached', at(0), at(0));
    const due = at(30 * secondMs);
    expect(isOpen(breaker, due)).toBe(false);
    const probing = callBegun(breaker, due);
    expect(isOpen(probing, at(due.getTime() + minuteMs))).toBe(true);
    expect(isOpen(probing, at(due.getTime() + 2 * minuteMs))).toBe(false);
  });
});

describe('a channel that a person disables', () => {
  it('is never used in that time, and afterwards again', async () => {
    const banks = createTwoBankHouse();
    const [first, second] = banks.channels;
    if (first === undefined || second === undefined) throw new Error('no channels');
    const from = new Date(banks.house.clock.now().getTime() + hourMs);
    const until = new Date(from.getTime() + hourMs);
    const closure = { from, until, reason: 'change of contract' };
    await banks.engine.routing.closeChannel(banks.house.scope, first.id, closure);
    expect(await stateOf(banks)).toMatchObject({ isClosed: false, closure });
    expect(await banks.pay()).toMatchObject({ channelId: 'first' });
    banks.house.clock.advance(hourMs);
    expect(await banks.pay()).toMatchObject({ channelId: 'second' });
    await banks.engine.routing.closeChannel(banks.house.scope, second.id, { from: null, until: null, reason: null });
    await expect(banks.pay()).rejects.toMatchObject({ code: 'no_eligible_channel' });
    banks.house.clock.advance(hourMs);
    expect(await banks.pay()).toMatchObject({ channelId: 'first' });
    expect(await stateOf(banks)).toMatchObject({ closure: null });
    const opened = fresh(await banks.engine.routing.openChannel(banks.house.scope, second.id));
    expect(opened).toMatchObject({ isClosed: false, closure: null });
  });
});
