import assert from 'node:assert/strict';
import type { Money, PaymentVerdict } from '@hangil/core';
import { expectDeclined, expectKind, expectSucceeded } from './expectations.ts';
import { faultScenarios, type MovementKind } from './fault-matrix.ts';
import { bookedPayment, onStage, type Stage, type StartedPayment } from './harness.ts';
import { shopperSample } from './paid-payment.ts';
import { confirm, openForShopper } from './payments.ts';
import type { ConformanceSubject, Scenario } from './subject.ts';

const group = 'confirm';

/** Providers where the shopper's approval moves nothing until it is confirmed. */
export function confirmScenarios(subject: ConformanceSubject): Scenario[] {
  const { confirm: operation } = subject.operations;
  const sample = subject.samples.payment;
  if (operation === undefined || sample === undefined) return [];
  const { amount } = sample;
  const scenario = (name: string, act: (stage: Stage, approved: StartedPayment) => Promise<void>): Scenario => ({
    group,
    name,
    run: () => onStage(subject, async (stage) => act(stage, await approve(stage))),
  });

  return [
    scenario('an approval that is not confirmed moves no money and still waits', async (stage, approved) => {
      stage.untilVisible();
      const reading = await stage.provider.payments.inquire(approved.payment, {});
      const { waitsFor } = expectKind(reading, ['pending'], 'it is not confirmed');
      assert.equal(waitsFor, 'shopper', 'the engine takes it for a confirm that is being worked on');
      assert.equal(charges(stage, approved), 0);
    }),
    scenario('a confirm is succeeded with exactly what the provider took', async (stage, approved) => {
      const { reference } = approved;
      const id = expectSucceeded(await send(stage, approved), { amount, reference }, 'the provider has approved');
      assert.equal(id, bookedPayment(stage, reference)?.providerPaymentId, 'the id is not the one in the books');
      assert.equal(charges(stage, approved), 1);
    }),
    scenario('a confirm that is declined is declined with a reason', async (stage, approved) => {
      stage.fake.decideNext('decline');
      expectDeclined(await send(stage, approved), 'the provider has declined');
      assert.equal(charges(stage, approved), 0);
    }),
    scenario('another amount in the answer to a confirm is told as the provider has it', async (stage, approved) => {
      stage.fake.distort(approved.reference, { amountMinor: amount.amountMinor + 1 });
      const told = expectKind(await send(stage, approved), ['succeeded'], 'the provider reports money').amount;
      assert.equal(told.amountMinor, amount.amountMinor + 1, 'what was asked for was told');
    }),
    scenario('an invented id and the id of another payment confirm nothing', async (stage, approved) => {
      const other = await approve(stage);
      for (const id of ['invented-1', 'not an id', bookedPayment(stage, other.reference)?.providerPaymentId]) {
        const verdict = await send(stage, approved, id);
        expectKind(verdict, ['not_created', 'unknown'], 'a foreign id must not end the payment');
      }
      assert.equal(charges(stage, approved) + charges(stage, other), 0);
    }),
    ...faultScenarios(subject, movement(subject, operation, amount)),
  ];
}

async function approve(stage: Stage): Promise<StartedPayment> {
  const started = await openForShopper(stage, shopperSample(stage));
  await stage.fake.shopper(started.reference, 'approve');
  return started;
}

async function send(
  stage: Stage,
  approved: StartedPayment,
  id?: string,
  signal?: AbortSignal,
): Promise<PaymentVerdict> {
  const verdict = await confirm(stage, approved, id, signal);
  assert.ok(verdict !== undefined, 'operations.confirm is given and there is no payments.confirm');
  return verdict;
}

function charges(stage: Stage, { reference }: StartedPayment): number {
  return bookedPayment(stage, reference)?.charges ?? 0;
}

function movement({ adapter }: ConformanceSubject, operation: string, amount: Money): MovementKind {
  return {
    group,
    operation,
    idempotency: adapter.manifest.createIdempotency,
    async prepare(stage) {
      const approved = await approve(stage);
      const { payment, reference } = approved;
      return {
        expected: { amount, reference },
        send: (signal) => send(stage, approved, undefined, signal),
        inquire: () => stage.provider.payments.inquire(payment, {}),
        moved: () => charges(stage, approved),
        untouched: 'pending',
      };
    },
  };
}
