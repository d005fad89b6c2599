import type { Scope, Store } from '@hangil/engine';
import { before, everyRow, fromPaymentRow, inBook, type PaymentRow, paymentMatches, toPage } from '@hangil/store-kit';
import { and, asc, desc, eq, getTableColumns, gt, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Drizzle } from '../drizzle.ts';
import { operation, payment } from '../schema.ts';

type PaymentReads = Pick<Store, 'payment' | 'paymentByReference' | 'paymentByProviderId' | 'payments' | 'everyPayment'>;

export function createPaymentReads(database: Drizzle): PaymentReads {
  const byId = database
    .select()
    .from(payment)
    .where(eq(payment.id, sql.placeholder('id')))
    .prepare();
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
    .prepare();
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
    .prepare();

  const orNull = (row: PaymentRow | undefined) => (row === undefined ? null : fromPaymentRow(row));

  return {
    payment: async (id) => orNull(byId.get({ id })),
    paymentByReference: async (account, reference) => orNull(byReference.get({ account, reference })),
    paymentByProviderId: async (account, providerPaymentId) => orNull(byProviderId.get({ account, providerPaymentId })),
    payments: async (scope, filter, { limit, cursor }) => {
      const rows = database
        .select()
        .from(payment)
        .where(
          and(
            inBook(payment, scope),
            paymentMatches(payment, filter),
            onBillingKey(filter.billingKeyId),
            before(payment.id, cursor),
          ),
        )
        .orderBy(desc(payment.id))
        .limit(limit + 1)
        .all();
      return toPage(rows, limit, fromPaymentRow);
    },
    everyPayment: (scope) => everyRow((after, limit) => readChunk(database, scope, after, limit), fromPaymentRow),
  };
}

/** Written as the partial index has it. */
function onBillingKey(id: string | undefined): SQL | undefined {
  if (id === undefined) return undefined;
  return sql`${payment.methodType} = 'billing_key' and json_extract(${payment.document}, '$.method.billingKeyId') = ${id}`;
}

function readChunk(database: Drizzle, scope: Scope, after: string, limit: number): PaymentRow[] {
  const id: SQLiteColumn = payment.id;
  return database
    .select()
    .from(payment)
    .where(and(inBook(payment, scope), gt(id, after)))
    .orderBy(asc(id))
    .limit(limit)
    .all();
}
