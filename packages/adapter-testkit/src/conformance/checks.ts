import assert from 'node:assert/strict';
import type { PaymentMethodType, RequestProblem } from '@hangil/core';
import { offeredPorts, onStage, requestFor, type Stage } from './harness.ts';
import { paidPayment, quickestSample } from './paid-payment.ts';
import { refundOf } from './refunds.ts';
import type { ConformanceSubject, PaymentSample, Scenario } from './subject.ts';

const group = 'checks';

/** An option that no provider has. */
const unheardOf = { option_that_nobody_knows: 1 };

type Options = Readonly<Record<string, unknown>>;
/** Gets everything ready and gives the pure question: is anything wrong with it? */
type Prepare = (stage: Stage) => Promise<(providerOptions?: Options) => RequestProblem | null | undefined>;

interface Check {
  readonly what: string;
  readonly prepare: Prepare;
  /** Undefined = options are none of this request's business. */
  readonly takesOptions: boolean | undefined;
}

/** What is looked at before anything is written or sent: what the samples ask for has no problem, and nothing is sent to find out. */
export function checkScenarios(subject: ConformanceSubject): Scenario[] {
  const scenario = (name: string, act: (stage: Stage) => Promise<void>): Scenario => ({
    group,
    name,
    run: () => onStage(subject, act),
  });
  return checksOf(subject).flatMap(({ what, prepare, takesOptions }) => [
    scenario(`${what} of the samples has no problem, and nothing is sent to find out`, async (stage) => {
      const ask = await prepare(stage);
      const calls = stage.fake.calls().length;
      assert.deepEqual(ask() ?? null, null, 'what can be done is refused before');
      assert.equal(stage.fake.calls().length, calls, 'the provider was called');
    }),
    ...(takesOptions === true
      ? [
          scenario(`an option of ${what} that nobody knows is refused by its name`, async (stage) => {
            const problem = (await prepare(stage))(unheardOf);
            assert.ok(problem, 'it was taken');
            assert.match(problem.param, /option_that_nobody_knows$/, 'the option is not named');
          }),
        ]
      : []),
  ]);
}

function checksOf(subject: ConformanceSubject): Check[] {
  const { payments, refunds, payouts, billingKeys } = offeredPorts(subject);
  const { payment, directCharge, deposit, payout, billingKey } = subject.samples;
  const paid = [
    { what: 'a payment by a shopper', sample: payment },
    { what: 'a direct charge', sample: directCharge },
    { what: 'a deposit', sample: deposit },
  ];
  return [
    ...paid.flatMap(({ what, sample }) =>
      payments.check === undefined || sample === undefined
        ? []
        : [{ what, prepare: paymentCheck(sample), takesOptions: payments.takesOptions }],
    ),
    ...(refunds?.check === undefined || quickestSample(subject) === undefined
      ? []
      : [{ what: 'a refund', prepare: refundCheck, takesOptions: refunds.takesOptions }]),
    ...(payouts?.check === undefined || payout === undefined
      ? []
      : [
          {
            what: 'a payout',
            prepare: async (stage: Stage) => {
              const request = requestFor(stage, payout);
              return () => stage.provider.payouts?.check?.(request);
            },
            takesOptions: undefined,
          },
        ]),
    ...(billingKeys?.check === undefined || billingKey === undefined
      ? []
      : [{ what: 'a billing key', prepare: keyCheck, takesOptions: true }]),
  ];
}

function paymentCheck(sample: PaymentSample): Prepare {
  return async (stage) => {
    const request = requestFor(stage, sample);
    return (providerOptions) =>
      stage.provider.payments.check?.({ ...request, ...(providerOptions && { providerOptions }) });
  };
}

async function refundCheck(stage: Stage): ReturnType<Prepare> {
  const payment = await paidPayment(stage);
  const { amountMinor } = payment.amount;
  const request = refundOf(stage, payment, amountMinor, 0);
  const facts = {
    paidAt: stage.now(),
    method: { type: payment.methodType as PaymentMethodType, details: {} },
    pg: null,
    amountPaidMinor: amountMinor,
    refundsBefore: 0,
    now: stage.now(),
  };
  return (providerOptions) =>
    stage.provider.refunds?.check?.({ ...request, ...(providerOptions && { providerOptions }) }, facts);
}

async function keyCheck(stage: Stage): ReturnType<Prepare> {
  const { billingKey: sample } = stage.subject.samples;
  assert.ok(sample !== undefined);
  const { card, returnUrl = 'https://shop.example/kept', ...asked } = sample;
  const method = card === undefined ? ({ type: 'window' } as const) : ({ type: 'key_in', card } as const);
  const request = requestFor(stage, { ...asked, method, returnUrl });
  return (providerOptions) =>
    stage.provider.billingKeys?.check?.({ ...request, ...(providerOptions && { providerOptions }) });
}
