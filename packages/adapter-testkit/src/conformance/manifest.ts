import assert from 'node:assert/strict';
import { isCurrencyCode, minuteMs, type PaymentProvider, paymentMethodTypes, secondMs } from '@hangil/core';
import { undeclaredMethodScenarios } from './declared-methods.ts';
import { onStage } from './harness.ts';
import { quickestSample } from './paid-payment.ts';
import type { ConformanceSubject, Scenario } from './subject.ts';

const group = 'manifest';

/** Methods that are charged in one call, without a shopper. */
const directMethods = ['key_in', 'billing_key'];

/** Every other method, a virtual account aside, waits for a shopper. */
const withoutShopper = [...directMethods, 'virtual_account'];

export function manifestScenarios(subject: ConformanceSubject): Scenario[] {
  const { manifest } = subject.adapter;
  return [
    {
      group,
      name: 'is complete',
      async run() {
        assert.equal(subject.adapter.specificationVersion, 'v1');
        assert.match(manifest.id, /^[a-z][a-z0-9-]*$/, 'the id is a short lower-case word');
        assert.ok(manifest.name.ko !== '' && manifest.name.en !== '', 'the name stands in Korean and English');
        assert.ok(manifest.paymentMethods.length + manifest.payoutMethods.length > 0, 'no method is declared');
        const unknownWords = manifest.paymentMethods.filter(
          (method) => !paymentMethodTypes.some((type) => type === method),
        );
        assert.deepEqual(unknownWords, [], 'every payment method is a `method.type` of the API');
        for (const methods of [manifest.paymentMethods, manifest.payoutMethods]) {
          assert.equal(new Set(methods).size, methods.length, 'a method is declared twice');
        }
      },
    },
    {
      group,
      name: 'has figures that can be true',
      async run() {
        const { callTimeoutMs, currencies, inquiry, paymentLimits = {} } = manifest;
        assert.ok(Number.isInteger(callTimeoutMs), 'callTimeoutMs is whole milliseconds');
        assert.ok(
          callTimeoutMs >= secondMs && callTimeoutMs <= 2 * minuteMs,
          'callTimeoutMs is between a second and two minutes',
        );
        const codes = currencies === 'any' ? [] : currencies;
        assert.ok(currencies === 'any' || codes.length > 0, 'no currency is declared');
        for (const code of [...codes, ...Object.keys(paymentLimits)]) {
          assert.ok(isCurrencyCode(code), `${code} is no ISO 4217 code`);
        }
        for (const [code, { minMinor, maxMinor }] of Object.entries(paymentLimits)) {
          assert.ok(
            Number.isSafeInteger(minMinor) && Number.isSafeInteger(maxMinor),
            `limits of ${code} are minor units`,
          );
          assert.ok(0 <= minMinor && minMinor <= maxMinor, `limits of ${code} leave no amount`);
        }
        if (inquiry.kind === 'eventual') assert.ok(inquiry.visibilityDelayMs > 0, 'an eventual inquiry has a delay');
      },
    },
    {
      group,
      name: 'is the one that every account of the adapter carries',
      run: () =>
        onStage(subject, async ({ provider, fake }) => {
          assert.equal(provider.specificationVersion, 'v1');
          assert.deepEqual(provider.manifest, manifest);
          assert.equal(fake.providerId, manifest.id, 'the fake stands in for another provider');
        }),
    },
    {
      group,
      name: 'claims nothing that the ports do not offer or the samples do not try',
      run: () =>
        onStage(subject, async ({ provider, fake }) => {
          const findings = uncoveredClaims(subject, provider, Object.keys(fake.operations));
          assert.ok(findings.length === 0, findings.join('; '));
        }),
    },
    ...undeclaredMethodScenarios(subject),
  ];
}

/** Every claim that nobody would notice to be wrong, as sentences. */
function uncoveredClaims(
  subject: ConformanceSubject,
  provider: PaymentProvider,
  fakeOperations: readonly string[],
): string[] {
  const { manifest } = subject.adapter;
  const { samples, operations } = subject;
  const claims = (method: string) => manifest.paymentMethods.includes(method);
  const { inquire, ...moving } = operations;
  const strangers = [...Object.values(moving), ...inquire].filter((operation) => !fakeOperations.includes(operation));
  const findings: [boolean, string][] = [
    [
      manifest.refunds.offered && provider.refunds === undefined,
      'refunds.offered is declared and there is no refunds port',
    ],
    [
      !manifest.refunds.offered && provider.refunds !== undefined,
      'there is a refunds port and refunds.offered is false',
    ],
    [
      manifest.refunds.offered && operations.refund === undefined,
      'refunds.offered is declared and operations.refund is missing',
    ],
    [
      manifest.refunds.offered && quickestSample(subject) === undefined,
      'refunds.offered is declared and no sample is a payment that could be given back',
    ],
    [
      provider.payments.cancel !== undefined && samples.deposit === undefined,
      'there is payments.cancel and samples.deposit is missing',
    ],
    [
      manifest.payoutMethods.length > 0 && provider.payouts === undefined,
      'payoutMethods are declared and there is no payouts port',
    ],
    [
      manifest.payoutMethods.length === 0 && provider.payouts !== undefined,
      'there is a payouts port and payoutMethods is empty',
    ],
    [
      provider.payouts !== undefined && samples.payout === undefined,
      'there is a payouts port and samples.payout is missing',
    ],
    [
      (samples.payout === undefined) !== (operations.payout === undefined),
      'samples.payout and operations.payout go together',
    ],
    [
      manifest.paymentMethods.some((method) => !withoutShopper.includes(method)) && samples.payment === undefined,
      'a method that waits for a shopper is declared and samples.payment is missing',
    ],
    [
      directMethods.some(claims) && samples.directCharge === undefined,
      'key_in or billing_key is declared and samples.directCharge is missing',
    ],
    [
      (samples.directCharge === undefined) !== (operations.directCharge === undefined),
      'samples.directCharge and operations.directCharge go together',
    ],
    [
      (provider.payments.confirm === undefined) !== (operations.confirm === undefined),
      'payments.confirm and operations.confirm go together',
    ],
    [
      provider.billingKeys !== undefined && samples.billingKey === undefined,
      'there is a billingKeys port and samples.billingKey is missing',
    ],
    [
      samples.billingKey !== undefined && provider.billingKeys === undefined,
      'there is samples.billingKey and no billingKeys port',
    ],
    [
      (samples.billingKey?.card === undefined) !== (operations.issueKey === undefined),
      'the card of samples.billingKey and operations.issueKey go together',
    ],
    [
      provider.billingKeys?.issuesBy.includes('key_in') === true && operations.issueKey === undefined,
      'billing keys are issued by key_in and operations.issueKey is missing',
    ],
    [
      (provider.billingKeys?.confirm === undefined) !== (operations.confirmKey === undefined),
      'billingKeys.confirm and operations.confirmKey go together',
    ],
    [
      provider.billingKeys !== undefined && !claims('billing_key'),
      'there is a billingKeys port and billing_key is not declared',
    ],
    [
      claims('virtual_account') && samples.deposit === undefined,
      'virtual_account is declared and samples.deposit is missing',
    ],
    [
      manifest.events.trust === 'evidence' && provider.events === undefined,
      'events are declared to be evidence and there is no events port',
    ],
    [manifest.inquiry.kind !== 'none' && inquire.length === 0, 'inquiry is declared and operations.inquire is empty'],
    [strangers.length > 0, `operations that the fake does not know: ${strangers.join(', ')}`],
    ...Object.entries({ ...samples, refundAccount: undefined, billingKey: undefined }).flatMap(([name, sample]) =>
      sample === undefined ? [] : sampleFindings(subject, name, sample.amount),
    ),
    ...[samples.payment, samples.directCharge, samples.deposit].map((sample): [boolean, string] => [
      sample !== undefined && !claims(sample.method.type),
      `a sample pays by ${sample?.method.type}, which is not declared`,
    ]),
  ];
  return findings.filter(([found]) => found).map(([, sentence]) => sentence);
}

function sampleFindings(
  { adapter: { manifest } }: ConformanceSubject,
  name: string,
  amount: { readonly amountMinor: number; readonly currency: string },
): [boolean, string][] {
  const limits = name === 'payout' ? undefined : manifest.paymentLimits?.[amount.currency];
  const outside =
    limits !== undefined && (amount.amountMinor < limits.minMinor || amount.amountMinor > limits.maxMinor);
  return [
    [
      manifest.currencies !== 'any' && !manifest.currencies.includes(amount.currency),
      `samples.${name} is in ${amount.currency}, which is not declared`,
    ],
    [outside, `samples.${name} is outside the declared limits`],
  ];
}
