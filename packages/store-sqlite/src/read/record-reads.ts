import type { Store } from '@hangil/engine';
import {
  before,
  caseMatches,
  fromCaseRow,
  fromIdempotencyRow,
  fromOperationRow,
  fromProviderEventRow,
  inBook,
  type ProviderEventRow,
  toPage,
} from '@hangil/store-kit';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { type Drizzle, valueFor } from '../drizzle.ts';
import { idempotencyRecord, operation, providerEvent, reviewCase } from '../schema.ts';

type RecordReads = Pick<
  Store,
  | 'operation'
  | 'operationsOf'
  | 'providerEventsOf'
  | 'idempotencyRecord'
  | 'providerEvent'
  | 'providerEventByKey'
  | 'case'
  | 'cases'
>;

export function createRecordReads(database: Drizzle): RecordReads {
  const operationById = database
    .select()
    .from(operation)
    .where(eq(operation.id, sql.placeholder('id')))
    .prepare();
  const operationsOf = database
    .select()
    .from(operation)
    .where(eq(operation.subjectId, sql.placeholder('subjectId')))
    .orderBy(asc(operation.id))
    .prepare();
  const idempotencyByKey = database
    .select()
    .from(idempotencyRecord)
    .where(
      and(
        eq(idempotencyRecord.merchantId, sql.placeholder('merchantId')),
        eq(idempotencyRecord.livemode, valueFor(idempotencyRecord.livemode, 'livemode')),
        eq(idempotencyRecord.key, sql.placeholder('key')),
      ),
    )
    .prepare();

  return {
    operation: async (id) => {
      const row = operationById.get({ id });
      return row === undefined ? null : fromOperationRow(row);
    },
    operationsOf: async (subjectId) => operationsOf.all({ subjectId }).map(fromOperationRow),
    idempotencyRecord: async ({ merchantId, livemode }, key) => {
      const row = idempotencyByKey.get({ merchantId, livemode, key });
      return row === undefined ? null : fromIdempotencyRow(row);
    },
    case: async (id) => {
      const row = database.select().from(reviewCase).where(eq(reviewCase.id, id)).get();
      return row === undefined ? null : fromCaseRow(row);
    },
    cases: async (scope, filter, { limit, cursor }) => {
      const rows = database
        .select()
        .from(reviewCase)
        .where(and(inBook(reviewCase, scope), caseMatches(reviewCase, filter), before(reviewCase.id, cursor)))
        .orderBy(desc(reviewCase.id))
        .limit(limit + 1)
        .all();
      return toPage(rows, limit, fromCaseRow);
    },
    ...createProviderEventReads(database),
  };
}

function createProviderEventReads(database: Drizzle) {
  const byId = database
    .select()
    .from(providerEvent)
    .where(eq(providerEvent.id, sql.placeholder('id')))
    .prepare();
  const byKey = database
    .select()
    .from(providerEvent)
    .where(
      and(
        eq(providerEvent.providerAccountId, sql.placeholder('account')),
        eq(providerEvent.eventKey, sql.placeholder('eventKey')),
      ),
    )
    .prepare();
  const ofSubject = database
    .select()
    .from(providerEvent)
    .where(eq(providerEvent.subjectId, sql.placeholder('subjectId')))
    .orderBy(asc(providerEvent.id))
    .prepare();
  const orNull = (row: ProviderEventRow | undefined) => (row === undefined ? null : fromProviderEventRow(row));

  return {
    providerEvent: async (id: string) => orNull(byId.get({ id })),
    providerEventByKey: async (account: string, eventKey: string) => orNull(byKey.get({ account, eventKey })),
    providerEventsOf: async (subjectId: string) => ofSubject.all({ subjectId }).map(fromProviderEventRow),
  };
}
