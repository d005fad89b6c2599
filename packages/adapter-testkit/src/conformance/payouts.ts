import assert from 'node:assert/strict';
import type { PayoutPort, PayoutRequest, PayoutVerdict } from '@hangil/core';
import type { FakePayout } from '../fake-provider.ts';
import { expectDeclined, expectKind, expectSucceeded } from './expectations.ts';
import { faultScenarios } from './fault-matrix.ts';
import { onStage, requestFor, type Stage } from './harness.ts';
import type { ConformanceSubject, PayoutSample, Scenario } from './subject.ts';

const group = 'payouts';

export function payoutScenarios(subject: ConformanceSubject): Scenario[] {
  const sample = subject.samples.payout;
  const operation = subject.operations.payout;
  if (sample === undefined || operation === undefined) return [];
  const scenario = (name: string, act: (stage: Stage) => Promise<void>): Scenario => ({
    group,
    name,
    run: () => onStage(subject, act),
  });

  return [
    ...(subject.adapter.manifest.inquiry.kind === 'none' ? [] : askedScenarios(sample, scenario)),
    ...faultScenarios(subject, {
      group,
      operation,
      idempotency: subject.adapter.manifest.createIdempotency,
      async prepare(stage) {
        const request = requestFor(stage, sample);
        return {
          expected: request,
          send: (signal) => portOf(stage).send(request, signal === undefined ? {} : { signal }),
          inquire: () => portOf(stage).inquire(request, {}),
          moved: () => bookedPayout(stage, request.reference)?.transfers ?? 0,
        };
      },
    }),
  ];
}

type MakeScenario = (name: string, act: (stage: Stage) => Promise<void>) => Scenario;

function askedScenarios(sample: PayoutSample, scenario: MakeScenario): Scenario[] {
  return [
    scenario('a payout that the bank approves is succeeded with exactly what was paid out', async (stage) => {
      const { verdict, request } = await sendPayout(stage, sample);
      stage.untilVisible();
      const told = verdict.kind === 'pending' ? await portOf(stage).inquire(request, {}) : verdict;
      const id = expectSucceeded(told, request, 'the bank has approved');
      const booked = bookedPayout(stage, request.reference);
      assert.equal(booked?.transfers, 1, 'paid out once');
      assert.equal(id, booked?.providerPayoutId, 'the id is not the one in the books');
    }),
    scenario('a payout that the bank declines is declined with a reason', async (stage) => {
      stage.fake.decideNext('decline');
      const { verdict, request } = await sendPayout(stage, sample);
      stage.untilVisible();
      expectDeclined(
        verdict.kind === 'pending' ? await portOf(stage).inquire(request, {}) : verdict,
        'the bank has declined',
      );
      assert.equal(bookedPayout(stage, request.reference)?.transfers ?? 0, 0);
    }),
    ...(['approve', 'decline'] as const).map((outcome) =>
      scenario(`a payout that waits is pending until the bank ${outcome}s`, async (stage) => {
        stage.fake.decideNext('wait');
        const { verdict, request } = await sendPayout(stage, sample);
        expectKind(verdict, ['pending'], 'the bank has not decided');
        stage.untilVisible();
        expectKind(await portOf(stage).inquire(request, {}), ['pending'], 'the bank has not decided');
        await stage.fake.payout(request.reference, outcome);
        const reading = await portOf(stage).inquire(request, {});
        if (outcome === 'approve') expectSucceeded(reading, request, 'the bank has approved');
        else expectDeclined(reading, 'the bank has declined');
      }),
    ),
    scenario('money that the bank sends back is told as returned, and was paid out once', async (stage) => {
      const { request } = await sendPayout(stage, sample);
      stage.untilVisible();
      // A provider that never tells of it has nothing to be tried.
      if (stage.fake.returnPayout === undefined) return;
      await stage.fake.returnPayout(request.reference);
      expectKind(await portOf(stage).inquire(request, {}), ['returned'], 'the bank has sent it back');
      assert.equal(bookedPayout(stage, request.reference)?.transfers, 1, 'asking moves no money');
    }),
    scenario('a payout that was never sent is absent', async (stage) => {
      const reading = await portOf(stage).inquire(requestFor(stage, sample), {});
      expectKind(reading, ['absent'], 'the provider has never heard of it');
    }),
    scenario("another amount in the provider's record is told as the provider has it", async (stage) => {
      const { request } = await sendPayout(stage, sample);
      const amountMinor = sample.amount.amountMinor + 1;
      stage.fake.distort(request.reference, { amountMinor });
      stage.untilVisible();
      const reading = expectKind(await portOf(stage).inquire(request, {}), ['succeeded'], 'the provider reports money');
      assert.equal(
        reading.amount.amountMinor,
        amountMinor,
        'the amount that was asked for was told, not the reported one',
      );
    }),
  ];
}

export function portOf({ provider }: Stage): PayoutPort {
  assert.ok(provider.payouts !== undefined, 'there is a payout sample and no payouts port');
  return provider.payouts;
}

export async function sendPayout(
  stage: Stage,
  sample: PayoutSample,
): Promise<{ readonly verdict: PayoutVerdict; readonly request: PayoutRequest }> {
  const request = requestFor(stage, sample);
  return { request, verdict: await portOf(stage).send(request, {}) };
}

function bookedPayout(stage: Stage, reference: string): FakePayout | undefined {
  return stage.fake.books().payouts.find((payout) => payout.reference === reference);
}
