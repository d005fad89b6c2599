import assert from 'node:assert/strict';
import { dayMs, type PaymentAtProvider, type RefundAccount, type RefundPort, type RefundRequest } from '@hangil/core';
import { expectDeclined, expectKind, expectSucceeded } from './expectations.ts';
import { faultScenarios, type MovementKind } from './fault-matrix.ts';
import { bookedPayment, onStage, type Stage } from './harness.ts';
import { paidPayment, quickestSample } from './paid-payment.ts';
import type { ConformanceSubject, Scenario } from './subject.ts';

const group = 'refunds';

export function refundScenarios(subject: ConformanceSubject): Scenario[] {
  const { refunds, inquiry } = subject.adapter.manifest;
  const operation = subject.operations.refund;
  const sample = quickestSample(subject);
  if (!refunds.offered || operation === undefined || sample === undefined) return [];
  const scenario = (name: string, act: (stage: Stage, payment: PaymentAtProvider) => Promise<void>): Scenario => ({
    group,
    name,
    run: () => onStage(subject, async (stage) => act(stage, await paidPayment(stage))),
  });

  return [
    scenario('a full refund gives everything back', async (stage, payment) => {
      await refundDone(stage, refundOf(stage, payment, payment.amount.amountMinor, 0));
      assert.equal(bookedPayment(stage, payment.reference)?.returnedMinor, payment.amount.amountMinor);
    }),
    scenario('a refund of more than was paid is declined and moves nothing', async (stage, payment) => {
      const verdict = await portOf(stage).refund(refundOf(stage, payment, payment.amount.amountMinor + 1, 0), {});
      expectDeclined(verdict, 'it is more than was paid');
      assert.equal(bookedPayment(stage, payment.reference)?.returnedMinor, 0);
    }),
    scenario('two full refunds at once give the money back once', async (stage, payment) => {
      const fullMinor = payment.amount.amountMinor;
      const requests = [refundOf(stage, payment, fullMinor, 0), refundOf(stage, payment, fullMinor, 0)];
      const verdicts = await Promise.all(requests.map((request) => portOf(stage).refund(request, {})));
      const returnedMinor = bookedPayment(stage, payment.reference)?.returnedMinor ?? 0;
      assert.ok(returnedMinor <= fullMinor, 'more was given back than was paid');
      const told = verdicts.filter(({ kind }) => kind === 'succeeded').length;
      assert.ok(told * fullMinor <= returnedMinor, 'a refund that moved nothing was told as a success');
    }),
    scenario(
      'a refund long after the payment gives it back or is declined, as the books say',
      async (stage, payment) => {
        stage.passTime(400 * dayMs);
        const request = refundOf(stage, payment, payment.amount.amountMinor, 0);
        const verdict = await portOf(stage).refund(request, {});
        const returned = bookedPayment(stage, payment.reference)?.returnedMinor === payment.amount.amountMinor;
        expectKind(verdict, returned ? ['succeeded', 'pending'] : ['declined', 'not_created'], 'so say the books');
      },
    ),
    ...(inquiry.kind === 'none'
      ? []
      : [
          scenario('a refund that was never sent is absent', async (stage, payment) => {
            const reading = await portOf(stage).inquire(refundOf(stage, payment, payment.amount.amountMinor, 0), {});
            expectKind(reading, ['absent'], 'nothing was given back');
          }),
        ]),
    ...(refunds.partial ? partialScenarios(subject, scenario) : []),
    ...faultScenarios(subject, refundMovement(subject, operation, sample.amount.amountMinor)),
  ];
}

type MakeScenario = (name: string, act: (stage: Stage, payment: PaymentAtProvider) => Promise<void>) => Scenario;

function partialScenarios({ adapter: { manifest } }: ConformanceSubject, scenario: MakeScenario): Scenario[] {
  return [
    scenario('two partial refunds give back each its own amount', async (stage, payment) => {
      const firstMinor = Math.floor(payment.amount.amountMinor / 3);
      const restMinor = payment.amount.amountMinor - firstMinor;
      await refundDone(stage, refundOf(stage, payment, firstMinor, 0));
      assert.equal(bookedPayment(stage, payment.reference)?.returnedMinor, firstMinor);
      await refundDone(stage, refundOf(stage, payment, restMinor, firstMinor));
      assert.equal(bookedPayment(stage, payment.reference)?.returnedMinor, payment.amount.amountMinor);
    }),
    scenario('a partial refund of more than the rest is declined and moves nothing', async (stage, payment) => {
      const firstMinor = Math.floor(payment.amount.amountMinor / 3);
      await refundDone(stage, refundOf(stage, payment, firstMinor, 0));
      const tooMuch = refundOf(stage, payment, payment.amount.amountMinor, firstMinor);
      expectDeclined(await portOf(stage).refund(tooMuch, {}), 'it is more than the rest');
      assert.equal(bookedPayment(stage, payment.reference)?.returnedMinor, firstMinor);
    }),
    ...(manifest.inquiry.kind === 'none'
      ? []
      : [
          scenario(
            'a partial refund is seen in the payment, which stays succeeded with its full amount',
            async (stage, payment) => {
              const partMinor = Math.floor(payment.amount.amountMinor / 3);
              await refundDone(stage, refundOf(stage, payment, partMinor, 0));
              const reading = expectKind(
                await stage.provider.payments.inquire(payment, {}),
                ['succeeded'],
                'it was paid',
              );
              expectSucceeded(reading, payment, 'it was paid');
              const neverTells = manifest.refunds.idempotency !== 'expected_balance' && reading.returnedMinor === 0;
              assert.ok(neverTells || reading.returnedMinor === partMinor, 'returnedMinor is not what was given back');
            },
          ),
          scenario('a second partial refund that was never sent is absent', async (stage, payment) => {
            const partMinor = Math.floor(payment.amount.amountMinor / 3);
            await refundDone(stage, refundOf(stage, payment, partMinor, 0));
            const reading = await portOf(stage).inquire(refundOf(stage, payment, partMinor, partMinor), {});
            expectKind(reading, ['absent'], 'only the first was given back');
          }),
        ]),
  ];
}

function portOf({ provider }: Stage): RefundPort {
  assert.ok(provider.refunds !== undefined, 'refunds.offered is declared and there is no refunds port');
  return provider.refunds;
}

export function refundOf(
  stage: Stage,
  payment: PaymentAtProvider,
  amountMinor: number,
  returnedBeforeMinor: number,
): RefundRequest {
  return {
    payment,
    reference: stage.nextReference(),
    amount: { ...payment.amount, amountMinor },
    taxFreeAmountMinor: 0,
    returnedBeforeMinor,
    reason: 'the goods came back',
    requester: 'customer',
    refundAccount: payment.methodType === 'virtual_account' ? accountOf(stage.subject) : null,
  };
}

/** What is paid into an account cannot be reversed: it is sent to an account of the shopper. */
function accountOf({ samples }: ConformanceSubject): RefundAccount {
  return samples.refundAccount ?? { bankCode: '004', accountNumber: '110123456789', holderName: '도건', phone: null };
}

/** Sends a refund that goes through, at once or after an inquiry. */
export async function refundDone(stage: Stage, request: RefundRequest): Promise<void> {
  const verdict = await portOf(stage).refund(request, {});
  stage.untilVisible();
  const told = verdict.kind === 'pending' ? await portOf(stage).inquire(request, {}) : verdict;
  expectSucceeded(told, { amount: request.amount, reference: request.payment.reference }, 'the provider gives it back');
}

function refundMovement({ adapter }: ConformanceSubject, operation: string, paidMinor: number): MovementKind {
  const { partial, idempotency } = adapter.manifest.refunds;
  const refundedMinor = partial ? Math.floor(paidMinor / 3) : paidMinor;
  return {
    group,
    operation,
    idempotency,
    async prepare(stage) {
      const payment = await paidPayment(stage);
      const request = refundOf(stage, payment, refundedMinor, 0);
      return {
        expected: { amount: request.amount, reference: payment.reference },
        send: (signal) => portOf(stage).refund(request, signal === undefined ? {} : { signal }),
        inquire: () => portOf(stage).inquire(request, {}),
        moved: () => (bookedPayment(stage, payment.reference)?.returnedMinor ?? 0) / refundedMinor,
      };
    },
  };
}
