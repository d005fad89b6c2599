import assert from 'node:assert/strict';
import { currencyCode, currencyExponent, type Money, money } from '@hangil/core';
import { expectSucceeded } from './expectations.ts';
import { bookedPayment, onStage, type Stage } from './harness.ts';
import { paidPayment, quickestSample } from './paid-payment.ts';
import { refundDone, refundOf } from './refunds.ts';
import type { ConformanceSubject, PaymentSample, Scenario } from './subject.ts';

const group = 'units';

/**
 * Amounts go to the provider and come back in its own units: one currency of each number of decimal digits that the adapter
 * offers, each with an amount in which a slip of one digit shows.
 */
export function unitScenarios(subject: ConformanceSubject): Scenario[] {
  const sample = quickestSample(subject);
  if (sample === undefined) return [];
  return currenciesToTry(subject, sample).flatMap((currency) =>
    amountsIn(subject, currency).map((amount) => ({
      group,
      name: `${amount.amountMinor} minor units of ${currency} are taken, told and given back as exactly that`,
      run: () => onStage(withAmount(subject, amount), (stage) => roundTrip(stage, amount)),
    })),
  );
}

/** One declared currency for each number of decimal digits, the one of the sample first. */
function currenciesToTry({ adapter, unitCurrencies }: ConformanceSubject, sample: PaymentSample): string[] {
  const { currencies } = adapter.manifest;
  const declared = unitCurrencies ?? (currencies === 'any' ? [] : currencies);
  const byDigits = new Map<number, string>();
  for (const code of [sample.amount.currency, ...declared]) {
    const digits = currencyExponent(currencyCode(code));
    if (!byDigits.has(digits)) byDigits.set(digits, code);
  }
  return [...byDigits.values()];
}

/** An odd amount, and one with a figure in every digit; inside the declared limits. */
function amountsIn({ adapter }: ConformanceSubject, currency: string): Money[] {
  const { minMinor = 1, maxMinor = Number.MAX_SAFE_INTEGER } = adapter.manifest.paymentLimits?.[currency] ?? {};
  const inside = [10_203, 1_234_567].filter((amountMinor) => amountMinor >= minMinor && amountMinor <= maxMinor);
  return (inside.length > 0 ? inside : [minMinor]).map((amountMinor) => money(amountMinor, currency));
}

function withAmount(subject: ConformanceSubject, amount: Money): ConformanceSubject {
  const { directCharge, payment, deposit } = subject.samples;
  const samples = {
    ...subject.samples,
    ...(directCharge && { directCharge: { ...directCharge, amount } }),
    ...(payment && { payment: { ...payment, amount } }),
    ...(deposit && { deposit: { ...deposit, amount } }),
  };
  return { ...subject, samples };
}

async function roundTrip(stage: Stage, amount: Money): Promise<void> {
  const payment = await paidPayment(stage);
  const { reference } = payment;
  const booked = bookedPayment(stage, reference);
  assert.deepEqual(
    { amountMinor: booked?.amountMinor, currency: booked?.currency },
    { ...amount },
    'the provider was asked for another amount',
  );
  const { inquiry, refunds } = stage.subject.adapter.manifest;
  stage.untilVisible();
  if (inquiry.kind !== 'none') {
    const reading = await stage.provider.payments.inquire(payment, {});
    expectSucceeded(reading, { amount, reference }, 'it was paid');
  }
  if (!refunds.offered) return;
  const returnedMinor = refunds.partial ? Math.floor(amount.amountMinor / 3) : amount.amountMinor;
  await refundDone(stage, refundOf(stage, payment, returnedMinor, 0));
  assert.equal(bookedPayment(stage, reference)?.returnedMinor, returnedMinor, 'another amount was given back');
}
