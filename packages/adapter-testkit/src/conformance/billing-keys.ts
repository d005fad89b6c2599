import assert from 'node:assert/strict';
import type { BillingKeyAtProvider, BillingKeyPort, BillingKeyVerdict, IssuedBillingKey } from '@hangil/core';
import type { Fault } from '../fault-plan.ts';
import { expectKind, expectSucceeded } from './expectations.ts';
import { bookedPayment, onStage, requestFor, type Stage, startPayment } from './harness.ts';
import type { BillingKeySample, ConformanceSubject, PaymentSample, Scenario } from './subject.ts';

const group = 'billing keys';

type MakeScenario = (name: string, act: (stage: Stage) => Promise<void>) => Scenario;

/** Means of payment that the provider keeps: issued with card data, charged, deleted. */
export function billingKeyScenarios(subject: ConformanceSubject): Scenario[] {
  const { billingKey: sample, directCharge, payment } = subject.samples;
  const { issueKey: operation } = subject.operations;
  const order = directCharge ?? payment;
  if (sample === undefined || operation === undefined || order === undefined) return [];
  const scenario: MakeScenario = (name, act) => ({ group, name, run: () => onStage(subject, act) });
  return [
    scenario('a key is issued under our reference, and its card is shown masked', async (stage) => {
      const { key, reference } = await issued(stage, sample);
      assert.equal(key.reference, reference, 'the reference is not ours');
      assert.ok(key.providerKey !== '', 'the provider has no name for it');
      assert.ok(
        key.channels.some(({ status }) => status === 'active'),
        'no channel is active',
      );
      const shown = key.card.maskedNumber ?? '';
      assert.ok((shown.match(/\d/g) ?? []).length <= 10, 'more than the first six and the last four digits are shown');
    }),
    scenario('a card that has expired gives no key, with a reason', async (stage) => {
      const verdict = await issue(stage, { ...sample, card: { ...sample.card, expiry: '2020-01' } });
      expectKind(verdict, ['declined', 'not_created'], 'the card has expired');
    }),
    ...chargeScenarios(subject, sample, order, scenario),
    ...faultScenarios(sample, operation, scenario),
  ];
}

function chargeScenarios(
  subject: ConformanceSubject,
  sample: BillingKeySample,
  order: PaymentSample,
  scenario: MakeScenario,
): Scenario[] {
  return [
    scenario('a key is charged again and again, each time with exactly the amount', async (stage) => {
      const { key, atProvider } = await issued(stage, sample);
      for (const amountMinor of [order.amount.amountMinor, order.amount.amountMinor + 100]) {
        const amount = { ...order.amount, amountMinor };
        const { verdict, reference } = await charge(stage, key, atProvider, { ...order, amount });
        expectSucceeded(verdict, { amount, reference }, 'the provider has approved');
        assert.equal(bookedPayment(stage, reference)?.charges, 1, 'charged once');
      }
    }),
    scenario('a key that is deleted takes no more money, and deleting it again changes nothing', async (stage) => {
      const { key, atProvider } = await issued(stage, sample);
      for (const time of ['once', 'twice']) {
        const request = { key: atProvider, reason: null, requester: 'customer' } as const;
        expectKind(await portOf(stage).delete(request, {}), ['deleted'], `deleted ${time}`);
      }
      const { verdict, reference } = await charge(stage, key, atProvider, order);
      expectKind(verdict, ['declined', 'not_created'], 'the key is gone');
      assert.equal(bookedPayment(stage, reference)?.charges ?? 0, 0);
    }),
    ...(subject.adapter.manifest.inquiry.kind === 'none'
      ? []
      : [
          scenario('a key that was never issued is absent, where keys can be asked for', async (stage) => {
            const { channelId, reference } = requestFor(stage, sample);
            const reading = await portOf(stage).inquire?.({ channelId, reference, providerKey: null }, {});
            if (reading !== undefined) expectKind(reading, ['absent'], 'nobody has issued it');
          }),
        ]),
  ];
}

const faults: readonly (readonly [name: string, fault: Fault, acted: boolean])[] = [
  ['lost before the provider acted', { kind: 'lose_before' }, false],
  ['lost after the provider acted', { kind: 'lose_after' }, true],
  ['answered with 503', { kind: 'error_before', status: 503 }, false],
  ['answered with 502 after the provider acted', { kind: 'error_after', status: 502 }, true],
  ['answered with HTML', { kind: 'garbage', body: '<html>maintenance</html>' }, true],
  ['answered with an empty object', { kind: 'garbage', body: '{}' }, true],
];

function faultScenarios(sample: BillingKeySample, operation: string, scenario: MakeScenario): Scenario[] {
  return [
    ...faults.map(([name, fault, acted]) =>
      scenario(`issuing that is ${name} is unknown, is not repeated, and an inquiry tells the truth`, async (stage) => {
        stage.fake.faults.inject(operation, fault);
        const request = issueRequest(stage, sample);
        expectKind(await portOf(stage).issue(request, {}), ['unknown'], 'it may have been issued');
        const calls = stage.fake.calls().filter((call) => call.operation === operation).length;
        assert.equal(calls, 1, 'it was sent more than once');
        stage.untilVisible();
        const { channelId, reference } = request;
        const reading = await portOf(stage).inquire?.({ channelId, reference, providerKey: null }, {});
        if (reading !== undefined) expectKind(reading, [acted ? 'issued' : 'absent'], 'so it is at the provider');
      }),
    ),
    scenario('issuing that nobody listens to is not_created', async (stage) => {
      await stage.stopFake();
      expectKind(await issue(stage, sample), ['not_created'], 'the connection was refused');
    }),
  ];
}

function portOf({ provider }: Stage): BillingKeyPort {
  assert.ok(provider.billingKeys !== undefined, 'there is samples.billingKey and no billingKeys port');
  return provider.billingKeys;
}

function issueRequest(stage: Stage, { card, ...sample }: BillingKeySample) {
  return requestFor(stage, { ...sample, method: { type: 'key_in', card } as const, returnUrl: null });
}

function issue(stage: Stage, sample: BillingKeySample): Promise<BillingKeyVerdict> {
  return portOf(stage).issue(issueRequest(stage, sample), {});
}

async function issued(
  stage: Stage,
  sample: BillingKeySample,
): Promise<{ readonly key: IssuedBillingKey; readonly reference: string; readonly atProvider: BillingKeyAtProvider }> {
  const request = issueRequest(stage, sample);
  const key = expectKind(await portOf(stage).issue(request, {}), ['issued'], 'the provider has accepted the card');
  const { channelId, reference } = request;
  return { key, reference, atProvider: { channelId, reference, providerKey: key.providerKey } };
}

function charge(
  stage: Stage,
  { providerKey }: IssuedBillingKey,
  billingKey: BillingKeyAtProvider,
  order: PaymentSample,
) {
  return startPayment(stage, { ...order, method: { type: 'billing_key', billingKeyId: providerKey }, billingKey });
}
