import { dayMs, hourMs, minuteMs, type OpeningHours, type Payout } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import type { CreatePayoutInput, PayoutBatch, PayoutFile, PayoutFileRow } from '../src/index.ts';
import { createMemoryStore } from '../src/memory-store/memory-store.ts';
import { balances, createTestHouse, fresh, payoutInput, reload, runJobs, type TestHouse } from './test-house.ts';
import { testManifest } from './test-provider.ts';

function inputs(
  count: number,
  change: (row: number) => Parameters<typeof payoutInput>[0] = () => ({}),
): CreatePayoutInput[] {
  return Array.from({ length: count }, (_, index) =>
    payoutInput({ reference: `ROW-${index + 1}`, amountMinor: 1_000, ...change(index + 1) }),
  );
}

function fileOf(given: readonly CreatePayoutInput[], contentHash = 'hash-1'): PayoutFile {
  async function* rows(): AsyncGenerator<PayoutFileRow> {
    for (const [index, input] of given.entries()) yield { row: index + 1, input };
  }
  return { contentHash, rows, fieldOf: (param) => `field ${param}` };
}

async function upload({ engine, scope }: TestHouse, file: PayoutFile): Promise<PayoutBatch> {
  return fresh(await engine.payoutBatches.create(scope, file, 'key_maker'));
}

function transfers({ bank }: TestHouse): number[] {
  return [...bank.payouts.values()].map(({ times }) => times);
}

const show = ({ engine, scope }: TestHouse, { id }: PayoutBatch) => engine.payoutBatches.get(scope, id);

describe('a file of payouts', () => {
  it('is accepted whole and sent a few rows at a time, each once', async () => {
    const house = createTestHouse();
    const batch = await upload(house, fileOf(inputs(30)));
    expect(batch).toMatchObject({ status: 'running', counts: { total: 30, scheduled: 30, succeeded: 0 } });
    expect(transfers(house)).toEqual([]);
    const before = await house.store.nextJobDueAt();
    expect(before).toEqual(house.clock.now());
    await runJobs(house.engine);
    expect(transfers(house)).toHaveLength(8);
    await house.settle();
    expect(transfers(house)).toEqual(Array.from({ length: 30 }, () => 1));
    expect(await show(house, batch)).toMatchObject({ status: 'completed', counts: { total: 30, succeeded: 30 } });
    expect(await house.store.document('payout_batch', batch.id)).toMatchObject({ status: 'completed' });
    const rows = await house.store.payoutsOfBatch(batch.id as never, { limit: 100 });
    expect(rows.map(({ row, merchantReference }) => [row, merchantReference])).toEqual(
      inputs(30).map(({ merchantReference }, index) => [index + 1, merchantReference]),
    );
    expect((await balances(house))['asset:prefund:testbank']).toBe(-30_000);
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('with one bad row is refused with every bad row named, and nothing is written', async () => {
    const house = createTestHouse();
    await house.engine.createPayout(house.scope, payoutInput({ reference: 'ROW-2' }));
    const rows = inputs(5, (row) => ({ reference: row === 4 ? 'ROW-1' : `ROW-${row}` }));
    const foreign = { ...rows[4], amount: { amountMinor: 1_000, currency: 'USD' } } as CreatePayoutInput;
    const file = fileOf([...rows.slice(0, 4), foreign]);
    const errors = [
      { row: 2, field: 'field reference', code: 'payout_reference_conflict', message: expect.any(String) },
      { row: 4, field: 'field reference', code: 'payout_reference_conflict', message: expect.any(String) },
      { row: 5, field: 'field reference', code: 'no_eligible_channel', message: expect.stringContaining('USD') },
    ];
    expect(await house.engine.payoutBatches.check(house.scope, file)).toEqual({ accepted: 2, rejected: 3, errors });
    await expect(upload(house, file)).rejects.toMatchObject({
      code: 'payout_batch_refused',
      context: { extra: { accepted: 2, rejected: 3, errors } },
    });
    expect((await house.store.payouts(house.scope, {}, { limit: 10, cursor: null })).items).toHaveLength(1);
    expect(await house.store.documentByKey('payout_batch', house.scope, 'hash-1')).toBeNull();
  });

  it('without rows is refused', async () => {
    await expect(upload(createTestHouse(), fileOf([]))).rejects.toMatchObject({ code: 'payout_batch_refused' });
  });

  it('that gives payments back takes no more of one than it holds, over all rows', async () => {
    const noRefunds = { ...testManifest, refunds: { offered: false, partial: false, idempotency: 'none' as const } };
    const house = createTestHouse({ manifest: noRefunds });
    const payment = await house.pay(2_500);
    const back = (count: number) => fileOf(inputs(count, () => ({ refundsPaymentId: payment.id })));
    await expect(upload(house, back(3))).rejects.toMatchObject({
      context: { extra: { errors: [{ row: 3, code: 'refundable_amount_exceeded', field: 'field amount' }] } },
    });
    await upload(house, back(2));
    expect(await reload(house, payment)).toMatchObject({ amountRefundingMinor: 2_000 });
    await house.settle();
    expect(await reload(house, payment)).toMatchObject({ amountRefundingMinor: 0, amountRefundedMinor: 2_000 });
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('waits for the provider to open, row by row', async () => {
    const hours: OpeningHours = { zone: 'Asia/Seoul', open: [{ days: ['mon', 'tue'], from: '08:00', to: '12:30' }] };
    const house = createTestHouse({ channel: { hours } });
    house.clock.advance(hourMs);
    const batch = await upload(house, fileOf(inputs(10)));
    await house.pass(5 * dayMs);
    expect(await show(house, batch)).toMatchObject({ status: 'running', counts: { scheduled: 10 } });
    await house.pass(2 * dayMs);
    expect(await show(house, batch)).toMatchObject({ status: 'completed', counts: { succeeded: 10 } });
  });

  it('has rows above the approval limit wait for another key, without keeping the others', async () => {
    const house = createTestHouse({ channel: { approvalAboveMinor: 5_000 } });
    const batch = await upload(house, fileOf(inputs(3, (row) => (row === 2 ? { amountMinor: 9_000 } : {}))));
    await house.settle();
    expect(await show(house, batch)).toMatchObject({
      status: 'running',
      counts: { pending_approval: 1, succeeded: 2 },
    });
    const [waiting] = await house.store.payoutsOfBatch(batch.id as never, { status: 'pending_approval', limit: 5 });
    const id = waiting?.id as Payout['id'];
    expect(fresh(await house.engine.approvePayout(house.scope, id, 'key_checker'))).toMatchObject({
      status: 'scheduled',
    });
    await house.settle();
    expect(await show(house, batch)).toMatchObject({ status: 'completed', counts: { succeeded: 3 } });
    expect(transfers(house)).toEqual([1, 1, 1]);
  });
});

describe('a running batch', () => {
  it('that is paused sends nothing more until it is resumed', async () => {
    const house = createTestHouse();
    const batch = await upload(house, fileOf(inputs(20)));
    await runJobs(house.engine);
    const paused = fresh(await house.engine.payoutBatches.pause(house.scope, batch.id));
    expect(paused.status).toBe('paused');
    await house.pass(dayMs);
    expect(transfers(house)).toHaveLength(8);
    await expect(house.engine.payoutBatches.pause(house.scope, batch.id)).rejects.toMatchObject({
      code: 'state_conflict',
    });
    await house.engine.payoutBatches.resume(house.scope, batch.id);
    await house.settle();
    expect(await show(house, batch)).toMatchObject({ status: 'completed', counts: { succeeded: 20 } });
  });

  it('that is canceled takes back every row that was not sent, and leaves the sent ones to their end', async () => {
    const house = createTestHouse();
    const batch = await upload(house, fileOf(inputs(20)));
    house.bank.next('wait', 'decline');
    await runJobs(house.engine);
    const canceled = fresh(await house.engine.payoutBatches.cancel(house.scope, batch.id));
    expect(canceled).toMatchObject({
      status: 'canceled',
      counts: { scheduled: 0, canceled: 12, processing: 1, failed: 1, succeeded: 6 },
    });
    await house.pass(dayMs);
    expect(transfers(house)).toHaveLength(8);
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
    for (const act of ['pause', 'resume', 'cancel'] as const) {
      await expect(house.engine.payoutBatches[act](house.scope, batch.id)).rejects.toMatchObject({
        code: 'state_conflict',
      });
    }
  });

  it('with lost answers ends with every row explained, none paid twice', async () => {
    const house = createTestHouse();
    house.bank.next(
      ...Array.from({ length: 40 }, (_, index) =>
        index % 10 === 3 ? ('lost_after' as const) : index % 10 === 7 ? ('lost_before' as const) : ('approve' as const),
      ),
    );
    const batch = await upload(house, fileOf(inputs(40)));
    await house.pass(hourMs);
    expect(await show(house, batch)).toMatchObject({ status: 'completed', counts: { succeeded: 36, failed: 4 } });
    expect(transfers(house)).toEqual(Array.from({ length: 36 }, () => 1));
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('belongs to its merchant and mode', async () => {
    const house = createTestHouse();
    const { id } = await upload(house, fileOf(inputs(1)));
    const other = { ...house.scope, livemode: true };
    for (const act of ['get', 'pause', 'resume', 'cancel'] as const) {
      await expect(house.engine.payoutBatches[act](other, id)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('an upload that breaks off', () => {
  const many = inputs(450);

  /** The store takes only so many commits with payouts before the process is gone. */
  function houseThatDies(commitsMax: number) {
    const store = createMemoryStore();
    let left = commitsMax;
    const house = createTestHouse({ store });
    const dying = house.again({
      store: {
        ...store,
        async commit(changes) {
          if (changes.payouts !== undefined) left -= 1;
          if (left < 0) throw new Error('gone');
          return store.commit(changes);
        },
      },
    });
    return { house, dying };
  }

  it('sends nothing, and is gone on with when the same file comes again', async () => {
    const { house, dying } = houseThatDies(2);
    await expect(dying.payoutBatches.create(house.scope, fileOf(many), null)).rejects.toThrow();
    await house.pass(minuteMs);
    expect(transfers(house)).toEqual([]);
    await expect(upload(house, fileOf(many))).rejects.toMatchObject({ code: 'state_conflict' });
    await house.pass(2 * minuteMs);
    const batch = await upload(house, fileOf(many));
    expect(batch).toMatchObject({ status: 'running', counts: { total: 450, scheduled: 450 } });
    await house.settle();
    expect(transfers(house)).toEqual(many.map(() => 1));
    expect(await show(house, batch)).toMatchObject({ status: 'completed', counts: { succeeded: 450 } });
  });

  it('can be canceled instead', async () => {
    const { house, dying } = houseThatDies(1);
    await expect(dying.payoutBatches.create(house.scope, fileOf(many), null)).rejects.toThrow();
    const interrupted = await house.store.documentByKey('payout_batch', house.scope, 'hash-1');
    const canceled = fresh(await house.engine.payoutBatches.cancel(house.scope, interrupted?.id ?? ''));
    expect(canceled).toMatchObject({ status: 'canceled', counts: { canceled: 200, scheduled: 0 } });
    expect(await balances(house)).toEqual({});
  });

  it('under its idempotency key answers with one batch', async () => {
    const { house, dying } = houseThatDies(2);
    const idempotent = {
      key: 'upload-1',
      fingerprint: 'hash-1',
      represent: ({ id, status }: PayoutBatch) => ({ status: 201, body: JSON.stringify({ id, status }) }),
    };
    await expect(dying.payoutBatches.create(house.scope, fileOf(many), null, idempotent)).rejects.toThrow();
    await house.pass(3 * minuteMs);
    const batch = fresh(await house.engine.payoutBatches.create(house.scope, fileOf(many), null, idempotent));
    const again = await house.engine.payoutBatches.create(house.scope, fileOf(many), null, idempotent);
    const body = JSON.stringify({ id: batch.id, status: 'running' });
    expect(again).toEqual({ kind: 'replay', response: { status: 201, body } });
  });
});
