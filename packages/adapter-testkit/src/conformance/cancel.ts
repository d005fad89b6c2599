import assert from 'node:assert/strict';
import type { CancelVerdict, PaymentAtProvider } from '@hangil/core';
import type { Fault } from '../fault-plan.ts';
import { awaitDeposit } from './deposits.ts';
import { expectKind } from './expectations.ts';
import { bookedPayment, offeredPorts, onStage, type Stage } from './harness.ts';
import type { ConformanceSubject, Scenario } from './subject.ts';

const group = 'cancel';

const cutOff: [string, Fault][] = [
  ['lost before the provider acted', { kind: 'lose_before' }],
  ['lost after the provider acted', { kind: 'lose_after' }],
  ['answered with 503', { kind: 'error_before', status: 503 }],
  ['answered with 502 after the provider acted', { kind: 'error_after', status: 502 }],
  ['answered with HTML', { kind: 'garbage', body: '<html>maintenance</html>' }],
];

/** Ending a payment before money moved, tried on a payment that waits for its deposit. */
export function cancelScenarios(subject: ConformanceSubject): Scenario[] {
  const sample = subject.samples.deposit;
  if (sample === undefined || offeredPorts(subject).payments.cancel === undefined) return [];
  const scenario = (name: string, act: (stage: Stage, payment: PaymentAtProvider) => Promise<void>): Scenario => ({
    group,
    name,
    run: () =>
      onStage(subject, async (stage) => {
        const { payment, reference } = await awaitDeposit(stage, sample);
        await act(stage, { ...payment, providerPaymentId: bookedPayment(stage, reference)?.providerPaymentId ?? null });
      }),
  });

  return [
    scenario('a payment that is canceled before money moved is canceled at the provider', async (stage, payment) => {
      expectKind(await cancel(stage, payment), ['canceled'], 'nothing had been deposited');
      assert.equal(bookedPayment(stage, payment.reference)?.status, 'canceled');
    }),
    scenario('a payment that has been paid is not canceled', async (stage, payment) => {
      await stage.fake.deposit(payment.reference);
      expectKind(await cancel(stage, payment), ['declined'], 'the money is there');
      assert.equal(bookedPayment(stage, payment.reference)?.status, 'paid');
    }),
    ...cutOff.map(([name, fault]) =>
      scenario(`a cancellation that is ${name} is unknown`, async (stage, payment) => {
        for (const [operation, moves] of Object.entries(stage.fake.operations)) {
          if (moves === 'cancel') stage.fake.faults.inject(operation, fault);
        }
        expectKind(await cancel(stage, payment), ['unknown'], 'it may have been canceled');
      }),
    ),
    scenario('a cancellation that nobody listens to is not_created', async (stage, payment) => {
      await stage.stopFake();
      expectKind(await cancel(stage, payment), ['not_created'], 'the connection was refused');
    }),
  ];
}

async function cancel({ provider }: Stage, payment: PaymentAtProvider): Promise<CancelVerdict> {
  const verdict = await provider.payments.cancel?.(payment, {});
  assert.ok(verdict !== undefined);
  return verdict;
}
