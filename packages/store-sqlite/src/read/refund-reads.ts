import type { Scope, Store } from '@hangil/engine';
import { before, everyRow, fromRefundRow, inBook, type RefundRow, refundMatches, toPage } from '@hangil/store-kit';
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Drizzle } from '../drizzle.ts';
import { refund } from '../schema.ts';

type RefundReads = Pick<Store, 'refund' | 'refundsOf' | 'refunds' | 'everyRefund'>;

export function createRefundReads(database: Drizzle): RefundReads {
  const byId = database
    .select()
    .from(refund)
    .where(eq(refund.id, sql.placeholder('id')))
    .prepare();
  const ofPayment = database
    .select()
    .from(refund)
    .where(eq(refund.paymentId, sql.placeholder('paymentId')))
    .orderBy(asc(refund.id))
    .prepare();

  return {
    refund: async (id) => {
      const row = byId.get({ id });
      return row === undefined ? null : fromRefundRow(row);
    },
    refundsOf: async (paymentId) => ofPayment.all({ paymentId }).map(fromRefundRow),
    refunds: async (scope, filter, { limit, cursor }) => {
      const rows = database
        .select()
        .from(refund)
        .where(and(inBook(refund, scope), refundMatches(refund, filter), before(refund.id, cursor)))
        .orderBy(desc(refund.id))
        .limit(limit + 1)
        .all();
      return toPage(rows, limit, fromRefundRow);
    },
    everyRefund: (scope) => everyRow((after, limit) => readChunk(database, scope, after, limit), fromRefundRow),
  };
}

function readChunk(database: Drizzle, scope: Scope, after: string, limit: number): RefundRow[] {
  const id: SQLiteColumn = refund.id;
  return database
    .select()
    .from(refund)
    .where(and(inBook(refund, scope), gt(id, after)))
    .orderBy(asc(id))
    .limit(limit)
    .all();
}
