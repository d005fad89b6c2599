import assert from 'node:assert/strict';
import {
  type BillingKeyAtProvider,
  type ChannelId,
  dayMs,
  hourMs,
  type PaymentReading,
  type ScheduleAtProvider,
  type ScheduledCharge,
  type SchedulePort,
} from '@hangil/core';
import { issuedKey, orderFor } from './billing-keys.ts';
import { cutOffs, failedReads, failReads } from './cut-off.ts';
import { expectDeclined, expectKind, expectSucceeded } from './expectations.ts';
import { atProvider, bookedPayment, onStage, requestFor, type Stage } from './harness.ts';
import { keptKey } from './key-windows.ts';
import type { ConformanceSubject, PaymentSample, Scenario } from './subject.ts';

const group = 'schedules';

/** A charge that is handed to the provider's clock, and what it is charged on. */
interface Planned {
  readonly key: BillingKeyAtProvider;
  readonly charge: ScheduledCharge;
  /** For everything after the creation. */
  readonly schedule: ScheduleAtProvider;
}

type MakeScenario = (name: string, act: (stage: Stage, planned: Planned) => Promise<void>) => Scenario;

/** Charges that the provider makes later by itself: neither early nor twice, and never after they were canceled. */
export function scheduleScenarios(subject: ConformanceSubject): Scenario[] {
  const { schedule } = subject.services ?? {};
  const order = orderFor(subject);
  if (schedule === undefined || order === undefined || subject.samples.billingKey === undefined) return [];
  const scenario: MakeScenario = (name, act) => ({
    group,
    name,
    run: () => onStage(subject, async (stage) => act(stage, await plan(stage, order))),
  });
  return [
    ...timeScenarios(order, scenario),
    ...changeScenarios(order, scenario),
    ...creationFaults(schedule.operation, scenario),
    ...changeFaults(schedule, scenario),
    scenario('a schedule that nobody listens to is not_created', async (stage, { key, charge }) => {
      await stage.stopFake();
      expectKind(await portOf(stage).create({ key, charges: [charge] }, {}), ['not_created'], 'nobody listened');
    }),
    ...failedReads.map(({ name, fault }) =>
      scenario(`an inquiry about a schedule that is ${name} is unknown, never absent`, async (stage, planned) => {
        await create(stage, planned);
        failReads(stage.fake, fault);
        expectKind(await portOf(stage).inquire(planned.schedule, {}), ['unknown'], 'a failed inquiry proves nothing');
      }),
    ),
    scenario('a schedule that was never created is absent', async (stage, { schedule: unheardOf }) => {
      expectKind(await portOf(stage).inquire(unheardOf, {}), ['absent'], 'nobody has created it');
    }),
  ];
}

function timeScenarios(order: PaymentSample, scenario: MakeScenario): Scenario[] {
  return [
    scenario('a charge that is scheduled is shown at its time, and takes nothing before', async (stage, planned) => {
      await create(stage, planned);
      await expectScheduled(stage, planned, planned.charge.scheduledAt);
      await passTime(stage, dayMs - hourMs);
      assert.equal(charges(stage, planned), 0, 'it was charged before its time');
    }),
    scenario('a charge whose time has come is made once, with exactly the amount', async (stage, planned) => {
      await create(stage, planned);
      await passTime(stage, dayMs + hourMs);
      expectKind(await portOf(stage).inquire(planned.schedule, {}), ['executed'], 'its time has come');
      const paid = await inquirePayment(stage, planned, order);
      const { reference } = planned.charge;
      expectSucceeded(paid, { amount: order.amount, reference }, 'the provider has charged');
      await passTime(stage, dayMs);
      assert.equal(charges(stage, planned), 1, 'charged once');
    }),
    scenario('a scheduled charge that is declined is told as declined', async (stage, planned) => {
      await create(stage, planned);
      stage.fake.decideNext('decline');
      await passTime(stage, dayMs + hourMs);
      expectDeclined(await inquirePayment(stage, planned, order), 'the provider has declined');
      assert.equal(charges(stage, planned), 0);
    }),
    scenario('charges are scheduled all or none', async (stage, planned) => {
      await create(stage, planned);
      const fresh = { ...planned.charge, reference: stage.nextReference() };
      const verdict = await portOf(stage).create({ key: planned.key, charges: [fresh, planned.charge] }, {});
      expectKind(verdict, ['declined', 'not_created', 'unknown'], 'one reference is taken');
      stage.untilVisible();
      const { channelId } = planned.schedule;
      const reading = await portOf(stage).inquire({ channelId, reference: fresh.reference }, {});
      expectKind(reading, ['absent'], 'the other was refused');
    }),
  ];
}

function changeScenarios(order: PaymentSample, scenario: MakeScenario): Scenario[] {
  return [
    scenario('a charge that is moved is made at its new time alone', async (stage, planned) => {
      await create(stage, planned);
      const scheduledAt = new Date(planned.charge.scheduledAt.getTime() + dayMs);
      expectKind(await portOf(stage).move({ ...planned.schedule, scheduledAt }, {}), ['changed'], 'it waits');
      await expectScheduled(stage, planned, scheduledAt);
      await passTime(stage, dayMs + hourMs);
      assert.equal(charges(stage, planned), 0, 'it was charged at its old time');
      await passTime(stage, dayMs);
      expectKind(await inquirePayment(stage, planned, order), ['succeeded'], 'its new time has come');
      assert.equal(charges(stage, planned), 1);
    }),
    scenario('a charge that is canceled is never made', async (stage, planned) => {
      await create(stage, planned);
      expectKind(await portOf(stage).cancel(planned.schedule, {}), ['changed'], 'it waits');
      expectKind(await portOf(stage).cancel(planned.schedule, {}), ['changed', 'declined'], 'it was canceled before');
      expectKind(await portOf(stage).inquire(planned.schedule, {}), ['canceled', 'absent'], 'it was canceled');
      await passTime(stage, dayMs + hourMs);
      assert.equal(charges(stage, planned), 0, 'it was charged');
    }),
    scenario('a charge that was made is neither moved nor canceled', async (stage, planned) => {
      await create(stage, planned);
      await passTime(stage, dayMs + hourMs);
      const scheduledAt = new Date(stage.now().getTime() + dayMs);
      expectKind(await portOf(stage).move({ ...planned.schedule, scheduledAt }, {}), ['declined'], 'it was made');
      expectKind(await portOf(stage).cancel(planned.schedule, {}), ['declined'], 'it was made');
      await passTime(stage, 2 * dayMs);
      assert.equal(charges(stage, planned), 1, 'charged once');
    }),
  ];
}

function creationFaults(operation: string, scenario: MakeScenario): Scenario[] {
  return cutOffs.map(({ name, fault, acted }) =>
    scenario(
      `a schedule that is ${name} is unknown, is not repeated, and an inquiry tells the truth`,
      async (stage, planned) => {
        stage.fake.faults.inject(operation, fault);
        const verdict = await portOf(stage).create({ key: planned.key, charges: [planned.charge] }, {});
        expectKind(verdict, ['unknown'], 'it may have been scheduled');
        const calls = stage.fake.calls().filter((call) => call.operation === operation).length;
        assert.equal(calls, 1, 'it was sent more than once');
        stage.untilVisible();
        const reading = await portOf(stage).inquire(planned.schedule, {});
        expectKind(reading, [acted ? 'scheduled' : 'absent'], 'so it is at the provider');
      },
    ),
  );
}

function changeFaults(
  { moveOperation, cancelOperation }: { readonly moveOperation: string; readonly cancelOperation: string },
  scenario: MakeScenario,
): Scenario[] {
  return cutOffs.map(({ name, fault }) =>
    scenario(`a change of a schedule that is ${name} is unknown`, async (stage, planned) => {
      await create(stage, planned);
      const scheduledAt = new Date(planned.charge.scheduledAt.getTime() + dayMs);
      stage.fake.faults.inject(moveOperation, fault);
      expectKind(
        await portOf(stage).move({ ...planned.schedule, scheduledAt }, {}),
        ['unknown'],
        'it may have been moved',
      );
      stage.fake.faults.inject(cancelOperation, fault);
      expectKind(await portOf(stage).cancel(planned.schedule, {}), ['unknown'], 'it may have been canceled');
    }),
  );
}

function portOf({ provider }: Stage): SchedulePort {
  assert.ok(provider.schedules !== undefined, 'there is services.schedule and no schedules port');
  return provider.schedules;
}

async function plan(stage: Stage, order: PaymentSample): Promise<Planned> {
  const { billingKey: sample } = stage.subject.samples;
  assert.ok(sample !== undefined);
  const { atProvider: key } = await (sample.card === undefined ? keptKey : issuedKey)(stage, sample);
  const { amount, taxFreeAmountMinor, orderName, customer } = order;
  const reference = stage.nextReference();
  const scheduledAt = new Date(stage.now().getTime() + dayMs);
  const charge = { reference, amount, taxFreeAmountMinor, orderName, customer, scheduledAt };
  return { key, charge, schedule: { channelId: key.channelId as ChannelId, reference } };
}

async function create(stage: Stage, { key, charge }: Planned): Promise<void> {
  expectKind(await portOf(stage).create({ key, charges: [charge] }, {}), ['scheduled'], 'nothing is wrong with it');
  stage.untilVisible();
}

async function expectScheduled(stage: Stage, { schedule }: Planned, at: Date): Promise<void> {
  const shown = expectKind(await portOf(stage).inquire(schedule, {}), ['scheduled'], 'it waits');
  const seconds = (instant: Date) => Math.floor(instant.getTime() / 1_000);
  assert.equal(seconds(shown.scheduledAt), seconds(at), 'it is planned for another time');
}

async function passTime(stage: Stage, milliseconds: number): Promise<void> {
  stage.passTime(milliseconds);
  assert.ok(stage.fake.passTime !== undefined, 'the provider charges by its own clock and the fake has no passTime');
  await stage.fake.passTime();
}

function inquirePayment(stage: Stage, { charge, schedule }: Planned, order: PaymentSample): Promise<PaymentReading> {
  const method = { type: 'billing_key', billingKeyId: 'kept' } as const;
  const request = { ...requestFor(stage, { ...order, method }), ...schedule, reference: charge.reference };
  return stage.provider.payments.inquire(atProvider(request), {});
}

function charges(stage: Stage, { charge }: Planned): number {
  return bookedPayment(stage, charge.reference)?.charges ?? 0;
}
