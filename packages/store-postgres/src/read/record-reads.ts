import type { Store } from '@hangil/engine';
import {
  before,
  caseMatches,
  fromCaseRow,
  fromIdempotencyRow,
  fromOperationRow,
  fromProviderEventRow,
  inBook,
  toPage,
} from '@hangil/store-kit';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { idempotencyRecord, operation, providerEvent, reviewCase } from '../schema.ts';
import { gathered } from './gathered.ts';
import { oneOrNull } from './one-row.ts';

type ProviderEventReads = Pick<Store, 'providerEvent' | 'providerEventByKey' | 'providerEventsOf'>;

type RecordReads = ProviderEventReads &
  Pick<Store, 'operation' | 'operationsOf' | 'idempotencyRecord' | 'case' | 'cases'>;

export function createRecordReads(database: Drizzle): RecordReads {
  const operationsById = database
    .select()
    .from(operation)
    .where(sql`${operation.id} = ANY (${sql.placeholder('ids')})`)
    .prepare('operations_by_id');
  const operationById = gathered(
    (ids) => operationsById.execute({ ids }),
    ({ id }) => id,
  );
  const operationsOf = database
    .select()
    .from(operation)
    .where(eq(operation.subjectId, sql.placeholder('subjectId')))
    .orderBy(asc(operation.id))
    .prepare('operations_of_subject');
  const idempotencyByKey = database
    .select()
    .from(idempotencyRecord)
    .where(
      and(
        eq(idempotencyRecord.merchantId, sql.placeholder('merchantId')),
        eq(idempotencyRecord.livemode, sql.placeholder('livemode')),
        eq(idempotencyRecord.key, sql.placeholder('key')),
      ),
    )
    .prepare('idempotency_record');

  return {
    operation: async (id) => oneOrNull(await operationById(id), fromOperationRow),
    operationsOf: async (subjectId) => (await operationsOf.execute({ subjectId })).map(fromOperationRow),
    idempotencyRecord: async ({ merchantId, livemode }, key) =>
      oneOrNull(await idempotencyByKey.execute({ merchantId, livemode, key }), fromIdempotencyRow),
    case: async (id) => oneOrNull(await database.select().from(reviewCase).where(eq(reviewCase.id, id)), fromCaseRow),
    cases: async (scope, filter, { limit, cursor }) => {
      const rows = await database
        .select()
        .from(reviewCase)
        .where(and(inBook(reviewCase, scope), caseMatches(reviewCase, filter), before(reviewCase.id, cursor)))
        .orderBy(desc(reviewCase.id))
        .limit(limit + 1);
      return toPage(rows, limit, fromCaseRow);
    },
    ...createProviderEventReads(database),
  };
}

function createProviderEventReads(database: Drizzle): ProviderEventReads {
  const byId = database
    .select()
    .from(providerEvent)
    .where(eq(providerEvent.id, sql.placeholder('id')))
    .prepare('provider_event');
  const byKey = database
    .select()
    .from(providerEvent)
    .where(
      and(
        eq(providerEvent.providerAccountId, sql.placeholder('account')),
        eq(providerEvent.eventKey, sql.placeholder('eventKey')),
      ),
    )
    .prepare('provider_event_by_key');
  const ofSubject = database
    .select()
    .from(providerEvent)
    .where(eq(providerEvent.subjectId, sql.placeholder('subjectId')))
    .orderBy(asc(providerEvent.id))
    .prepare('provider_events_of_subject');

  return {
    providerEvent: async (id) => oneOrNull(await byId.execute({ id }), fromProviderEventRow),
    providerEventByKey: async (account, eventKey) =>
      oneOrNull(await byKey.execute({ account, eventKey }), fromProviderEventRow),
    providerEventsOf: async (subjectId) => (await ofSubject.execute({ subjectId })).map(fromProviderEventRow),
  };
}
