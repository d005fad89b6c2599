import assert from 'node:assert/strict';
import type { PaymentAtProvider } from '@hangil/core';
import type { FakeDistortion } from '../fake-provider.ts';
import { awaitDeposit } from './deposits.ts';
import { atProvider, bookedPayment, requestFor, type Stage, type StartedPayment, startPayment } from './harness.ts';
import { confirm, openForShopper, shopperPays } from './payments.ts';
import type { ConformanceSubject, PaymentSample } from './subject.ts';

/** The sample that is paid with the fewest calls: charged at once where the adapter can. */
export function quickestSample({ samples }: ConformanceSubject): PaymentSample | undefined {
  return samples.directCharge ?? samples.payment ?? samples.deposit;
}

/** A payment that has been paid, in the shortest way the adapter has. */
export async function paidPayment(stage: Stage): Promise<PaymentAtProvider> {
  const { payment, reference } = await pay(stage);
  const booked = bookedPayment(stage, reference);
  assert.equal(booked?.status, 'paid', 'the books do not show the payment as paid');
  return { ...payment, providerPaymentId: booked.providerPaymentId };
}

async function pay(stage: Stage): Promise<StartedPayment> {
  const { directCharge, payment, deposit } = stage.subject.samples;
  if (directCharge !== undefined) return startPayment(stage, directCharge);
  return payment === undefined && deposit !== undefined
    ? depositMade(stage, deposit)
    : shopperPays(stage, shopperSample(stage));
}

/** The sample whose end the provider tells by an event: a shopper's where there is one, a charge or a deposit otherwise. */
export function announcedSample({ samples }: ConformanceSubject): PaymentSample | undefined {
  return samples.payment ?? samples.directCharge ?? samples.deposit;
}

/** Can the announced sample end without money? A deposit that nobody makes tells nothing. */
export function canBeDeclined({ samples }: ConformanceSubject): boolean {
  return samples.payment !== undefined || samples.directCharge !== undefined;
}

/** Takes the announced sample to its end, which sends its event: the shopper decides it, the charge itself or a deposit does. */
export async function endPayment(
  stage: Stage,
  outcome: 'approve' | 'decline' = 'approve',
  distortion: FakeDistortion = {},
): Promise<StartedPayment> {
  const { payment, directCharge, deposit } = stage.subject.samples;
  if (payment === undefined && directCharge === undefined && deposit !== undefined)
    return depositMade(stage, deposit, distortion);
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
  const { payment, directCharge, deposit } = stage.subject.samples;
  if (payment !== undefined) return startPayment(stage, payment);
  return directCharge === undefined && deposit !== undefined
    ? awaitDeposit(stage, deposit)
    : endPayment(stage, 'decline');
}

async function depositMade(
  stage: Stage,
  deposit: PaymentSample,
  distortion: FakeDistortion = {},
): Promise<StartedPayment> {
  const started = await awaitDeposit(stage, deposit);
  stage.fake.distort(started.reference, distortion);
  await stage.fake.deposit(started.reference);
  return started;
}

/** The sample that waits for a shopper; a subject without one has no business here. */
export function shopperSample({ subject }: Stage): PaymentSample {
  const { payment } = subject.samples;
  assert.ok(payment !== undefined, 'no sample tells how a payment is made');
  return payment;
}
