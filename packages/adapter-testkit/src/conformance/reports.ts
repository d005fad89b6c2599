import assert from 'node:assert/strict';
import { dayMs, hourMs, type ProviderReportRow } from '@hangil/core';
import { failedReads } from './cut-off.ts';
import { expectKind } from './expectations.ts';
import { bookedPayment, onStage, type Stage } from './harness.ts';
import { paidPayment, quickestSample } from './paid-payment.ts';
import { sendPayout } from './payouts.ts';
import { refundDone, refundOf } from './refunds.ts';
import type { ConformanceSubject, Scenario } from './subject.ts';

const group = 'reports';

/** The provider's own list of what it did, with which the books are compared. */
export function reportScenarios(subject: ConformanceSubject): Scenario[] {
  const { reports } = subject.services ?? {};
  if (reports === undefined || quickestSample(subject) === undefined) return [];
  const scenario = (name: string, act: (stage: Stage) => Promise<void>): Scenario => ({
    group,
    name,
    run: () => onStage(subject, act),
  });
  return [
    scenario('everything that moved money stands in the report once, with exactly its amount', async (stage) => {
      const payment = await paidPayment(stage);
      const expected = [`payment ${payment.reference} ${payment.amount.amountMinor}`];
      const { refunds } = subject.adapter.manifest;
      if (refunds.offered) {
        const part = refunds.partial ? Math.floor(payment.amount.amountMinor / 3) : payment.amount.amountMinor;
        await refundDone(stage, refundOf(stage, payment, part, 0));
        expected.push(`refund ${payment.reference} ${part}`);
      }
      const { payout } = subject.samples;
      if (payout !== undefined) {
        const { request } = await sendPayout(stage, payout);
        expected.push(`payout ${request.reference} ${request.amount.amountMinor}`);
      }
      const rows = await everything(stage);
      assert.deepEqual(
        rows
          .filter(({ status }) => status === 'succeeded')
          .map(textOf)
          .toSorted(),
        expected.toSorted(),
      );
      assert.equal(
        new Set(rows.map(({ providerOperationId }) => providerOperationId)).size,
        rows.length,
        'rows share an id',
      );
      const paid = bookedPayment(stage, payment.reference);
      const row = rows.find(({ kind }) => kind === 'payment');
      assert.equal(row?.providerOperationId, paid?.providerPaymentId, 'the id is not the one in the books');
      assert.equal(row?.amount?.currency, payment.amount.currency);
    }),
    scenario('a report has what ended in its time, from its first instant and before its last', async (stage) => {
      const begin = stage.now();
      const first = await paidPayment(stage);
      stage.passTime(dayMs);
      const second = await paidPayment(stage);
      const between = new Date(begin.getTime() + dayMs - hourMs);
      const references = (rows: readonly ProviderReportRow[]) => rows.map(({ reference }) => reference);
      assert.deepEqual(references(await rowsOf(stage, anHourBefore(begin), between)), [first.reference]);
      assert.deepEqual(references(await rowsOf(stage, between, aDayAfter(stage))), [second.reference]);
    }),
    scenario('a report goes on behind what was read', async (stage) => {
      await paidPayment(stage);
      const second = await paidPayment(stage);
      const all = await rowsOf(stage, anHourBefore(stage.now()), aDayAfter(stage));
      const rest = await rowsOf(stage, anHourBefore(stage.now()), aDayAfter(stage), 1);
      assert.deepEqual(rest, all.slice(1), 'the offset leaves out something else');
      assert.ok(all.some(({ reference }) => reference === second.reference));
    }),
    scenario('another amount in the report is told as the provider has it', async (stage) => {
      const { reference, amount } = await paidPayment(stage);
      stage.fake.distort(reference, { amountMinor: amount.amountMinor + 1 });
      const [row] = await everything(stage);
      assert.notEqual(row?.amount?.amountMinor, amount.amountMinor, 'what was asked for was told');
    }),
    ...failedReads.map(({ name, fault }) =>
      scenario(`a report that is ${name} is unknown, and never taken for an empty one`, async (stage) => {
        await paidPayment(stage);
        stage.fake.faults.inject(reports.operation, fault, 10);
        const page = await ask(stage, anHourBefore(stage.now()), aDayAfter(stage), 0);
        expectKind(page, ['unknown'], 'nobody has told');
      }),
    ),
  ];
}

function textOf({ kind, reference, amount }: ProviderReportRow): string {
  return `${kind} ${reference} ${amount?.amountMinor}`;
}

function anHourBefore(instant: Date): Date {
  return new Date(instant.getTime() - hourMs);
}

function aDayAfter(stage: Stage): Date {
  return new Date(stage.now().getTime() + dayMs);
}

async function everything(stage: Stage): Promise<readonly ProviderReportRow[]> {
  return rowsOf(stage, anHourBefore(stage.now()), aDayAfter(stage));
}

async function rowsOf(stage: Stage, from: Date, to: Date, offset = 0): Promise<readonly ProviderReportRow[]> {
  stage.untilVisible();
  return expectKind(await ask(stage, from, to, offset), ['page'], 'it was asked').rows;
}

function ask({ provider }: Stage, from: Date, to: Date, offset: number) {
  assert.ok(provider.reports !== undefined, 'there is services.reports and no reports port');
  return provider.reports.operations({ from, to, offset }, {});
}
