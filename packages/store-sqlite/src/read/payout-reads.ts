import type { Scope, Store } from '@hangil/engine';
import {
  batchRowMatches,
  before,
  everyRow,
  fromPayoutRow,
  inBook,
  type PayoutRow,
  payoutMatches,
  toPage,
} from '@hangil/store-kit';
import { and, asc, count, desc, eq, getTableColumns, gt, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Drizzle } from '../drizzle.ts';
import { operation, payout } from '../schema.ts';

type PayoutReads = Pick<
  Store,
  'payout' | 'payoutByReference' | 'payouts' | 'payoutsOfBatch' | 'payoutBatchCounts' | 'everyPayout'
>;

export function createPayoutReads(database: Drizzle): PayoutReads {
  const byId = database
    .select()
    .from(payout)
    .where(eq(payout.id, sql.placeholder('id')))
    .prepare();
  const byReference = database
    .select(getTableColumns(payout))
    .from(operation)
    .innerJoin(payout, eq(payout.id, operation.subjectId))
    .where(
      and(
        eq(operation.providerAccountId, sql.placeholder('account')),
        eq(operation.reference, sql.placeholder('reference')),
      ),
    )
    .prepare();
  const orNull = (row: PayoutRow | undefined) => (row === undefined ? null : fromPayoutRow(row));

  return {
    payout: async (id) => orNull(byId.get({ id })),
    payoutByReference: async (account, reference) => orNull(byReference.get({ account, reference })),
    payouts: async (scope, filter, { limit, cursor }) => {
      const rows = database
        .select()
        .from(payout)
        .where(and(inBook(payout, scope), payoutMatches(payout, filter), before(payout.id, cursor)))
        .orderBy(desc(payout.id))
        .limit(limit + 1)
        .all();
      return toPage(rows, limit, fromPayoutRow);
    },
    payoutsOfBatch: async (batchId, query) =>
      database
        .select()
        .from(payout)
        .where(and(eq(payout.batchId, batchId), batchRowMatches(payout, query)))
        .orderBy(asc(payout.row))
        .limit(query.limit)
        .all()
        .map(fromPayoutRow),
    payoutBatchCounts: async (batchId) => {
      const rows = database
        .select({ status: payout.status, number: count() })
        .from(payout)
        .where(eq(payout.batchId, batchId))
        .groupBy(payout.status)
        .all();
      return Object.fromEntries(rows.map(({ status, number }) => [status, number]));
    },
    everyPayout: (scope) => everyRow((after, limit) => readChunk(database, scope, after, limit), fromPayoutRow),
  };
}

function readChunk(database: Drizzle, scope: Scope, after: string, limit: number): PayoutRow[] {
  const id: SQLiteColumn = payout.id;
  return database
    .select()
    .from(payout)
    .where(and(inBook(payout, scope), gt(id, after)))
    .orderBy(asc(id))
    .limit(limit)
    .all();
}
