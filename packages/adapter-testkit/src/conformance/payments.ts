import assert from 'node:assert/strict';
import type { NextAction, PaymentVerdict } from '@hangil/core';
import { request } from 'undici';
import type { Fault } from '../fault-plan.ts';
import { expectDeclined, expectKind, expectSucceeded } from './expectations.ts';
import {
  atProvider,
  bookedPayment,
  onStage,
  requestFor,
  type Stage,
  type StartedPayment,
  startPayment,
  whatIsOpen,
} from './harness.ts';
import type { ConformanceSubject, PaymentSample, Scenario } from './subject.ts';

const group = 'payments';

/** Opens a payment and, where the shopper is sent to a page, opens that page. */
export async function openForShopper(stage: Stage, sample: PaymentSample): Promise<StartedPayment> {
  const started = await startPayment(stage, sample);
  const { nextAction } = await whatIsOpen(stage, started);
  await visit(stage, nextAction);
  return started;
}

/** Opens a payment and takes the shopper through it; where his approval moves nothing, it is confirmed. */
export async function shopperPays(
  stage: Stage,
  sample: PaymentSample,
  outcome: 'approve' | 'decline' = 'approve',
): Promise<StartedPayment> {
  const started = await openForShopper(stage, sample);
  await stage.fake.shopper(started.reference, outcome);
  const confirmed = outcome === 'approve' ? await confirm(stage, started) : undefined;
  if (confirmed !== undefined) expectKind(confirmed, ['succeeded'], 'the shopper has approved');
  stage.untilVisible();
  return started;
}

/** Confirms with the provider's id, as the shopper's browser would tell it; undefined where there is nothing to confirm. */
export async function confirm(
  stage: Stage,
  { payment, reference }: Pick<StartedPayment, 'payment' | 'reference'>,
  providerPaymentId = bookedPayment(stage, reference)?.providerPaymentId ?? '',
  signal?: AbortSignal,
): Promise<PaymentVerdict | undefined> {
  const context = signal === undefined ? {} : { signal };
  return stage.provider.payments.confirm?.({ payment, providerPaymentId }, context);
}

/** Does what the shopper's browser does with a redirect, or with a script where the provider hears of a payment only then. */
export async function visit({ fake }: Stage, nextAction: NextAction | null): Promise<void> {
  if (nextAction?.type === 'browser_sdk') fake.openWindow?.(nextAction.params);
  if (nextAction?.type !== 'redirect') return;
  const { url, method, fields } = nextAction;
  const form = new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const page = await request(url, method === 'GET' ? { method } : { method, headers, body: form.toString() });
  await page.body.dump();
}

export function paymentScenarios(subject: ConformanceSubject): Scenario[] {
  const sample = subject.samples.payment;
  if (sample === undefined) return [];
  const asks = subject.adapter.manifest.inquiry.kind !== 'none';
  const scenario = (name: string, act: (stage: Stage) => Promise<void>): Scenario => ({
    group,
    name,
    run: () => onStage(subject, act),
  });

  return [
    scenario(
      'a payment that waits for the shopper is pending and says what to do, at once or when asked',
      async (stage) => {
        const { waitsFor, nextAction } = await whatIsOpen(stage, await startPayment(stage, sample));
        assert.equal(waitsFor, 'shopper');
        assert.ok(nextAction !== null && nextAction.type !== 'wait', 'the shopper is not told what to do');
        const called = stage.fake.calls().some(({ operation }) => operation === subject.operations.start);
        assert.equal(
          called,
          subject.operations.start !== undefined,
          'operations.start is not the call that opens a payment',
        );
      },
    ),
    ...(asks ? inquiryScenarios(subject, sample, scenario) : [neverAskedScenario(sample, scenario)]),
    ...startFaultScenarios(subject, sample, scenario),
  ];
}

type MakeScenario = (name: string, act: (stage: Stage) => Promise<void>) => Scenario;

function neverAskedScenario(sample: PaymentSample, scenario: MakeScenario): Scenario {
  return scenario('an inquiry that the provider does not offer is unknown', async (stage) => {
    await shopperPays(stage, sample);
    const payment = atProvider(requestFor(stage, sample));
    expectKind(await stage.provider.payments.inquire(payment, {}), ['unknown'], 'inquiry.kind is none');
  });
}

function inquiryScenarios(
  { operations }: ConformanceSubject,
  sample: PaymentSample,
  scenario: MakeScenario,
): Scenario[] {
  return [
    scenario('a payment that the provider has never heard of is absent', async (stage) => {
      const payment = atProvider(requestFor(stage, sample));
      const reading = await stage.provider.payments.inquire(payment, {});
      // Where opening needs no call, the shopper may still bring the payment into being.
      const possible = operations.start === undefined ? (['absent', 'pending'] as const) : (['absent'] as const);
      expectKind(reading, possible, 'the provider has never heard of it');
    }),
    scenario('a payment that nobody has finished is neither succeeded nor declined', async (stage) => {
      const { payment } = await startPayment(stage, sample);
      stage.untilVisible();
      expectKind(
        await stage.provider.payments.inquire(payment, {}),
        ['pending', 'absent'],
        'the shopper has done nothing',
      );
    }),
    scenario('a payment that the shopper approves is succeeded with exactly what the provider took', async (stage) => {
      const { payment, reference } = await shopperPays(stage, sample);
      const reading = await stage.provider.payments.inquire(payment, {});
      const id = expectSucceeded(reading, { amount: sample.amount, reference }, 'the shopper has paid');
      assert.equal(id, bookedPayment(stage, reference)?.providerPaymentId, 'the id is not the one in the books');
      assert.equal(expectKind(reading, ['succeeded'], 'paid').returnedMinor, 0, 'nothing was given back');

      const readById = await stage.provider.payments.inquire({ ...payment, providerPaymentId: id }, {});
      assert.deepEqual(readById, reading, 'read by the id of the provider it is another');
    }),
    scenario('a payment that the shopper declines is declined with a reason', async (stage) => {
      const { payment } = await shopperPays(stage, sample, 'decline');
      expectDeclined(await stage.provider.payments.inquire(payment, {}), 'the shopper has not paid');
    }),
    scenario('the id of another payment never makes this one paid', async (stage) => {
      const other = await shopperPays(stage, sample);
      const { payment, reference } = await startPayment(stage, sample);
      const providerPaymentId = bookedPayment(stage, other.reference)?.providerPaymentId ?? '';
      const reading = await stage.provider.payments.inquire({ ...payment, providerPaymentId }, {});
      assert.ok(reading.kind !== 'succeeded' || reading.reference !== reference, "another's money was told as ours");
    }),
    scenario('an invented id never makes a payment paid', async (stage) => {
      const { payment } = await startPayment(stage, sample);
      const reading = await stage.provider.payments.inquire({ ...payment, providerPaymentId: 'invented-1' }, {});
      expectKind(reading, ['pending', 'absent', 'unknown'], 'nobody has paid');
    }),
  ];
}

const openingFaults: [string, Fault][] = [
  ['lost before the provider acted', { kind: 'lose_before' }],
  ['lost after the provider acted', { kind: 'lose_after' }],
  ['answered with 503', { kind: 'error_before', status: 503 }],
  ['answered with 502 after the provider acted', { kind: 'error_after', status: 502 }],
  ['answered with HTML', { kind: 'garbage', body: '<html>maintenance</html>' }],
  ['answered with an empty object', { kind: 'garbage', body: '{}' }],
];

function startFaultScenarios(
  { operations: { start } }: ConformanceSubject,
  sample: PaymentSample,
  scenario: MakeScenario,
): Scenario[] {
  if (start === undefined) return [];
  return [
    ...openingFaults.map(([name, fault]) =>
      scenario(`a start that is ${name} is unknown, or not_created where the books show nothing`, async (stage) => {
        stage.fake.faults.inject(start, fault);
        const { verdict, reference } = await startPayment(stage, sample);
        expectKind(verdict, ['unknown', 'not_created'], 'it may have been opened');
        const exists = bookedPayment(stage, reference) !== undefined;
        assert.ok(
          verdict.kind === 'unknown' || !exists,
          'the provider has opened it, and not_created says that it has not',
        );
      }),
    ),
    scenario('a start that nobody listens to is not_created', async (stage) => {
      await stage.stopFake();
      const { verdict } = await startPayment(stage, sample);
      expectKind(verdict, ['not_created'], 'the connection was refused');
    }),
    scenario('a start fails without harm when its token cannot be had, and goes through afterwards', async (stage) => {
      const tokens = Object.entries(stage.fake.operations).flatMap(([name, moves]) =>
        moves === 'token' ? [name] : [],
      );
      for (const [, fault] of tokens.length === 0 ? [] : openingFaults) {
        for (const token of tokens) stage.fake.faults.inject(token, fault, 5);
        const { verdict, reference } = await startPayment(stage, sample);
        expectKind(verdict, ['unknown', 'not_created'], 'there was no token');
        assert.equal(bookedPayment(stage, reference), undefined);
        stage.fake.faults.clear();
      }
      const { verdict } = await startPayment(stage, sample);
      expectKind(verdict, ['pending'], 'the provider is well again');
    }),
  ];
}
