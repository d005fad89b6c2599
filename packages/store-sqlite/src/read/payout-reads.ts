import type { Scope, Store } from '@hangil/engine';
import { and, asc, count, desc, eq, getTableColumns, gt, isNull, lte, or, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { fromPayoutRow, type PayoutRow } from '../codec/payout-codec.ts';
import type { Drizzle } from '../drizzle.ts';
import { operation, payout } from '../schema.ts';
import { before, equals, everyRow, inBook, toPage } from './page.ts';

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
    payouts: async (scope, { merchantReference, status }, { limit, cursor }) => {
      const rows = database
        .select()
        .from(payout)
        .where(
          and(
            inBook(payout, scope),
            equals(payout.merchantReference, merchantReference),
            equals(payout.status, status),
            before(payout.id, cursor),
          ),
        )
        .orderBy(desc(payout.id))
        .limit(limit + 1)
        .all();
      return toPage(rows, limit, fromPayoutRow);
    },
    payoutsOfBatch: async (batchId, { status, availableBy, afterRow, limit }) =>
      database
        .select()
        .from(payout)
        .where(
          and(
            eq(payout.batchId, batchId),
            equals(payout.status, status),
            availableBy === undefined
              ? undefined
              : or(isNull(payout.availableAt), lte(payout.availableAt, availableBy.getTime())),
            afterRow === undefined ? undefined : gt(payout.row, afterRow),
          ),
        )
        .orderBy(asc(payout.row))
        .limit(limit)
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
