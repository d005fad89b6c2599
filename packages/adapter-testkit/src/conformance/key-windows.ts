import assert from 'node:assert/strict';
import type { BillingKeyReading, BillingKeyVerdict, IssueBillingKeyRequest, NextAction } from '@hangil/core';
import type { FakeOutcome } from '../fake-provider.ts';
import { charge, expectKey, issuedKey, type KeptKey, keyPortOf, orderFor } from './billing-keys.ts';
import { cutOffs } from './cut-off.ts';
import { expectKind, expectSucceeded } from './expectations.ts';
import { bookedPayment, offeredPorts, onStage, requestFor, type Stage } from './harness.ts';
import { assertNothingSecret } from './secret-search.ts';
import type { BillingKeySample, ConformanceSubject, PaymentSample, Scenario } from './subject.ts';

const group = 'billing keys';

type MakeScenario = (name: string, act: (stage: Stage) => Promise<void>) => Scenario;

interface OpenWindow {
  readonly request: IssueBillingKeyRequest;
  readonly nextAction: NextAction;
}

/** Means of payment that the shopper gives to the provider's own window. */
export function keyWindowScenarios(subject: ConformanceSubject): Scenario[] {
  const { billingKey: sample } = subject.samples;
  const order = orderFor(subject);
  const keys = offeredPorts(subject).billingKeys;
  if (sample === undefined || order === undefined || !keys?.issuesBy.includes('window')) return [];
  const scenario: MakeScenario = (name, act) => ({ group, name, run: () => onStage(subject, act) });
  const { confirmKey } = subject.operations;
  return [
    ...windowScenarios(sample, order, scenario),
    ...(confirmKey === undefined ? [] : confirmScenarios(sample, confirmKey, scenario)),
  ];
}

function windowScenarios(sample: BillingKeySample, order: PaymentSample, scenario: MakeScenario): Scenario[] {
  return [
    scenario('a key of a window says what the shopper has to do, and is none before he has done it', async (stage) => {
      const opened = await openWindow(stage, sample);
      assert.notEqual(opened.nextAction.type, 'wait', 'the shopper is not told what to do');
      stage.untilVisible();
      expectNoKey(await ask(stage, opened), 'nobody has kept a card');
    }),
    scenario('a key that the shopper keeps in a window is issued under our reference, and charged', async (stage) => {
      const { key, reference, atProvider } = await keptKey(stage, sample);
      expectKey(key, reference);
      const paid = await charge(stage, key, atProvider, order);
      expectSucceeded(paid.verdict, { amount: order.amount, reference: paid.reference }, 'the provider has approved');
      assert.equal(bookedPayment(stage, paid.reference)?.charges, 1, 'charged once');
    }),
    scenario('keeping a card in a window takes no money', async (stage) => {
      await keptKey(stage, sample);
      const taken = stage.fake.books().payments.filter(({ charges, amountMinor }) => charges > 0 && amountMinor > 0);
      assert.deepEqual(taken, [], 'money moved');
    }),
    scenario('a window that the shopper leaves gives no key', async (stage) => {
      const opened = await openWindow(stage, sample);
      await finish(stage, opened, 'leave');
      stage.untilVisible();
      expectNoKey(await ask(stage, opened), 'the shopper has left');
    }),
  ];
}

/** Where the window only authorizes, and our call makes the key. */
function confirmScenarios(sample: BillingKeySample, operation: string, scenario: MakeScenario): Scenario[] {
  return [
    scenario('what nobody gave, or another window, makes no key of this one', async (stage) => {
      const other = await openWindow(stage, sample);
      const others = await finish(stage, other, 'approve');
      const opened = await openWindow(stage, sample);
      for (const authorization of ['invented-1', 'not an authorization', others ?? '']) {
        const verdict = await confirm(stage, opened, authorization);
        if (verdict.kind === 'issued') assert.notEqual(verdict.reference, opened.request.reference, 'another card');
      }
    }),
    ...cutOffs.map(({ name, fault, acted }) =>
      scenario(
        `a confirm of a key that is ${name} is unknown, is not repeated, and an inquiry tells the truth`,
        async (stage) => {
          const opened = await openWindow(stage, sample);
          const authorization = (await finish(stage, opened, 'approve')) ?? '';
          stage.fake.faults.inject(operation, fault);
          expectKind(await confirm(stage, opened, authorization), ['unknown'], 'it may have been made');
          const calls = stage.fake.calls().filter((call) => call.operation === operation).length;
          assert.equal(calls, 1, 'it was sent more than once');
          stage.untilVisible();
          const reading = await ask(stage, opened);
          if (acted && reading !== undefined) expectKind(reading, ['issued'], 'it was made');
          if (!acted) expectNoKey(reading, 'it was not made');
        },
      ),
    ),
    scenario('a confirm of a key that nobody listens to is not_created', async (stage) => {
      const opened = await openWindow(stage, sample);
      const authorization = (await finish(stage, opened, 'approve')) ?? '';
      await stage.stopFake();
      expectKind(await confirm(stage, opened, authorization), ['not_created'], 'the connection was refused');
    }),
  ];
}

async function openWindow(stage: Stage, { card: _, ...sample }: BillingKeySample): Promise<OpenWindow> {
  const returnUrl = sample.returnUrl ?? 'https://shop.example/kept';
  const request = requestFor(stage, { ...sample, method: { type: 'window' } as const, returnUrl });
  const opened = expectKind(await keyPortOf(stage).issue(request, {}), ['pending'], 'the shopper has done nothing');
  assert.ok(opened.nextAction !== null, 'the shopper is not told what to do');
  return { request, nextAction: opened.nextAction };
}

function finish({ fake }: Stage, { nextAction }: OpenWindow, outcome: FakeOutcome): Promise<string | null> {
  assert.ok(fake.finishKeyWindow !== undefined, 'keys are issued by window and the fake has no finishKeyWindow');
  return fake.finishKeyWindow(nextAction, outcome);
}

async function confirm(
  stage: Stage,
  { request: { channelId, reference, customer } }: OpenWindow,
  authorization: string,
): Promise<BillingKeyVerdict> {
  const key = { channelId, reference, providerKey: null };
  const verdict = await keyPortOf(stage).confirm?.({ key, customer, authorization }, {});
  assert.ok(verdict !== undefined, 'operations.confirmKey is given and there is no billingKeys.confirm');
  assertNothingSecret('the verdict', verdict, [{ name: 'authorization', value: authorization }]);
  return verdict;
}

async function ask(
  stage: Stage,
  { request: { channelId, reference } }: OpenWindow,
): Promise<BillingKeyReading | undefined> {
  return keyPortOf(stage).inquire?.({ channelId, reference, providerKey: null }, {});
}

function expectNoKey(reading: BillingKeyReading | undefined, because: string): void {
  if (reading !== undefined) expectKind(reading, ['pending', 'absent', 'declined'], because);
}

/** A key, issued in the shortest way the adapter has. */
export async function keptKey(stage: Stage, sample: BillingKeySample): Promise<KeptKey> {
  const keys = keyPortOf(stage);
  if (!keys.issuesBy.includes('window')) return issuedKey(stage, sample);
  const opened = await openWindow(stage, sample);
  const authorization = await finish(stage, opened, 'approve');
  stage.untilVisible();
  const told =
    keys.confirm === undefined ? await ask(stage, opened) : await confirm(stage, opened, authorization ?? '');
  assert.ok(told !== undefined, 'a key of a window can be neither confirmed nor asked for');
  const key = expectKind(told, ['issued'], 'the shopper has kept a card');
  const { channelId, reference } = opened.request;
  return { key, reference, atProvider: { channelId, reference, providerKey: key.providerKey } };
}
