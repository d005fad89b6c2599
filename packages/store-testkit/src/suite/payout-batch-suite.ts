import type { PayoutBatchId } from '@hangil/core';
import { describe, expect, test } from 'vitest';
import { testScope } from '../sequence.ts';
import { collect, commitAll, expectConflict, type SuiteContext } from './suite.ts';

export function describePayoutBatches(context: SuiteContext): void {
  describe('rows of a payout batch', () => {
    const batchId = 'pob_1' as PayoutBatchId;
    const later = new Date('2027-01-04T00:00:00Z');

    test('are read in the order of their rows, by status and by when they may leave', async () => {
      const { store, build } = context;
      const [first, second, third] = [3, 1, 2].map((row) =>
        build.buildPayout({ batchId, row, status: 'scheduled', availableAt: row === 2 ? later : null }),
      ) as [
        ReturnType<typeof build.buildPayout>,
        ReturnType<typeof build.buildPayout>,
        ReturnType<typeof build.buildPayout>,
      ];
      const other = build.buildPayout({ batchId: 'pob_2' as PayoutBatchId, row: 1, status: 'scheduled' });
      await commitAll(store, { payouts: [first, second, third, other, build.buildPayout({ status: 'scheduled' })] });
      const read = (query: Omit<Parameters<typeof store.payoutsOfBatch>[1], 'limit'>, limit = 10) =>
        store.payoutsOfBatch(batchId, { ...query, limit });
      expect(await read({})).toEqual([second, third, first]);
      expect(await read({}, 2)).toEqual([second, third]);
      expect(await read({ afterRow: 1 })).toEqual([third, first]);
      expect(await read({ availableBy: new Date(later.getTime() - 1) })).toEqual([second, first]);
      expect(await read({ availableBy: later })).toEqual([second, third, first]);
      const sent = { ...second, version: 2, status: 'processing', availableAt: later } as const;
      await commitAll(store, { payouts: [sent] });
      expect(await read({ status: 'scheduled' })).toEqual([third, first]);
      expect(await read({ status: 'processing' })).toEqual([sent]);
      expect(await store.payoutBatchCounts(batchId)).toEqual({ scheduled: 2, processing: 1 });
      expect(await store.payoutBatchCounts('pob_3' as PayoutBatchId)).toEqual({});
    });

    test('share no reference with any payout', async () => {
      const { store, build } = context;
      const known = build.buildPayout();
      await commitAll(store, { payouts: [known] });
      const row = build.buildPayout({ batchId, row: 1, merchantReference: known.merchantReference });
      await expectConflict(store, { payouts: [build.buildPayout({ batchId, row: 2 }), row] }, 'payout_reference');
      expect(await store.payoutBatchCounts(batchId)).toEqual({});
    });
  });

  describe('every refund and payout', () => {
    test('of a book is read once, oldest first, also when there are many', async () => {
      const { store, build } = context;
      const refunds = Array.from({ length: 3 }, () => build.buildRefund());
      const payouts = Array.from({ length: 1_203 }, () => build.buildPayout());
      await commitAll(store, {
        refunds: [...refunds, build.buildRefund({ livemode: true })],
        payouts: [...payouts, build.buildPayout({ livemode: true })],
      });
      expect(await collect(store.everyRefund(testScope))).toEqual(refunds);
      expect(await collect(store.everyPayout(testScope))).toEqual(payouts);
    });
  });
}
