import assert from 'node:assert/strict';
import type { BillingKeyAtProvider, BillingKeyPort, BillingKeyVerdict, IssuedBillingKey } from '@hangil/core';
import { cutOffs, failedReads, failReads } from './cut-off.ts';
import { expectKind, expectSucceeded } from './expectations.ts';
import { bookedPayment, onStage, requestFor, type Stage, startPayment } from './harness.ts';
import type { BillingKeySample, ConformanceSubject, PaymentSample, Scenario } from './subject.ts';

const group = 'billing keys';

type MakeScenario = (name: string, act: (stage: Stage) => Promise<void>) => Scenario;

/** Means of payment that the provider keeps: issued with card data, charged, deleted. */
export function billingKeyScenarios(subject: ConformanceSubject): Scenario[] {
  const { billingKey: sample } = subject.samples;
  const { issueKey: operation } = subject.operations;
  const order = orderFor(subject);
  if (sample?.card === undefined || operation === undefined || order === undefined) return [];
  const { card } = sample;
  const scenario: MakeScenario = (name, act) => ({ group, name, run: () => onStage(subject, act) });
  return [
    scenario('a key is issued under our reference, and its card is shown masked', async (stage) => {
      const { key, reference } = await issuedKey(stage, sample);
      expectKey(key, reference);
    }),
    scenario('a card that has expired gives no key, with a reason', async (stage) => {
      const verdict = await issue(stage, { ...sample, card: { ...card, expiry: '2020-01' } });
      expectKind(verdict, ['declined', 'not_created'], 'the card has expired');
    }),
    ...chargeScenarios(subject, sample, order, scenario),
    ...faultScenarios(sample, operation, scenario),
  ];
}

/** What a key is charged for. */
export function orderFor({ samples }: ConformanceSubject): PaymentSample | undefined {
  return samples.directCharge ?? samples.payment;
}

export function expectKey(key: IssuedBillingKey, reference: string): void {
  assert.equal(key.reference, reference, 'the reference is not ours');
  assert.ok(key.providerKey !== '', 'the provider has no name for it');
  assert.ok(
    key.channels.some(({ status }) => status === 'active'),
    'no channel is active',
  );
  const shown = key.card.maskedNumber ?? '';
  assert.ok((shown.match(/\d/g) ?? []).length <= 10, 'more than the first six and the last four digits are shown');
}

function chargeScenarios(
  subject: ConformanceSubject,
  sample: BillingKeySample,
  order: PaymentSample,
  scenario: MakeScenario,
): Scenario[] {
  return [
    scenario('a key is charged again and again, each time with exactly the amount', async (stage) => {
      const { key, atProvider } = await issuedKey(stage, sample);
      for (const amountMinor of [order.amount.amountMinor, order.amount.amountMinor + 100]) {
        const amount = { ...order.amount, amountMinor };
        const { verdict, reference } = await charge(stage, key, atProvider, { ...order, amount });
        expectSucceeded(verdict, { amount, reference }, 'the provider has approved');
        assert.equal(bookedPayment(stage, reference)?.charges, 1, 'charged once');
      }
    }),
    scenario('a key that is deleted takes no more money, and deleting it again changes nothing', async (stage) => {
      const { key, atProvider } = await issuedKey(stage, sample);
      for (const time of ['once', 'twice']) {
        const request = { key: atProvider, reason: null, requester: 'customer' } as const;
        expectKind(await keyPortOf(stage).delete(request, {}), ['deleted'], `deleted ${time}`);
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
            const reading = await keyPortOf(stage).inquire?.({ channelId, reference, providerKey: null }, {});
            if (reading !== undefined) expectKind(reading, ['absent'], 'nobody has issued it');
          }),
        ]),
  ];
}

function faultScenarios(sample: BillingKeySample, operation: string, scenario: MakeScenario): Scenario[] {
  return [
    ...cutOffs.map(({ name, fault, acted }) =>
      scenario(`issuing that is ${name} is unknown, is not repeated, and an inquiry tells the truth`, async (stage) => {
        stage.fake.faults.inject(operation, fault);
        const request = issueRequest(stage, sample);
        expectKind(await keyPortOf(stage).issue(request, {}), ['unknown'], 'it may have been issued');
        const calls = stage.fake.calls().filter((call) => call.operation === operation).length;
        assert.equal(calls, 1, 'it was sent more than once');
        stage.untilVisible();
        const { channelId, reference } = request;
        const reading = await keyPortOf(stage).inquire?.({ channelId, reference, providerKey: null }, {});
        if (reading !== undefined) expectKind(reading, [acted ? 'issued' : 'absent'], 'so it is at the provider');
      }),
    ),
    ...failedReads.map(({ name, fault }) =>
      scenario(`an inquiry about a key that is ${name} is unknown, never absent`, async (stage) => {
        const { atProvider } = await issuedKey(stage, sample);
        stage.untilVisible();
        failReads(stage.fake, fault);
        const reading = await keyPortOf(stage).inquire?.({ ...atProvider, providerKey: null }, {});
        if (reading !== undefined) expectKind(reading, ['unknown'], 'a failed inquiry proves nothing');
      }),
    ),
    scenario('issuing that nobody listens to is not_created', async (stage) => {
      await stage.stopFake();
      expectKind(await issue(stage, sample), ['not_created'], 'the connection was refused');
    }),
  ];
}

export function keyPortOf({ provider }: Stage): BillingKeyPort {
  assert.ok(provider.billingKeys !== undefined, 'there is samples.billingKey and no billingKeys port');
  return provider.billingKeys;
}

function issueRequest(stage: Stage, { card, ...sample }: BillingKeySample) {
  assert.ok(card !== undefined, 'keys are issued by key_in and samples.billingKey has no card');
  return requestFor(stage, { ...sample, method: { type: 'key_in', card } as const, returnUrl: null });
}

function issue(stage: Stage, sample: BillingKeySample): Promise<BillingKeyVerdict> {
  return keyPortOf(stage).issue(issueRequest(stage, sample), {});
}

/** A key that is at the provider. */
export interface KeptKey {
  readonly key: IssuedBillingKey;
  readonly reference: string;
  readonly atProvider: BillingKeyAtProvider;
}

/** Issues a key for card data. */
export async function issuedKey(stage: Stage, sample: BillingKeySample): Promise<KeptKey> {
  const request = issueRequest(stage, sample);
  const key = expectKind(await keyPortOf(stage).issue(request, {}), ['issued'], 'the provider has accepted the card');
  const { channelId, reference } = request;
  return { key, reference, atProvider: { channelId, reference, providerKey: key.providerKey } };
}

export function charge(
  stage: Stage,
  { providerKey }: IssuedBillingKey,
  billingKey: BillingKeyAtProvider,
  order: PaymentSample,
) {
  return startPayment(stage, { ...order, method: { type: 'billing_key', billingKeyId: providerKey }, billingKey });
}
