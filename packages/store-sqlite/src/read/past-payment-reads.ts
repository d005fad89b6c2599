import { outcomeOf, type PastPayment, type PaymentFilter, type Scope, type Store } from '@hangil/engine';
import { and, asc, gt, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { type Plain, parseJson, toInstant } from '../codec/plain.ts';
import type { Drizzle } from '../drizzle.ts';
import { payment } from '../schema.ts';
import { inBook, nextTurn } from './page.ts';

type Period = Pick<PaymentFilter, 'createdFrom' | 'createdTo'>;

const chunkSize = 1_000;
const textsKept = 1_000;

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
  const readCandidates = rememberingReader<PastPayment['candidates']>();
  const readMetadata = rememberingReader<PastPayment['inputs']['metadata']>();
  let last = '';
  for (;;) {
    const rows = select(database, and(inBook(payment, scope), inPeriod, gt(id, last)));
    if (rows.length > 0) yield rows.map((row) => toPastPayment(row, scope, readCandidates, readMetadata));
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

/** Payments of one time mostly have the same candidates word for word, and reading them is dear. */
function rememberingReader<Value>(): (text: string) => Plain<Value> {
  const read = new Map<string, Plain<Value>>();
  return (text) => {
    const known = read.get(text);
    if (known !== undefined) return known;
    const value = parseJson<Value>(text);
    if (read.size < textsKept) read.set(text, value);
    return value;
  };
}

function toPastPayment(
  row: ReturnType<typeof select>[number],
  { livemode }: Scope,
  readCandidates: (text: string) => PastPayment['candidates'],
  readMetadata: (text: string) => PastPayment['inputs']['metadata'],
): PastPayment {
  return {
    id: row.id,
    createdAt: toInstant(row.createdAt),
    channelId: row.channelId,
    outcome: outcomeOf(row),
    inputs: {
      method: row.method,
      wallet: row.wallet ?? row.kind,
      currency: row.currency,
      amountMinor: row.amountMinor,
      taxFreeAmountMinor: row.taxFreeAmountMinor,
      customerCountry: row.country,
      metadata: readMetadata(row.metadata),
      livemode,
    },
    rule: row.rule,
    candidates: readCandidates(row.candidates),
  };
}
