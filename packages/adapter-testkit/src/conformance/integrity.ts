import assert from 'node:assert/strict';
import { minuteMs, type PaymentReading } from '@hangil/core';
import type { FakeDistortion } from '../fake-provider.ts';
import { expectKind } from './expectations.ts';
import { onStage, requestFor } from './harness.ts';
import { paidPayment, quickestSample } from './paid-payment.ts';
import type { ConformanceSubject, PaymentSample, Scenario } from './subject.ts';

const group = 'integrity';
const copied = 'what was asked for was told, not what the provider reports';

/** What the provider reports is told as it is, so that the engine can see a difference from what was asked. */
export function integrityScenarios(subject: ConformanceSubject): Scenario[] {
  const { directCharge } = subject.samples;
  const asks = subject.adapter.manifest.inquiry.kind !== 'none';
  return [
    ...(asks ? inquiryScenarios(subject) : []),
    ...(directCharge === undefined ? [] : [chargeScenario(subject, directCharge)]),
  ];
}

function inquiryScenarios(subject: ConformanceSubject): Scenario[] {
  const sample = quickestSample(subject);
  if (sample === undefined) return [];
  const { amount } = sample;
  const amountMinor = amount.amountMinor + 1;
  const currency = amount.currency === 'JPY' ? 'KRW' : 'JPY';
  const scenario = (
    what: string,
    distortion: FakeDistortion,
    check: (found: PaymentReading, askedReference: string) => void,
  ): Scenario => ({
    group,
    name: `${what} in the provider's record is told as the provider has it`,
    run: () =>
      onStage(subject, async (stage) => {
        const payment = await paidPayment(stage);
        stage.fake.distort(payment.reference, distortion);
        stage.untilVisible();
        check(await stage.provider.payments.inquire(payment, {}), payment.reference);
      }),
  });

  return [
    {
      group,
      name: 'the time of a payment is the one of the provider, whatever its time zone',
      run: () =>
        onStage(subject, async (stage) => {
          const earliestMs = stage.now().getTime() - minuteMs;
          const payment = await paidPayment(stage);
          const latestMs = stage.now().getTime() + minuteMs;
          stage.untilVisible();
          const reading = await stage.provider.payments.inquire(payment, {});
          const { occurredAt } = expectKind(reading, ['succeeded'], 'it was paid');
          const toldMs = occurredAt.getTime();
          assert.ok(toldMs >= earliestMs && toldMs <= latestMs, `${occurredAt.toISOString()} was told`);
        }),
    },
    scenario('another amount', { amountMinor }, (found) => {
      const reported = expectKind(found, ['succeeded'], 'the provider reports money').amount;
      assert.equal(reported.amountMinor, amountMinor, copied);
    }),
    scenario('another currency', { currency }, (found) => {
      const reported = expectKind(found, ['succeeded'], 'the provider reports money').amount;
      assert.equal(reported.currency, currency, copied);
    }),
    scenario('another reference', { reference: 'op99999999999999999999999999' }, (found, askedReference) => {
      assert.ok(found.kind !== 'succeeded' || found.reference !== askedReference, copied);
    }),
  ];
}

function chargeScenario(subject: ConformanceSubject, sample: PaymentSample): Scenario {
  return {
    group,
    name: 'another amount in the answer to a charge is told as the provider has it',
    run: () =>
      onStage(subject, async (stage) => {
        const request = requestFor(stage, sample);
        const amountMinor = sample.amount.amountMinor + 1;
        stage.fake.distort(request.reference, { amountMinor });
        const verdict = await stage.provider.payments.start(request, {});
        const reported = expectKind(verdict, ['succeeded'], 'the provider reports money').amount;
        assert.equal(reported.amountMinor, amountMinor, copied);
      }),
  };
}
