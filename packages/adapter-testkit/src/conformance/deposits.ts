import assert from 'node:assert/strict';
import { dayMs, hourMs } from '@hangil/core';
import type { Fault } from '../fault-plan.ts';
import { expectKind, expectSucceeded } from './expectations.ts';
import { bookedPayment, onStage, type Stage, type StartedPayment, startPayment, whatIsOpen } from './harness.ts';
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
  const issuing = issuingFaultScenarios(subject, sample);
  if (subject.adapter.manifest.inquiry.kind === 'none') return [issued, ...issuing];

  return [
    issued,
    ...issuing,
    ...lateScenarios(sample, scenario),
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

type MakeScenario = (name: string, act: (stage: Stage, issued: StartedPayment) => Promise<void>) => Scenario;

/** After the end of the deposit window. Whether the bank still takes money then is the provider's business. */
function lateScenarios(sample: PaymentSample, scenario: MakeScenario): Scenario[] {
  return [
    scenario('a payment that nobody has paid by its end is never told as paid', async (stage, { payment }) => {
      passTheEnd(stage, sample);
      const reading = await stage.provider.payments.inquire(payment, {});
      expectKind(reading, ['pending', 'declined', 'absent'], 'nothing was deposited');
    }),
    scenario(
      'a deposit after the end is told as the bank has it: taken or refused',
      async (stage, { payment, reference }) => {
        passTheEnd(stage, sample);
        await stage.fake.deposit(reference).catch(() => undefined);
        const reading = await stage.provider.payments.inquire(payment, {});
        if (bookedPayment(stage, reference)?.status === 'paid')
          expectSucceeded(reading, { amount: sample.amount, reference }, 'the bank has taken it');
        else expectKind(reading, ['pending', 'declined', 'absent'], 'the bank has refused it');
      },
    ),
  ];
}

function passTheEnd(stage: Stage, { method, expiresAt }: PaymentSample): void {
  const end =
    method.type === 'virtual_account' ? method.dueAt : (expiresAt ?? new Date(stage.now().getTime() + 30 * dayMs));
  stage.passTime(end.getTime() - stage.now().getTime() + hourMs);
}

const issuingFaults: [string, Fault][] = [
  ['lost before the provider acted', { kind: 'lose_before' }],
  ['lost after the provider acted', { kind: 'lose_after' }],
  ['answered with 503', { kind: 'error_before', status: 503 }],
  ['answered with 502 after the provider acted', { kind: 'error_after', status: 502 }],
  ['answered with HTML', { kind: 'garbage', body: '<html>maintenance</html>' }],
];

/** Where showing the account takes a call to the provider. */
function issuingFaultScenarios(subject: ConformanceSubject, sample: PaymentSample): Scenario[] {
  return issuingFaults.map(([name, fault]) => ({
    group,
    name: `an account whose issuing is ${name} is unknown, or not_created where the books show nothing`,
    run: () =>
      onStage(subject, async (stage) => {
        const operations = await issuingOperations(stage, sample);
        if (operations.size === 0) return;
        for (const operation of operations) stage.fake.faults.inject(operation, fault);
        const before = stage.fake.books().payments.length;
        const { verdict, reference } = await startPayment(stage, sample);
        expectKind(verdict, ['unknown', 'not_created'], 'it may have been issued');
        const exists = bookedPayment(stage, reference) !== undefined;
        assert.ok(verdict.kind === 'unknown' || !exists, 'the provider has issued it, and not_created denies it');
        assert.ok(stage.fake.books().payments.length <= before + 1, 'more than one account was issued');
      }),
  }));
}

/** The fake's operations that are called to issue an account; none where the shopper opens it in a window. */
async function issuingOperations(stage: Stage, sample: PaymentSample): Promise<ReadonlySet<string>> {
  await startPayment(stage, sample);
  const opening = stage.fake.calls().filter(({ operation }) => stage.fake.operations[operation] === 'open');
  return new Set(opening.map(({ operation }) => operation));
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
