import assert from 'node:assert/strict';
import { expectDeclined, expectKind, expectSucceeded } from './expectations.ts';
import { faultScenarios, type MovementKind } from './fault-matrix.ts';
import { atProvider, bookedPayment, onStage, requestFor, startPayment } from './harness.ts';
import type { ConformanceSubject, PaymentSample, Scenario } from './subject.ts';

const group = 'direct charge';

export function directChargeScenarios(subject: ConformanceSubject): Scenario[] {
  const sample = subject.samples.directCharge;
  const operation = subject.operations.directCharge;
  if (sample === undefined || operation === undefined) return [];
  return [
    {
      group,
      name: 'an approved charge is succeeded with exactly what the provider took',
      run: () =>
        onStage(subject, async (stage) => {
          const { verdict, reference } = await startPayment(stage, sample);
          const id = expectSucceeded(verdict, { amount: sample.amount, reference }, 'the provider has approved');
          const booked = bookedPayment(stage, reference);
          assert.equal(booked?.charges, 1, 'charged once');
          assert.equal(id, booked?.providerPaymentId, 'the id is not the one in the books');
        }),
    },
    {
      group,
      name: 'a declined charge is declined with a reason, and stays so when asked about',
      run: () =>
        onStage(subject, async (stage) => {
          stage.fake.decideNext('decline');
          const { verdict, payment, reference } = await startPayment(stage, sample);
          expectDeclined(verdict, 'the provider has declined');
          assert.equal(bookedPayment(stage, reference)?.charges ?? 0, 0, 'nothing was charged');
          if (subject.adapter.manifest.inquiry.kind === 'none') return;
          stage.untilVisible();
          const reading = await stage.provider.payments.inquire(payment, {});
          expectKind(reading, ['declined', 'absent'], 'the provider has declined');
        }),
    },
    ...(subject.adapter.manifest.inquiry.kind === 'none' ? [] : inquiryScenarios(subject, sample)),
    ...faultScenarios(subject, directChargeMovement(subject, sample, operation)),
  ];
}

function inquiryScenarios(subject: ConformanceSubject, sample: PaymentSample): Scenario[] {
  return [
    {
      group,
      name: 'a charge that is read by the id of the provider is the same as by our reference',
      run: () =>
        onStage(subject, async (stage) => {
          const { payment, reference } = await startPayment(stage, sample);
          stage.untilVisible();
          const reading = await stage.provider.payments.inquire(payment, {});
          const id = expectSucceeded(reading, { amount: sample.amount, reference }, 'the provider has approved');
          assert.deepEqual(await stage.provider.payments.inquire({ ...payment, providerPaymentId: id }, {}), reading);
        }),
    },
    {
      group,
      name: 'the id of another charge never makes a declined one paid, nor does an invented id',
      run: () =>
        onStage(subject, async (stage) => {
          const other = await startPayment(stage, sample);
          stage.fake.decideNext('decline');
          const { payment, reference } = await startPayment(stage, sample);
          stage.untilVisible();
          const ids = [bookedPayment(stage, other.reference)?.providerPaymentId ?? '', 'invented-1'];
          for (const providerPaymentId of ids) {
            const reading = await stage.provider.payments.inquire({ ...payment, providerPaymentId }, {});
            assert.ok(
              reading.kind !== 'succeeded' || reading.reference !== reference,
              "another's money was told as ours",
            );
          }
        }),
    },
  ];
}

function directChargeMovement(subject: ConformanceSubject, sample: PaymentSample, operation: string): MovementKind {
  return {
    group,
    operation,
    idempotency: subject.adapter.manifest.createIdempotency,
    async prepare(stage) {
      const { payments } = stage.provider;
      const request = requestFor(stage, sample);
      return {
        expected: request,
        send: (signal) => payments.start(request, signal === undefined ? {} : { signal }),
        inquire: () => payments.inquire(atProvider(request), {}),
        moved: () => bookedPayment(stage, request.reference)?.charges ?? 0,
      };
    },
  };
}
