import type { PaymentFilter, Scope, Store } from '@hangil/engine';
import { and, asc, desc, eq, getTableColumns, gt, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { fromPaymentRow, type PaymentRow } from '../codec/payment-codec.ts';
import type { Drizzle } from '../drizzle.ts';
import { operation, payment } from '../schema.ts';
import { before, equals, everyRow, inBook, toPage } from './page.ts';

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
    .limit(1)
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
        .where(and(inBook(payment, scope), matches(filter), before(payment.id, cursor)))
        .orderBy(desc(payment.id))
        .limit(limit + 1)
        .all();
      return toPage(rows, limit, fromPaymentRow);
    },
    everyPayment: (scope) => everyRow((after, limit) => readChunk(database, scope, after, limit), fromPaymentRow),
  };
}

function matches(filter: PaymentFilter): SQL | undefined {
  return and(
    equals(payment.orderId, filter.orderId),
    equals(payment.status, filter.status),
    equals(payment.provider, filter.provider),
    equals(payment.channelId, filter.channelId),
    equals(payment.methodType, filter.method),
    onBillingKey(filter.billingKeyId),
    filter.createdFrom === undefined ? undefined : gte(payment.createdAt, filter.createdFrom.getTime()),
    filter.createdTo === undefined ? undefined : lt(payment.createdAt, filter.createdTo.getTime()),
  );
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
