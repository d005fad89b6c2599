import assert from 'node:assert/strict';
import { expectKind, expectSucceeded } from './expectations.ts';
import { onStage, type Stage, type StartedPayment, startPayment, whatIsOpen } from './harness.ts';
import type { ConformanceSubject, PaymentSample, Scenario } from './subject.ts';

const group = 'deposits';

export function depositScenarios(subject: ConformanceSubject): Scenario[] {
  const sample = subject.samples.deposit;
  if (sample === undefined) return [];
  const scenario = (name: string, act: (stage: Stage, issued: StartedPayment) => Promise<void>): Scenario => ({
    group,
    name,
    run: () => onStage(subject, async (stage) => act(stage, await awaitDeposit(stage, sample))),
  });
  const issued = scenario('a payment that waits for a deposit shows the shopper where to pay', async () => {});
  if (subject.adapter.manifest.inquiry.kind === 'none') return [issued];

  return [
    issued,
    scenario('a payment without a deposit is pending when asked about', async (stage, { payment }) => {
      expectKind(await stage.provider.payments.inquire(payment, {}), ['pending'], 'nothing has been deposited');
    }),
    scenario(
      'a deposit makes the payment succeeded with exactly what was deposited',
      async (stage, { payment, reference }) => {
        await stage.fake.deposit(reference);
        const reading = await stage.provider.payments.inquire(payment, {});
        expectSucceeded(reading, { amount: sample.amount, reference }, 'money was deposited');
      },
    ),
    scenario(
      'a deposit of another amount is never told as the amount asked for',
      async (stage, { payment, reference }) => {
        await stage.fake.deposit(reference, sample.amount.amountMinor - 1);
        const reading = await stage.provider.payments.inquire(payment, {});
        const told = reading.kind === 'succeeded' ? reading.amount.amountMinor : null;
        assert.notEqual(told, sample.amount.amountMinor, 'the amount asked for was told');
      },
    ),
  ];
}

/** Opens the sample payment and finds the account that is shown to the shopper. */
export async function awaitDeposit(stage: Stage, sample: PaymentSample): Promise<StartedPayment> {
  const started = await startPayment(stage, sample);
  const { waitsFor, nextAction } = await whatIsOpen(stage, started);
  assert.equal(waitsFor, 'deposit');
  assert.match(nextAction?.type ?? 'none', /^display_/, 'the shopper is not shown where to pay');
  stage.untilVisible();
  return started;
}
