import assert from 'node:assert/strict';
import type { PaymentAtProvider, PaymentReading } from '@hangil/core';
import { expectKind, expectSucceeded } from './expectations.ts';
import { onStage, type Stage } from './harness.ts';
import { paidPayment, quickestSample, unpaidPayment } from './paid-payment.ts';
import type { ConformanceSubject, Scenario } from './subject.ts';

const group = 'damaged answers';

/** A word that no provider has documented. */
const unheardOf = 'UNHEARD_OF';

/** One value in a JSON answer: the way to it. */
type Place = readonly (string | number)[];

/**
 * Inquiries in whose answer one value is not what it should be. Every value is tried, so the suite need not know the provider's
 * fields: whatever is damaged, money is never invented and never denied.
 */
export function damagedAnswerScenarios(subject: ConformanceSubject): Scenario[] {
  if (subject.adapter.manifest.inquiry.kind === 'none' || quickestSample(subject) === undefined) return [];
  return [
    {
      group,
      name: 'an unheard-of word or a missing value never makes an unpaid payment paid, nor one that waits declined',
      run: () =>
        onStage(subject, async (stage) => {
          const { payment } = await unpaidPayment(stage);
          stage.untilVisible();
          const truth = await stage.provider.payments.inquire(payment, {});
          await forEveryDamage(stage, payment, [unheardOf, null], (reading, damage) => {
            assert.notEqual(reading.kind, 'succeeded', `${damage}: nobody has paid`);
            assert.ok(truth.kind !== 'pending' || reading.kind !== 'declined', `${damage}: nobody has declined`);
          });
        }),
    },
    {
      group,
      name: 'a missing value in the answer about a paid payment is unknown, or the facts stay the same',
      run: () =>
        onStage(subject, async (stage) => {
          const payment = await paidPayment(stage);
          stage.untilVisible();
          const truth = expectKind(await stage.provider.payments.inquire(payment, {}), ['succeeded'], 'it was paid');
          await forEveryDamage(stage, payment, [null], (reading, damage) => {
            assert.ok(reading.kind !== 'declined' && reading.kind !== 'absent', `${damage}: a paid payment was denied`);
            if (reading.kind !== 'succeeded') return;
            const id = expectSucceeded(reading, truth, damage);
            assert.equal(id, truth.providerTransactionId, `${damage}: another id was told`);
          });
        }),
    },
  ];
}

async function forEveryDamage(
  stage: Stage,
  payment: PaymentAtProvider,
  values: readonly unknown[],
  check: (reading: PaymentReading, damage: string) => void,
): Promise<void> {
  for (const place of await placesInAnswer(stage, payment)) {
    for (const value of values) {
      const reading = await inquireRewritten(stage, payment, (answer) => replaced(answer, place, value));
      check(reading, `with ${JSON.stringify(value)} at ${place.join('.')}`);
    }
  }
}

/** Where values stand in the answers of an inquiry; none when it is not answered in JSON. */
async function placesInAnswer(stage: Stage, payment: PaymentAtProvider): Promise<readonly Place[]> {
  const places: Place[] = [];
  await inquireRewritten(stage, payment, (answer) => {
    places.push(...placesOf(answer));
    return answer;
  });
  return places;
}

async function inquireRewritten(
  stage: Stage,
  payment: PaymentAtProvider,
  rewrite: (answer: unknown) => unknown,
): Promise<PaymentReading> {
  for (const operation of stage.subject.operations.inquire) {
    stage.fake.faults.inject(operation, { kind: 'rewrite', rewrite: (body) => rewrittenJson(body, rewrite) }, 5);
  }
  const reading = await stage.provider.payments.inquire(payment, {});
  stage.fake.faults.clear();
  return reading;
}

function rewrittenJson(body: string, rewrite: (answer: unknown) => unknown): string {
  try {
    return JSON.stringify(rewrite(JSON.parse(body)));
  } catch {
    return body;
  }
}

function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [[]];
  return Object.entries(value).flatMap(([key, member]) => placesOf(member).map((place) => [key, ...place]));
}

function replaced(value: unknown, [first, ...rest]: Place, by: unknown): unknown {
  if (first === undefined) return by;
  if (typeof value !== 'object' || value === null) return value;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string | number, unknown>;
  if (first in copy) copy[first] = replaced(copy[first], rest, by);
  return copy;
}
