import assert from 'node:assert/strict';
import type { PaymentAtProvider } from '@hangil/core';
import type { FakeDistortion } from '../fake-provider.ts';
import { atProvider, bookedPayment, requestFor, type Stage, type StartedPayment, startPayment } from './harness.ts';
import { confirm, openForShopper, shopperPays } from './payments.ts';
import type { ConformanceSubject, PaymentSample } from './subject.ts';

/** The sample that is paid with the fewest calls: charged at once where the adapter can. */
export function quickestSample({ samples }: ConformanceSubject): PaymentSample | undefined {
  return samples.directCharge ?? samples.payment;
}

/** A payment that has been paid, in the shortest way the adapter has. */
export async function paidPayment(stage: Stage): Promise<PaymentAtProvider> {
  const { directCharge } = stage.subject.samples;
  const { payment, reference } =
    directCharge === undefined
      ? await shopperPays(stage, shopperSample(stage))
      : await startPayment(stage, directCharge);
  const booked = bookedPayment(stage, reference);
  assert.equal(booked?.status, 'paid', 'the books do not show the payment as paid');
  return { ...payment, providerPaymentId: booked.providerPaymentId };
}

/** The sample whose end the provider tells by an event: a shopper's where there is one, a charge otherwise. */
export function announcedSample({ samples }: ConformanceSubject): PaymentSample | undefined {
  return samples.payment ?? samples.directCharge;
}

/** Takes the announced sample to its end, which sends its event: the shopper decides it, or the charge itself does. */
export async function endPayment(
  stage: Stage,
  outcome: 'approve' | 'decline' = 'approve',
  distortion: FakeDistortion = {},
): Promise<StartedPayment> {
  const { payment, directCharge } = stage.subject.samples;
  if (payment !== undefined || directCharge === undefined) {
    const started = await openForShopper(stage, shopperSample(stage));
    stage.fake.distort(started.reference, distortion);
    await stage.fake.shopper(started.reference, outcome);
    if (outcome === 'approve') await confirm(stage, started);
    stage.untilVisible();
    return started;
  }
  const request = requestFor(stage, directCharge);
  stage.fake.distort(request.reference, distortion);
  stage.fake.decideNext(outcome);
  const verdict = await stage.provider.payments.start(request, {});
  stage.untilVisible();
  return { verdict, reference: request.reference, payment: atProvider(request) };
}

/** The announced sample in a state in which nobody has paid. */
export async function unpaidPayment(stage: Stage): Promise<StartedPayment> {
  const { payment } = stage.subject.samples;
  return payment === undefined ? endPayment(stage, 'decline') : startPayment(stage, payment);
}

/** The sample that waits for a shopper; a subject without one has no business here. */
export function shopperSample({ subject }: Stage): PaymentSample {
  const { payment } = subject.samples;
  assert.ok(payment !== undefined, 'no sample tells how a payment is made');
  return payment;
}
