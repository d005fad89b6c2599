import assert from 'node:assert/strict';
import { type ChannelId, minuteMs, type PaymentAtProvider, type VirtualAccountPort } from '@hangil/core';
import { cutOffs } from './cut-off.ts';
import { awaitDeposit } from './deposits.ts';
import { expectKind, expectSucceeded } from './expectations.ts';
import { bookedPayment, onStage, type Stage } from './harness.ts';
import type { ConformanceSubject, PaymentSample, Scenario, ServiceSamples } from './subject.ts';

const group = 'virtual accounts';

/** Changing an account that waits for its deposit, and asking whose account one is. */
export function virtualAccountScenarios(subject: ConformanceSubject): Scenario[] {
  const { accountChange, accountHolder } = subject.services ?? {};
  const { deposit } = subject.samples;
  return [
    ...(accountChange === undefined || deposit === undefined ? [] : changeScenarios(subject, accountChange, deposit)),
    ...(accountHolder === undefined ? [] : holderScenarios(subject, accountHolder)),
  ];
}

function changeScenarios(
  subject: ConformanceSubject,
  { operation, channelId, amount, dueAt }: NonNullable<ServiceSamples['accountChange']>,
  deposit: PaymentSample,
): Scenario[] {
  const issued = channelId === undefined ? deposit : { ...deposit, channelId };
  const scenario = (name: string, act: (stage: Stage, payment: PaymentAtProvider) => Promise<void>): Scenario => ({
    group,
    name,
    run: () =>
      onStage(subject, async (stage) => {
        const { payment, reference } = await awaitDeposit(stage, issued);
        await act(stage, { ...payment, providerPaymentId: bookedPayment(stage, reference)?.providerPaymentId ?? null });
      }),
  });
  const change = (stage: Stage, payment: PaymentAtProvider) => {
    const port = portOf(stage, 'change');
    const request = { payment, amount, dueAt };
    assert.equal(port.checkChange?.(request) ?? null, null, 'what can be done is refused before');
    return port.change(request, {});
  };

  return [
    scenario('an account that is changed waits for the new amount until the new time', async (stage, payment) => {
      for (const time of ['once', 'twice']) {
        const changed = expectKind(await change(stage, payment), ['changed'], `changed ${time}`);
        assert.deepEqual({ ...changed.amount }, { ...amount });
        const apartMs = changed.dueAt === null ? 0 : Math.abs(changed.dueAt.getTime() - dueAt.getTime());
        assert.ok(apartMs < minuteMs, `${changed.dueAt?.toISOString()} was told`);
      }
      await stage.fake.deposit(payment.reference);
      const { reference } = payment;
      const reading = await stage.provider.payments.inquire({ ...payment, amount }, {});
      expectSucceeded(reading, { amount, reference }, 'the new amount was deposited');
    }),
    scenario('another amount of a changed account is told as the provider has it', async (stage, payment) => {
      stage.fake.distort(payment.reference, { amountMinor: amount.amountMinor + 1 });
      const verdict = expectKind(await change(stage, payment), ['changed', 'unknown'], 'the provider reports it');
      const told = verdict.kind === 'changed' ? verdict.amount.amountMinor : null;
      assert.notEqual(told, amount.amountMinor, 'what was asked for was told');
    }),
    scenario('an account that was paid into is not changed', async (stage, payment) => {
      await stage.fake.deposit(payment.reference);
      expectKind(await change(stage, payment), ['declined', 'not_created'], 'the money is there');
    }),
    ...cutOffs.map(({ name, fault }) =>
      scenario(`a change of an account that is ${name} is unknown`, async (stage, payment) => {
        stage.fake.faults.inject(operation, fault);
        expectKind(await change(stage, payment), ['unknown'], 'it may have been changed');
      }),
    ),
    scenario('a change of an account that nobody listens to is not_created', async (stage, payment) => {
      await stage.stopFake();
      expectKind(await change(stage, payment), ['not_created'], 'the connection was refused');
    }),
  ];
}

function holderScenarios(
  subject: ConformanceSubject,
  { operation, holderName, bankCode, accountNumber, channelId }: NonNullable<ServiceSamples['accountHolder']>,
): Scenario[] {
  const known = { channelId: (channelId ?? subject.channelId) as ChannelId, bankCode, accountNumber };
  const scenario = (name: string, act: (stage: Stage) => Promise<void>): Scenario => ({
    group,
    name,
    run: () => onStage(subject, act),
  });
  const holder = (stage: Stage, request = known) => portOf(stage, 'holder').holder(request, {});

  return [
    scenario('whose account it is, is told as the bank has it, and of no other account', async (stage) => {
      const found = expectKind(await holder(stage), ['found'], 'the bank knows it');
      assert.equal(found.holderName, holderName);
      const unheardOf = await holder(stage, { ...known, accountNumber: '1' });
      expectKind(unheardOf, ['absent', 'declined'], 'there is no such account');
    }),
    ...cutOffs.map(({ name, fault }) =>
      scenario(`whose account it is, is unknown when the question is ${name}`, async (stage) => {
        stage.fake.faults.inject(operation, fault);
        expectKind(await holder(stage), ['unknown'], 'nobody has told');
      }),
    ),
  ];
}

function portOf<Name extends 'change' | 'holder'>(
  { provider }: Stage,
  name: Name,
): VirtualAccountPort & Required<Pick<VirtualAccountPort, Name>> {
  const port = provider.virtualAccounts;
  assert.ok(port?.[name] !== undefined, `a sample is given and there is no virtualAccounts.${name}`);
  return port as VirtualAccountPort & Required<Pick<VirtualAccountPort, Name>>;
}
