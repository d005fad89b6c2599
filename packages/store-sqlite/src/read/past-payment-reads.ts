import type { PastPayment, PaymentFilter, Scope, Store } from '@hangil/engine';
import { createPastPaymentReader, inBook, nextTurn } from '@hangil/store-kit';
import { and, asc, gt, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Drizzle } from '../drizzle.ts';
import { payment } from '../schema.ts';

type Period = Pick<PaymentFilter, 'createdFrom' | 'createdTo'>;

const chunkSize = 1_000;

export function createPastPaymentReads(database: Drizzle): Pick<Store, 'pastPayments'> {
  return { pastPayments: (scope, period) => pastPayments(database, scope, period) };
}

/** Takes only what it needs out of each document: a replay reads very many of them. */
async function* pastPayments(
  database: Drizzle,
  scope: Scope,
  { createdFrom, createdTo }: Period,
): AsyncGenerator<readonly PastPayment[]> {
  const id: SQLiteColumn = payment.id;
  const inPeriod = and(
    createdFrom === undefined ? undefined : gte(payment.createdAt, createdFrom.getTime()),
    createdTo === undefined ? undefined : lt(payment.createdAt, createdTo.getTime()),
  );
  const toPastPayment = createPastPaymentReader(scope);
  let last = '';
  for (;;) {
    const rows = select(database, and(inBook(payment, scope), inPeriod, gt(id, last)));
    if (rows.length > 0) yield rows.map(toPastPayment);
    const end = rows.at(-1);
    if (end === undefined || rows.length < chunkSize) return;
    last = end.id;
    await nextTurn();
  }
}

function select(database: Drizzle, where: SQL | undefined) {
  return database
    .select({
      id: payment.id,
      createdAt: payment.createdAt,
      channelId: payment.channelId,
      status: payment.status,
      method: payment.methodType,
      currency: payment.currency,
      amountMinor: payment.amountMinor,
      taxFreeAmountMinor: inDocument<number>('$.taxFreeAmountMinor'),
      wallet: inDocument<string | null>('$.method.wallet'),
      kind: inDocument<string | null>('$.method.kind'),
      country: inDocument<string | null>('$.customer.country'),
      rule: inDocument<string>('$.routing.rule'),
      metadata: inDocument<string>('$.metadata'),
      candidates: inDocument<string>('$.routing.candidates'),
    })
    .from(payment)
    .where(where)
    .orderBy(asc(payment.id))
    .limit(chunkSize)
    .all();
}

function inDocument<Value>(path: string) {
  return sql<Value>`${payment.document} ->> ${sql.raw(`'${path}'`)}`;
}
