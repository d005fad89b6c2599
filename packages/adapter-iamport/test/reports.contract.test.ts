import { dayMs, type ProviderReportRequest } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { openStage, paidPayment, refundRequest, type Stage, startTime, won } from './stage.ts';

function report({ provider }: Stage, changes: Partial<ProviderReportRequest> = {}) {
  const whole = { from: startTime, to: new Date(startTime.getTime() + dayMs), offset: 0, ...changes };
  const answer = provider.reports?.operations(whole, {});
  if (answer === undefined) throw new Error('no reports');
  return answer;
}

describe("the provider's list of what it did", () => {
  it('has every payment and every cancel of the time, each with its own id and sum', async () => {
    const stage = await openStage();
    const kept = await paidPayment(stage);
    const returned = await paidPayment(stage);
    await stage.provider.refunds?.refund(refundRequest(returned, { amount: won(4_000) }), {});
    await stage.provider.refunds?.refund(
      refundRequest(returned, { amount: won(6_000), returnedBeforeMinor: 4_000 }),
      {},
    );
    const page = await report(stage);
    if (page.kind !== 'page') throw new Error(page.cause);
    expect(page.hasMore).toBe(false);
    expect(page.rows.map(({ kind, reference, amount }) => [kind, reference, amount?.amountMinor])).toEqual([
      ['payment', kept.reference, 10_000],
      ['payment', returned.reference, 10_000],
      ['refund', returned.reference, 4_000],
      ['refund', returned.reference, 6_000],
    ]);
    expect(new Set(page.rows.map((row) => row.providerOperationId)).size).toBe(4);
  });

  it('has a payment of the time although it was cancelled long after, and not its cancel', async () => {
    const stage = await openStage();
    const payment = await paidPayment(stage);
    stage.pass(100 * dayMs);
    await stage.provider.refunds?.refund(refundRequest(payment), {});
    const page = await report(stage);
    expect(page.kind === 'page' && page.rows.map(({ kind }) => kind)).toEqual(['payment']);
    const later = await report(stage, {
      from: new Date(startTime.getTime() + 99 * dayMs),
      to: new Date(startTime.getTime() + 101 * dayMs),
    });
    expect(later.kind === 'page' && later.rows.map(({ kind }) => kind)).toEqual(['refund']);
  });

  it('reads more than 90 days in spans that the provider answers', async () => {
    const stage = await openStage();
    await paidPayment(stage);
    stage.pass(200 * dayMs);
    await paidPayment(stage);
    const page = await report(stage, { to: new Date(startTime.getTime() + 201 * dayMs) });
    expect(page.kind === 'page' && page.rows).toHaveLength(2);
  });

  it('goes on behind what was read, and is unknown when a part cannot be read', async () => {
    const stage = await openStage();
    await paidPayment(stage);
    const second = await paidPayment(stage);
    const rest = await report(stage, { offset: 1 });
    expect(rest.kind === 'page' && rest.rows.map(({ reference }) => reference)).toEqual([second.reference]);
    stage.fake.faults.inject('list_by_status', { kind: 'error_after', status: 502 });
    expect((await report(stage)).kind).toBe('unknown');
  });
});
