import type { PastPayment, PaymentFilter, Scope, Store } from '@hangil/engine';
import { createPastPaymentReader, inBook, paymentMatches } from '@hangil/store-kit';
import { and, asc, gt, type SQL, sql } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { payment } from '../schema.ts';

const chunkSize = 1_000;

export function createPastPaymentReads(database: Drizzle): Pick<Store, 'pastPayments'> {
  return { pastPayments: (scope, period) => pastPayments(database, scope, period) };
}

/** Takes only what it needs out of each document: a replay reads very many of them. */
async function* pastPayments(
  database: Drizzle,
  scope: Scope,
  { createdFrom, createdTo }: Pick<PaymentFilter, 'createdFrom' | 'createdTo'>,
): AsyncGenerator<readonly PastPayment[]> {
  const wanted = and(inBook(payment, scope), paymentMatches(payment, { createdFrom, createdTo }));
  const toPastPayment = createPastPaymentReader(scope);
  let last = '';
  for (;;) {
    const rows = await select(database, and(wanted, gt(sql`${payment.id}`, last)));
    if (rows.length > 0) yield rows.map(toPastPayment);
    const end = rows.at(-1);
    if (end === undefined || rows.length < chunkSize) return;
    last = end.id;
  }
}

/** Each document is parsed once, and only as far as its own fields; lists and objects in it are given as text. */
function select(database: Drizzle, where: SQL | undefined) {
  const fields = sql`json_to_record(${payment.document}::json) AS fields
    ("taxFreeAmountMinor" bigint, method json, customer json, routing json, metadata text)`;
  return database
    .select({
      id: payment.id,
      createdAt: payment.createdAt,
      channelId: payment.channelId,
      status: payment.status,
      method: payment.methodType,
      currency: payment.currency,
      amountMinor: payment.amountMinor,
      taxFreeAmountMinor: sql`fields."taxFreeAmountMinor"`.mapWith(Number),
      wallet: sql<string | null>`fields.method ->> 'wallet'`,
      kind: sql<string | null>`fields.method ->> 'kind'`,
      country: sql<string | null>`fields.customer ->> 'country'`,
      rule: sql<string>`fields.routing ->> 'rule'`,
      metadata: sql<string>`fields.metadata`,
      candidates: sql<string>`(fields.routing -> 'candidates')::text`,
    })
    .from(payment)
    .crossJoinLateral(fields)
    .where(where)
    .orderBy(asc(payment.id))
    .limit(chunkSize);
}
