import type { Store } from '@hangil/engine';
import { before, everyRow, fromRefundRow, inBook, refundMatches, toPage } from '@hangil/store-kit';
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { refund } from '../schema.ts';
import { oneOrNull } from './one-row.ts';

type RefundReads = Pick<Store, 'refund' | 'refundsOf' | 'refunds' | 'everyRefund'>;

export function createRefundReads(database: Drizzle): RefundReads {
  const byId = database
    .select()
    .from(refund)
    .where(eq(refund.id, sql.placeholder('id')))
    .prepare('refund');
  const ofPayment = database
    .select()
    .from(refund)
    .where(eq(refund.paymentId, sql.placeholder('paymentId')))
    .orderBy(asc(refund.id))
    .prepare('refunds_of_payment');

  return {
    refund: async (id) => oneOrNull(await byId.execute({ id }), fromRefundRow),
    refundsOf: async (paymentId) => (await ofPayment.execute({ paymentId })).map(fromRefundRow),
    refunds: async (scope, filter, { limit, cursor }) => {
      const rows = await database
        .select()
        .from(refund)
        .where(and(inBook(refund, scope), refundMatches(refund, filter), before(refund.id, cursor)))
        .orderBy(desc(refund.id))
        .limit(limit + 1);
      return toPage(rows, limit, fromRefundRow);
    },
    everyRefund: (scope) =>
      everyRow(async (after, limit) => {
        const rest = and(inBook(refund, scope), gt(sql`${refund.id}`, after));
        return database.select().from(refund).where(rest).orderBy(asc(refund.id)).limit(limit);
      }, fromRefundRow),
  };
}
