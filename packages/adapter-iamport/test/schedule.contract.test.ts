import {
  type BillingKeyAtProvider,
  hourMs,
  type ProviderReference,
  type ScheduledCharge,
  secondMs,
} from '@hangil/core';
import { describe, expect, it } from 'vitest';
import {
  booked,
  callsOf,
  channelId,
  keyIn,
  nextReference,
  openStage,
  paymentRequest,
  type Stage,
  startTime,
  won,
} from './stage.ts';

const { customer } = paymentRequest();
const at = (ms: number) => new Date(startTime.getTime() + ms);

async function withKey() {
  const stage = await openStage();
  const key: BillingKeyAtProvider = { channelId, reference: nextReference(), providerKey: null };
  const method = { type: 'key_in', card: keyIn.card } as const;
  await stage.provider.billingKeys?.issue({ ...key, method, customer, returnUrl: null }, {});
  return { stage, key };
}

function charge(changes: Partial<ScheduledCharge> = {}): ScheduledCharge {
  const amount = won(9_900);
  return {
    reference: nextReference(),
    amount,
    taxFreeAmountMinor: 0,
    orderName: '월 구독',
    customer,
    scheduledAt: at(hourMs),
    ...changes,
  };
}

/** The schedule port, which this adapter has. */
function port({ provider }: Stage) {
  if (provider.schedules === undefined) throw new Error('no schedules');
  return provider.schedules;
}

const payment = (reference: ProviderReference) => ({
  channelId,
  reference,
  providerPaymentId: null,
  methodType: 'billing_key',
  amount: won(9_900),
});

describe('a schedule', () => {
  it('is taken with others in one call, shows its time, and is charged by the clock with a notice', async () => {
    const { stage, key } = await withKey();
    const [soon, later] = [charge(), charge({ scheduledAt: at(2 * hourMs) })];
    expect(await port(stage).create({ key, charges: [soon, later] }, {})).toEqual({ kind: 'scheduled' });
    expect(callsOf(stage, 'schedule')).toBe(1);
    const target = { channelId, reference: soon.reference };
    expect(await port(stage).inquire(target, {})).toEqual({ kind: 'scheduled', scheduledAt: soon.scheduledAt });
    stage.pass(hourMs + secondMs);
    await stage.fake.passTime?.();
    await stage.noticesArrived(1);
    expect(await port(stage).inquire(target, {})).toEqual({ kind: 'executed' });
    expect(await stage.provider.payments.inquire(payment(soon.reference), {})).toMatchObject({
      kind: 'succeeded',
      amount: won(9_900),
      reference: soon.reference,
    });
    expect((await port(stage).inquire({ channelId, reference: later.reference }, {})).kind).toBe('scheduled');
    expect(booked(stage, later.reference)).toBeUndefined();
  });

  it('that the card company declines is executed, and its payment is declined', async () => {
    const { stage, key } = await withKey();
    const one = charge();
    await port(stage).create({ key, charges: [one] }, {});
    stage.fake.decideNext('decline');
    stage.pass(hourMs + secondMs);
    expect(await port(stage).inquire({ channelId, reference: one.reference }, {})).toEqual({ kind: 'executed' });
    expect(await stage.provider.payments.inquire(payment(one.reference), {})).toMatchObject({
      kind: 'declined',
      reason: 'limit_exceeded',
    });
  });

  it.each([
    ['lost before the provider acted', { kind: 'lose_before' } as const, 'absent'],
    ['lost after', { kind: 'lose_after' } as const, 'scheduled'],
    ['answered with 500 after', { kind: 'error_after', status: 500 } as const, 'scheduled'],
    [
      'answered with a list that does not name it',
      { kind: 'garbage', body: '{"code":0,"response":[]}' } as const,
      'scheduled',
    ],
  ])('whose call is %s is unknown, and the inquiry tells the truth', async (_name, fault, reading) => {
    const { stage, key } = await withKey();
    const one = charge();
    stage.fake.faults.inject('schedule', fault);
    expect((await port(stage).create({ key, charges: [one] }, {})).kind).toBe('unknown');
    expect((await port(stage).inquire({ channelId, reference: one.reference }, {})).kind).toBe(reading);
  });

  it('on a key that does not exist is declined', async () => {
    const stage = await openStage();
    const key = { channelId, reference: nextReference(), providerKey: null };
    expect((await port(stage).create({ key, charges: [charge()] }, {})).kind).toBe('declined');
  });

  it('in a page instead of a list is read as well', async () => {
    const { stage, key } = await withKey();
    const one = charge();
    const shown = { merchant_uid: one.reference, schedule_status: 'scheduled', schedule_at: 1 };
    const body = JSON.stringify({ code: 0, response: { total: 1, list: [shown] } });
    stage.fake.faults.inject('schedule', { kind: 'garbage', body });
    expect(await port(stage).create({ key, charges: [one] }, {})).toEqual({ kind: 'scheduled' });
  });
});

describe('a change of a schedule', () => {
  async function scheduled() {
    const { stage, key } = await withKey();
    const one = charge();
    await port(stage).create({ key, charges: [one] }, {});
    return { stage, target: { channelId, reference: one.reference } };
  }

  it('moves it, and moving it again changes nothing', async () => {
    const { stage, target } = await scheduled();
    const move = { ...target, scheduledAt: at(5 * hourMs) };
    expect(await port(stage).move(move, {})).toEqual({ kind: 'changed' });
    expect(await port(stage).move(move, {})).toEqual({ kind: 'changed' });
    expect(await port(stage).inquire(target, {})).toEqual({ kind: 'scheduled', scheduledAt: at(5 * hourMs) });
  });

  it('cancels it; what was canceled or charged is not changed any more', async () => {
    const { stage, target } = await scheduled();
    expect(await port(stage).cancel(target, {})).toEqual({ kind: 'changed' });
    expect(await port(stage).inquire(target, {})).toEqual({ kind: 'canceled' });
    expect((await port(stage).move({ ...target, scheduledAt: at(2 * hourMs) }, {})).kind).toBe('declined');
    stage.pass(2 * hourMs);
    await stage.fake.passTime?.();
    expect(booked(stage, target.reference)).toBeUndefined();
  });

  it.each(['move', 'cancel'] as const)('by a %s whose call is lost is unknown', async (what) => {
    const { stage, target } = await scheduled();
    stage.fake.faults.inject(what === 'move' ? 'schedule_move' : 'unschedule', { kind: 'lose_after' });
    const verdict =
      what === 'move'
        ? await port(stage).move({ ...target, scheduledAt: at(2 * hourMs) }, {})
        : await port(stage).cancel(target, {});
    expect(verdict.kind).toBe('unknown');
  });
});
