import type { Store } from '@hangil/engine';
import { batchRowMatches, before, everyRow, fromPayoutRow, inBook, payoutMatches, toPage } from '@hangil/store-kit';
import { and, asc, count, desc, eq, getTableColumns, gt, sql } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { operation, payout } from '../schema.ts';
import { oneOrNull } from './one-row.ts';

type PayoutReads = Pick<
  Store,
  'payout' | 'payoutByReference' | 'payouts' | 'payoutsOfBatch' | 'payoutBatchCounts' | 'everyPayout'
>;

export function createPayoutReads(database: Drizzle): PayoutReads {
  const byId = database
    .select()
    .from(payout)
    .where(eq(payout.id, sql.placeholder('id')))
    .prepare('payout');
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
    .prepare('payout_by_reference');

  return {
    payout: async (id) => oneOrNull(await byId.execute({ id }), fromPayoutRow),
    payoutByReference: async (account, reference) =>
      oneOrNull(await byReference.execute({ account, reference }), fromPayoutRow),
    payouts: async (scope, filter, { limit, cursor }) => {
      const rows = await database
        .select()
        .from(payout)
        .where(and(inBook(payout, scope), payoutMatches(payout, filter), before(payout.id, cursor)))
        .orderBy(desc(payout.id))
        .limit(limit + 1);
      return toPage(rows, limit, fromPayoutRow);
    },
    payoutsOfBatch: async (batchId, query) => {
      const rows = await database
        .select()
        .from(payout)
        .where(and(eq(payout.batchId, batchId), batchRowMatches(payout, query)))
        .orderBy(asc(payout.row))
        .limit(query.limit);
      return rows.map(fromPayoutRow);
    },
    payoutBatchCounts: async (batchId) => {
      const rows = await database
        .select({ status: payout.status, number: count() })
        .from(payout)
        .where(eq(payout.batchId, batchId))
        .groupBy(payout.status);
      return Object.fromEntries(rows.map(({ status, number }) => [status, number]));
    },
    everyPayout: (scope) =>
      everyRow(async (after, limit) => {
        const rest = and(inBook(payout, scope), gt(sql`${payout.id}`, after));
        return database.select().from(payout).where(rest).orderBy(asc(payout.id)).limit(limit);
      }, fromPayoutRow),
  };
}
