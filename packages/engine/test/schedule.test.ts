import { dayMs, hourMs, minuteMs, type Payment, type PaymentId, secondMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import type { Schedule, ScheduleSet } from '../src/index.ts';
import { dyingStore, turns } from './dying-store.ts';
import { createTestHouse, customer, fresh, paymentInput, runJobs } from './test-house.ts';
import { won } from './test-provider.ts';

const everything = { limit: 100, cursor: null };

async function withKey(options: Parameters<typeof createTestHouse>[0] = {}) {
  const house = createTestHouse(options);
  const card = {
    cardNumber: '4111111111111111',
    expiry: '2030-12',
    birthOrBusinessNumber: null,
    password2Digits: null,
  };
  const input = { method: { type: 'key_in', card } as const, customer, returnUrl: null, channelId: null, metadata: {} };
  const key = fresh(await house.engine.billingKeys.issue(house.scope, input));
  return { house, key };
}

type Stage = Awaited<ReturnType<typeof withKey>>;

function charge({ house }: Stage, orderId: string, inMs = dayMs) {
  const scheduledAt = new Date(house.clock.now().getTime() + inMs);
  return {
    orderId,
    orderName: 'Monthly',
    amount: won(100),
    taxFreeAmountMinor: 0,
    scheduledAt,
    customer: null,
    metadata: {},
  };
}

async function plan(stage: Stage, orderId = 'SUB-1', inMs = dayMs): Promise<Schedule> {
  const input = { billingKeyId: stage.key.id, charges: [charge(stage, orderId, inMs)] };
  const { schedules } = fresh(await stage.house.engine.schedules.create(stage.house.scope, input));
  return schedules[0] as Schedule;
}

async function reload({ house }: Stage, { id }: Schedule): Promise<Schedule> {
  const found = await house.store.document('schedule', id);
  if (found === null) throw new Error('gone');
  return found;
}

async function paymentsOf({ house }: Stage): Promise<readonly Payment[]> {
  return (await house.store.payments(house.scope, {}, everything)).items;
}

/** How often money moved at the bank. */
function charged({ house }: Stage): number {
  return [...house.bank.payments.values()]
    .filter(({ status }) => status === 'done')
    .reduce((sum, { times }) => sum + times, 0);
}

async function events({ house }: Stage, { id }: Schedule): Promise<string[]> {
  return (await house.store.eventsOf(id)).map(({ type }) => type);
}

async function booksAreRight({ house }: Stage): Promise<void> {
  expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
}

/** The bank's clock runs beside ours: what is due is charged, and its notice comes or not. */
async function bankCharges({ house }: Stage, outcome: 'done' | 'declined', tells: boolean): Promise<void> {
  house.bank.keys.runDue(outcome);
  if (!tells) return;
  for (const [reference, { status }] of house.bank.keys.schedules) {
    if (status === 'executed')
      await house.engine.receiveProviderEvent('bank-main' as never, house.bank.event(reference));
  }
  await house.settle();
}

describe('a schedule that our own clock drives', () => {
  it('is charged once at its time, booked as a payment, and told', async () => {
    const stage = await withKey();
    const schedule = await plan(stage);
    expect(schedule).toMatchObject({ status: 'scheduled', value: { driver: 'gateway' } });
    await stage.house.pass(dayMs - secondMs);
    expect(charged(stage)).toBe(0);
    await stage.house.pass(2 * secondMs);
    const [payment] = await paymentsOf(stage);
    expect(payment).toMatchObject({ status: 'paid', orderId: 'SUB-1', amountPaidMinor: 100 });
    expect(await reload(stage, schedule)).toMatchObject({ status: 'executed', value: { paymentIds: [payment?.id] } });
    expect(await events(stage, schedule)).toEqual(['schedule.executed']);
    expect(charged(stage)).toBe(1);
    expect(await stage.house.store.nextJobDueAt()).toBeNull();
    await booksAreRight(stage);
  });

  it('is charged once by many that run it at the same time', async () => {
    const stage = await withKey();
    const schedule = await plan(stage);
    stage.house.clock.advance(dayMs);
    const engines = Array.from({ length: 8 }, () => stage.house.again());
    for (const engine of engines) {
      const dueAt = stage.house.clock.now();
      await stage.house.store.commit({
        jobs: [{ kind: 'schedule', jobKind: 'run_schedule', subjectId: schedule.id, dueAt }],
      });
      void runJobs(engine);
    }
    await turns();
    await stage.house.settle();
    expect(charged(stage)).toBe(1);
    expect(await paymentsOf(stage)).toHaveLength(1);
  });

  it('that is declined has failed; a retry charges anew, under the same order', async () => {
    const stage = await withKey();
    const schedule = await plan(stage);
    stage.house.bank.next('decline');
    await stage.house.pass(dayMs + secondMs);
    expect(await reload(stage, schedule)).toMatchObject({
      status: 'failed',
      value: { failure: { reason: 'insufficient_funds', provider: { code: '51' } } },
    });
    const retried = fresh(await stage.house.engine.schedules.retry(stage.house.scope, schedule.id));
    expect(retried).toMatchObject({ status: 'executed', value: { failure: null } });
    expect(retried.value.paymentIds).toHaveLength(2);
    expect(await events(stage, schedule)).toEqual(['schedule.failed', 'schedule.executed']);
    expect(charged(stage)).toBe(1);
    await expect(stage.house.engine.schedules.retry(stage.house.scope, schedule.id)).rejects.toMatchObject({
      code: 'state_conflict',
    });
    await booksAreRight(stage);
  });

  it('that has failed can be charged at another time', async () => {
    const stage = await withKey();
    const schedule = await plan(stage);
    stage.house.bank.next('decline');
    await stage.house.pass(dayMs + secondMs);
    const scheduledAt = new Date(stage.house.clock.now().getTime() + dayMs);
    const moved = fresh(await stage.house.engine.schedules.move(stage.house.scope, schedule.id, { scheduledAt }));
    expect(moved).toMatchObject({ status: 'scheduled', value: { scheduledAt, failure: null } });
    await stage.house.pass(dayMs + secondMs);
    expect((await reload(stage, schedule)).status).toBe('executed');
    expect(charged(stage)).toBe(1);
  });

  it('whose charge is lost stays executing until the provider tells, and is never charged again', async () => {
    const stage = await withKey();
    const schedule = await plan(stage);
    stage.house.bank.next('lost_after');
    stage.house.clock.advance(dayMs);
    await runJobs(stage.house.engine);
    expect((await reload(stage, schedule)).status).toBe('executing');
    await expect(stage.house.engine.schedules.retry(stage.house.scope, schedule.id)).rejects.toMatchObject({
      code: 'state_conflict',
    });
    await stage.house.pass(hourMs);
    expect((await reload(stage, schedule)).status).toBe('executed');
    expect(charged(stage)).toBe(1);
    expect(stage.house.bank.calls.filter((call) => call === 'start')).toHaveLength(1);
  });

  it('on a key that was taken away has failed without a call', async () => {
    const stage = await withKey();
    const schedule = await plan(stage);
    const { status, version, ...rest } = stage.key;
    await stage.house.store.commit({ documents: [{ ...rest, version: version + 1, status: 'deleted' }] });
    await stage.house.pass(dayMs + secondMs);
    expect(await reload(stage, schedule)).toMatchObject({
      status: 'failed',
      value: { failure: { code: 'billing_key_unusable' } },
    });
    expect(stage.house.bank.calls).not.toContain('start');
  });

  it('is moved and canceled at once', async () => {
    const stage = await withKey();
    const schedule = await plan(stage);
    const { schedules } = stage.house.engine;
    const scheduledAt = new Date(stage.house.clock.now().getTime() + 3 * dayMs);
    expect(fresh(await schedules.move(stage.house.scope, schedule.id, { scheduledAt })).value.scheduledAt).toEqual(
      scheduledAt,
    );
    await stage.house.pass(2 * dayMs);
    expect(charged(stage)).toBe(0);
    expect(fresh(await schedules.cancel(stage.house.scope, schedule.id)).status).toBe('canceled');
    expect(fresh(await schedules.cancel(stage.house.scope, schedule.id)).status).toBe('canceled');
    await stage.house.pass(2 * dayMs);
    expect(charged(stage)).toBe(0);
    expect(await events(stage, schedule)).toEqual(['schedule.canceled']);
  });
});

describe('the order id of a schedule', () => {
  it('is reserved against payments and schedules, and free once it was canceled', async () => {
    const stage = await withKey();
    const schedule = await plan(stage);
    await expect(
      stage.house.engine.createPayment(stage.house.scope, paymentInput({ orderId: 'SUB-1' })),
    ).rejects.toMatchObject({
      code: 'order_id_conflict',
      context: { detail: expect.stringContaining(schedule.id) },
    });
    await expect(plan(stage)).rejects.toMatchObject({ code: 'order_id_conflict' });
    await stage.house.engine.schedules.cancel(stage.house.scope, schedule.id);
    expect((await plan(stage)).status).toBe('scheduled');
  });

  it('that a payment holds cannot be scheduled, and many are reserved all or none', async () => {
    const stage = await withKey();
    await stage.house.pay(100, 'SUB-2');
    const charges = [charge(stage, 'SUB-1'), charge(stage, 'SUB-2')];
    const many = () => stage.house.engine.schedules.create(stage.house.scope, { billingKeyId: stage.key.id, charges });
    await expect(many()).rejects.toMatchObject({ code: 'order_id_conflict' });
    expect((await plan(stage)).status).toBe('scheduled');
  });
});

describe('a schedule that the provider’s clock drives', () => {
  const own = { hasOwnClock: true };

  it.each([true, false])('is handed over once, charged there, and booked here (told: %s)', async (tells) => {
    const stage = await withKey(own);
    const schedule = await plan(stage);
    expect(schedule).toMatchObject({ status: 'scheduled', value: { driver: 'provider' } });
    expect([...stage.house.bank.keys.schedules.keys()]).toEqual([schedule.value.reference]);
    await stage.house.pass(dayMs - secondMs);
    expect(await paymentsOf(stage)).toEqual([]);
    stage.house.clock.advance(2 * secondMs);
    await bankCharges(stage, 'done', tells);
    if (!tells) await stage.house.pass(2 * minuteMs);
    const [payment] = await paymentsOf(stage);
    expect(payment).toMatchObject({ status: 'paid', orderId: 'SUB-1', amountPaidMinor: 100 });
    expect(payment?.attempts).toMatchObject([{ reference: schedule.value.reference, status: 'succeeded' }]);
    expect(await reload(stage, schedule)).toMatchObject({ status: 'executed', value: { paymentIds: [payment?.id] } });
    expect(await events(stage, schedule)).toEqual(['schedule.executed']);
    await stage.house.pass(dayMs);
    expect(stage.house.bank.calls).not.toContain('start');
    expect(await paymentsOf(stage)).toHaveLength(1);
    expect(charged(stage)).toBe(1);
    expect(await stage.house.store.nextJobDueAt()).toBeNull();
    await booksAreRight(stage);
  });

  it('that was declined there has failed; the retry is our own charge under a new reference', async () => {
    const stage = await withKey(own);
    const schedule = await plan(stage);
    stage.house.clock.advance(dayMs);
    await bankCharges(stage, 'declined', true);
    expect((await reload(stage, schedule)).status).toBe('failed');
    const retried = fresh(await stage.house.engine.schedules.retry(stage.house.scope, schedule.id));
    expect(retried.status).toBe('executed');
    const references = (await paymentsOf(stage)).map(({ attempts }) => attempts[0]?.reference);
    expect(new Set(references).size).toBe(2);
    expect(charged(stage)).toBe(1);
    await booksAreRight(stage);
  });

  it('that is retried after its money came late is not charged again', async () => {
    const stage = await withKey(own);
    const schedule = await plan(stage);
    stage.house.clock.advance(dayMs);
    await bankCharges(stage, 'declined', true);
    const late = stage.house.bank.payments.get(schedule.value.reference ?? '');
    if (late !== undefined) late.status = 'done';
    await expect(stage.house.engine.schedules.retry(stage.house.scope, schedule.id)).rejects.toMatchObject({
      code: 'state_conflict',
    });
    expect((await reload(stage, schedule)).status).toBe('executed');
    expect(charged(stage)).toBe(1);
    await booksAreRight(stage);
  });

  it('is not retried while the provider does not say what became of the former charge', async () => {
    const stage = await withKey(own);
    const schedule = await plan(stage);
    stage.house.clock.advance(dayMs);
    await bankCharges(stage, 'declined', true);
    stage.house.bank.silence(true);
    await expect(stage.house.engine.schedules.retry(stage.house.scope, schedule.id)).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
    expect(stage.house.bank.calls).not.toContain('start');
  });

  it.each([
    ['lost_after', 'scheduled', 1],
    ['lost_before', 'failed', 0],
  ] as const)('whose hand-over is %s is unknown, then %s, and handed over once', async (behaviour, status, there) => {
    const stage = await withKey(own);
    stage.house.bank.next(behaviour);
    const schedule = await plan(stage);
    expect(schedule.status).toBe('unknown');
    await stage.house.pass(45 * secondMs);
    if (there === 0) expect((await reload(stage, schedule)).status).toBe('unknown');
    await stage.house.pass(3 * minuteMs);
    expect((await reload(stage, schedule)).status).toBe(status);
    expect(stage.house.bank.keys.schedules.size).toBe(there);
    expect(stage.house.bank.calls.filter((call) => call === 'schedule')).toHaveLength(1);
    stage.house.clock.advance(dayMs);
    await bankCharges(stage, 'done', true);
    expect(charged(stage)).toBe(there);
    expect(await paymentsOf(stage)).toHaveLength(there);
  });

  it('that the provider charges late is waited for', async () => {
    const stage = await withKey(own);
    const schedule = await plan(stage);
    await stage.house.pass(dayMs + 2 * hourMs);
    expect((await reload(stage, schedule)).status).toBe('scheduled');
    await bankCharges(stage, 'done', false);
    await stage.house.pass(7 * hourMs);
    expect((await reload(stage, schedule)).status).toBe('executed');
  });

  it('that was taken back in the provider’s console is canceled', async () => {
    const stage = await withKey(own);
    const schedule = await plan(stage);
    const there = stage.house.bank.keys.schedules.get(schedule.value.reference ?? '');
    if (there !== undefined) there.status = 'canceled';
    await stage.house.pass(dayMs + 2 * minuteMs);
    expect((await reload(stage, schedule)).status).toBe('canceled');
    expect(await paymentsOf(stage)).toEqual([]);
  });

  it('whose order id another payment took meanwhile is booked all the same', async () => {
    const stage = await withKey(own);
    const schedule = await plan(stage);
    const { id, value } = schedule;
    await stage.house.store.commit({
      documents: [{ ...schedule, id, key: null, version: schedule.version + 1, value }],
    });
    await stage.house.pay(100, 'SUB-1');
    stage.house.clock.advance(dayMs);
    await bankCharges(stage, 'done', true);
    expect((await paymentsOf(stage)).map(({ status, orderId }) => [status, orderId])).toEqual([
      ['paid', 'SUB-1'],
      ['paid', 'SUB-1'],
    ]);
    await booksAreRight(stage);
  });

  describe('moved or canceled', () => {
    const later = ({ house }: Stage) => new Date(house.clock.now().getTime() + 3 * dayMs);

    it('is changed there first, and then here', async () => {
      const stage = await withKey(own);
      const schedule = await plan(stage);
      const { schedules } = stage.house.engine;
      const scheduledAt = later(stage);
      const moved = fresh(await schedules.move(stage.house.scope, schedule.id, { scheduledAt }));
      expect(moved).toMatchObject({ status: 'scheduled', value: { scheduledAt, wish: null } });
      expect(stage.house.bank.keys.schedules.get(schedule.value.reference ?? '')?.at).toEqual(scheduledAt);
      const canceled = fresh(await schedules.cancel(stage.house.scope, schedule.id));
      expect(canceled).toMatchObject({ status: 'canceled', value: { wish: null } });
      stage.house.clock.advance(4 * dayMs);
      await bankCharges(stage, 'done', true);
      expect(charged(stage)).toBe(0);
      expect(await stage.house.store.nextJobDueAt()).toBeNull();
    });

    it.each([
      ['cancel', 'lost_before'],
      ['cancel', 'lost_after'],
      ['move', 'lost_before'],
      ['move', 'lost_after'],
    ] as const)('by a %s whose call is %s is pursued until it is so', async (what, behaviour) => {
      const stage = await withKey(own);
      const schedule = await plan(stage);
      const { schedules } = stage.house.engine;
      const scheduledAt = later(stage);
      stage.house.bank.next(behaviour);
      const act = () =>
        what === 'cancel'
          ? schedules.cancel(stage.house.scope, schedule.id)
          : schedules.move(stage.house.scope, schedule.id, { scheduledAt });
      await act();
      await stage.house.pass(10 * minuteMs);
      const after = await reload(stage, schedule);
      expect(after).toMatchObject({ status: what === 'cancel' ? 'canceled' : 'scheduled', value: { wish: null } });
      if (what === 'move') expect(after.value.scheduledAt).toEqual(scheduledAt);
      stage.house.clock.advance(dayMs);
      await bankCharges(stage, 'done', true);
      expect(charged(stage)).toBe(0);
    });

    it('that the provider refuses stands as it was', async () => {
      const stage = await withKey(own);
      const schedule = await plan(stage);
      stage.house.bank.next('decline');
      await expect(stage.house.engine.schedules.cancel(stage.house.scope, schedule.id)).rejects.toMatchObject({
        code: 'provider_refused',
      });
      expect(await reload(stage, schedule)).toMatchObject({ status: 'scheduled', value: { wish: null } });
    });

    it('too late, when it has been charged, is booked as charged', async () => {
      const stage = await withKey(own);
      const schedule = await plan(stage);
      stage.house.clock.advance(dayMs);
      await bankCharges(stage, 'done', false);
      const answer = fresh(await stage.house.engine.schedules.cancel(stage.house.scope, schedule.id));
      expect(answer.status).toBe('executed');
      expect((await paymentsOf(stage)).map(({ status }) => status)).toEqual(['paid']);
    });
  });

  it('many are handed over in one call and canceled together', async () => {
    const stage = await withKey(own);
    const charges = [charge(stage, 'SUB-1'), charge(stage, 'SUB-2', 2 * dayMs), charge(stage, 'SUB-3', 3 * dayMs)];
    const input = { billingKeyId: stage.key.id, charges };
    const set = fresh(await stage.house.engine.schedules.create(stage.house.scope, input));
    expect(set.schedules.map(({ status, value }) => [status, value.orderId])).toEqual([
      ['scheduled', 'SUB-1'],
      ['scheduled', 'SUB-2'],
      ['scheduled', 'SUB-3'],
    ]);
    expect(stage.house.bank.calls.filter((call) => call === 'schedule')).toHaveLength(1);
    stage.house.clock.advance(dayMs);
    await bankCharges(stage, 'done', true);
    const canceled = fresh(await stage.house.engine.schedules.cancelAll(stage.house.scope, stage.key.id));
    expect(canceled.schedules.map(({ status }) => status)).toEqual(['canceled', 'canceled']);
    stage.house.clock.advance(5 * dayMs);
    await bankCharges(stage, 'done', true);
    expect(charged(stage)).toBe(1);
  });

  it('protects its key from being deleted', async () => {
    const stage = await withKey(own);
    await plan(stage);
    const asked = { reason: null, requester: 'admin' } as const;
    await expect(stage.house.engine.billingKeys.delete(stage.house.scope, stage.key.id, asked)).rejects.toMatchObject({
      code: 'state_conflict',
    });
    await stage.house.engine.schedules.cancelAll(stage.house.scope, stage.key.id);
    expect((await stage.house.engine.billingKeys.delete(stage.house.scope, stage.key.id, asked)).status).toBe(
      'deleted',
    );
  });

  it('gives the first answer again under its key', async () => {
    const stage = await withKey(own);
    const represent = ({ schedules }: ScheduleSet) => ({ status: 201, body: schedules.map(({ id }) => id).join() });
    const input = { billingKeyId: stage.key.id, charges: [charge(stage, 'SUB-1'), charge(stage, 'SUB-2')] };
    const idempotent = { key: 'k', fingerprint: 'same', represent };
    const first = fresh(await stage.house.engine.schedules.create(stage.house.scope, input, idempotent));
    const again = await stage.house.engine.schedules.create(stage.house.scope, input, idempotent);
    expect(again).toEqual({ kind: 'replay', response: represent(first) });
    expect(stage.house.bank.keys.schedules.size).toBe(2);
  });
});

describe('a process that dies while it', () => {
  const twins = [
    ['before', 1],
    ['after', 1],
    ['before', 2],
    ['after', 2],
    ['before', 3],
    ['after', 3],
  ] as const;

  it.each(twins)('runs a schedule of ours, %s commit %i, has it charged once', async (when, commitNumber) => {
    const stage = await withKey();
    const schedule = await plan(stage);
    stage.house.clock.advance(dayMs);
    const dying = stage.house.again({ store: dyingStore(stage.house.store, commitNumber, when) });
    void runJobs(dying);
    await turns();
    await stage.house.pass(hourMs);
    const after = await reload(stage, schedule);
    const starts = stage.house.bank.calls.filter((call) => call === 'start').length;
    expect(starts).toBeLessThanOrEqual(1);
    expect(after.status).toBe(charged(stage) === 1 ? 'executed' : 'failed');
    expect((await paymentsOf(stage)).filter(({ status }) => status === 'paid')).toHaveLength(charged(stage));
    await booksAreRight(stage);
  });

  it.each(twins.slice(0, 4))(
    'hands a schedule over, %s commit %i, has it there at most once',
    async (when, commitNumber) => {
      const stage = await withKey({ hasOwnClock: true });
      const dying = stage.house.again({ store: dyingStore(stage.house.store, commitNumber, when) });
      const input = { billingKeyId: stage.key.id, charges: [charge(stage, 'SUB-1')] };
      void dying.schedules.create(stage.house.scope, input);
      await turns();
      await stage.house.pass(hourMs);
      const { items } = await stage.house.store.documents('schedule', stage.house.scope, {}, everything);
      const there = stage.house.bank.keys.schedules.size;
      const known = commitNumber === 1 && when === 'before' ? [] : [there === 1 ? 'scheduled' : 'failed'];
      expect(items.map(({ status }) => status)).toEqual(known);
      stage.house.clock.advance(dayMs);
      await bankCharges(stage, 'done', true);
      expect(await paymentsOf(stage)).toHaveLength(there);
      expect(charged(stage)).toBe(there);
    },
  );

  it.each(twins)('adopts a charge of the provider, %s commit %i, has it booked once', async (when, commitNumber) => {
    const stage = await withKey({ hasOwnClock: true });
    const schedule = await plan(stage);
    stage.house.clock.advance(dayMs + 2 * minuteMs);
    await bankCharges(stage, 'done', false);
    const dying = stage.house.again({ store: dyingStore(stage.house.store, commitNumber, when) });
    void runJobs(dying);
    await turns();
    await stage.house.pass(hourMs);
    expect((await paymentsOf(stage)).map(({ status }) => status)).toEqual(['paid']);
    expect((await reload(stage, schedule)).status).toBe('executed');
    await booksAreRight(stage);
  });

  it.each(twins)(
    'cancels at the provider, %s commit %i, leaves it canceled or as it was',
    async (when, commitNumber) => {
      const stage = await withKey({ hasOwnClock: true });
      const schedule = await plan(stage);
      const dying = stage.house.again({ store: dyingStore(stage.house.store, commitNumber, when) });
      void dying.schedules.cancel(stage.house.scope, schedule.id);
      await turns();
      await stage.house.pass(hourMs);
      const there = stage.house.bank.keys.schedules.get(schedule.value.reference ?? '')?.status;
      expect((await reload(stage, schedule)).status).toBe(there);
      expect(there).toBe(commitNumber === 1 && when === 'before' ? 'scheduled' : 'canceled');
    },
  );
});

it('a payment of a schedule is found by the id it shows', async () => {
  const stage = await withKey();
  const schedule = await plan(stage, 'SUB-9', minuteMs);
  await stage.house.pass(2 * minuteMs);
  const [id] = (await reload(stage, schedule)).value.paymentIds;
  expect(await stage.house.store.payment(id as PaymentId)).toMatchObject({ orderId: 'SUB-9', status: 'paid' });
});
