import assert from 'node:assert/strict';
import type { ChannelId, PaymentActionPort, PaymentActionRequest, ProviderOptions } from '@hangil/core';
import { expectKind } from './expectations.ts';
import { offeredPorts, onStage, type Stage } from './harness.ts';
import { paidPayment } from './paid-payment.ts';
import type { ActionSample, ConformanceSubject, Scenario } from './subject.ts';

const group = 'actions';

/** What is particular to a provider: each action that is declared is tried once, and sent once. */
export function actionScenarios(subject: ConformanceSubject): Scenario[] {
  const { actions } = offeredPorts(subject);
  const declared = subject.adapter.manifest.actions ?? [];
  if (actions === undefined && declared.length === 0) return [];
  const samples = Object.entries(subject.services?.actions ?? {});
  const forEach = (name: string, act: ActOn): Scenario => ({
    group,
    name,
    async run() {
      for (const [action, sample] of samples) {
        await onStage(through(subject, sample), async (stage) => {
          await act(stage, await requestFor(stage, action, sample), sample);
        });
      }
    },
  });

  return [
    {
      group,
      name: 'the actions of the manifest are those that are offered, and each has its sample',
      async run() {
        assert.deepEqual(actions?.offered ?? [], declared, 'the manifest declares others');
        const missing = declared.filter(({ name }) => !samples.some(([tried]) => tried === name));
        assert.deepEqual(
          missing.map(({ name }) => name),
          [],
          'no sample in services.actions tries them',
        );
      },
    },
    forEach('every action does what its sample says, with a result that is plain JSON', actsAsSaid),
    forEach('an action whose answer is lost is unknown, and was sent once', isUnknownWhenLost),
    forEach('an action that nobody listens to is not_created', async (stage, request) => {
      await stage.stopFake();
      expectKind(await portOf(stage).run(request, {}), ['not_created'], `${request.name}: the connection was refused`);
    }),
    forEach('an action with an input or a name that nobody knows is refused, and nothing is sent', isRefused),
  ];
}

type ActOn = (stage: Stage, request: PaymentActionRequest, sample: ActionSample) => Promise<void>;

const actsAsSaid: ActOn = async (stage, request, { expected = 'done' }) => {
  assert.deepEqual(portOf(stage).check(request), null, `${request.name}: what can be done is refused before`);
  const verdict = await portOf(stage).run(request, {});
  expectKind(verdict, [expected], `${request.name}: so the provider answers`);
  if (verdict.kind === 'done')
    assert.deepEqual(JSON.parse(JSON.stringify(verdict.result)), verdict.result, `${request.name}: no plain JSON`);
};

const isUnknownWhenLost: ActOn = async (stage, request) => {
  const { fake } = stage;
  const before = fake.calls().length;
  const others = Object.keys(fake.operations).filter((operation) => fake.operations[operation] !== 'token');
  for (const operation of others) fake.faults.inject(operation, { kind: 'lose_after' }, 10);
  expectKind(await portOf(stage).run(request, {}), ['unknown'], `${request.name}: it may have been done`);
  const sent = fake.calls().slice(before);
  assert.equal(sent.filter(({ operation }) => others.includes(operation)).length, 1, `${request.name} was repeated`);
};

const isRefused: ActOn = async (stage, request) => {
  const calls = stage.fake.calls().length;
  const strange = { ...request.input, field_that_nobody_knows: 1 };
  for (const wrong of [
    { ...request, input: strange },
    { ...request, name: `${request.name}_that_nobody_knows` },
  ]) {
    assert.notEqual(portOf(stage).check(wrong), null, `${wrong.name} was taken`);
    expectKind(await portOf(stage).run(wrong, {}), ['not_created'], `${wrong.name} cannot be done`);
  }
  assert.equal(stage.fake.calls().length, calls, `${request.name}: the provider was called`);
};

/** The subject with every payment through the channel of the action. */
function through(subject: ConformanceSubject, { channelId }: ActionSample): ConformanceSubject {
  if (channelId === undefined) return subject;
  const { payment, directCharge, deposit } = subject.samples;
  const samples = {
    ...subject.samples,
    ...(payment && { payment: { ...payment, channelId } }),
    ...(directCharge && { directCharge: { ...directCharge, channelId } }),
    ...(deposit && { deposit: { ...deposit, channelId } }),
  };
  return { ...subject, samples };
}

function portOf({ provider }: Stage): PaymentActionPort {
  assert.ok(provider.actions !== undefined, 'actions are declared and there is no actions port');
  return provider.actions;
}

/** For a payment that is paid, after the actions that come first. */
async function requestFor(stage: Stage, name: string, sample: ActionSample): Promise<PaymentActionRequest> {
  const payment = await paidPayment(stage);
  const gateway = gatewayOf(stage, payment.channelId);
  const results: unknown[] = [];
  for (const earlier of sample.after ?? []) {
    const first = stage.subject.services?.actions?.[earlier];
    assert.ok(first !== undefined, `no sample tells how ${earlier} is done, which ${name} comes after`);
    const verdict = await portOf(stage).run({ name: earlier, payment, gateway, input: inputOf(first, results) }, {});
    results.push(expectKind(verdict, ['done'], `${name} comes after ${earlier}`).result);
  }
  return { name, payment, gateway, input: inputOf(sample, results) };
}

function inputOf({ input }: ActionSample, results: readonly unknown[]): ProviderOptions {
  return typeof input === 'function' ? input(results) : input;
}

function gatewayOf({ provider }: Stage, channelId: ChannelId): string | null {
  return provider.gatewayOf?.(channelId) ?? null;
}
