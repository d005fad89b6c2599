import type { Store } from '@hangil/engine';
import { before, everyRow, fromPaymentRow, inBook, paymentMatches, toPage } from '@hangil/store-kit';
import { and, asc, desc, eq, getTableColumns, gt, type SQL, sql } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { operation, payment } from '../schema.ts';
import { gathered } from './gathered.ts';
import { oneOrNull } from './one-row.ts';

type PaymentReads = Pick<Store, 'payment' | 'paymentByReference' | 'paymentByProviderId' | 'payments' | 'everyPayment'>;

export function createPaymentReads(database: Drizzle): PaymentReads {
  const byIds = database
    .select()
    .from(payment)
    .where(sql`${payment.id} = ANY (${sql.placeholder('ids')})`)
    .prepare('payments_by_id');
  const byId = gathered(
    (ids) => byIds.execute({ ids }),
    ({ id }) => id,
  );
  // Every attempt of a payment has its own operation, and with it its own reference.
  const byReference = database
    .select(getTableColumns(payment))
    .from(operation)
    .innerJoin(payment, eq(payment.id, operation.subjectId))
    .where(
      and(
        eq(operation.providerAccountId, sql.placeholder('account')),
        eq(operation.reference, sql.placeholder('reference')),
      ),
    )
    .prepare('payment_by_reference');
  const byProviderId = database
    .select()
    .from(payment)
    .where(
      and(
        eq(payment.providerAccountId, sql.placeholder('account')),
        eq(payment.providerPaymentId, sql.placeholder('providerPaymentId')),
      ),
    )
    .orderBy(asc(payment.id))
    .limit(1)
    .prepare('payment_by_provider_id');

  return {
    payment: async (id) => oneOrNull(await byId(id), fromPaymentRow),
    paymentByReference: async (account, reference) =>
      oneOrNull(await byReference.execute({ account, reference }), fromPaymentRow),
    paymentByProviderId: async (account, providerPaymentId) =>
      oneOrNull(await byProviderId.execute({ account, providerPaymentId }), fromPaymentRow),
    payments: async (scope, filter, { limit, cursor }) => {
      const restricted = and(paymentMatches(payment, filter), onBillingKey(filter.billingKeyId));
      const rows = await database
        .select()
        .from(payment)
        .where(and(inBook(payment, scope), restricted, before(payment.id, cursor)))
        .orderBy(desc(payment.id))
        .limit(limit + 1);
      return toPage(rows, limit, fromPaymentRow);
    },
    everyPayment: (scope) =>
      everyRow(async (after, limit) => {
        const rest = and(inBook(payment, scope), gt(sql`${payment.id}`, after));
        return database.select().from(payment).where(rest).orderBy(asc(payment.id)).limit(limit);
      }, fromPaymentRow),
  };
}

/** A column that only the database uses. */
function onBillingKey(id: string | undefined): SQL | undefined {
  return id === undefined ? undefined : sql`billing_key_id = ${id}`;
}
