import type { Case, ChangeSet, IdempotencyChange, OutgoingEvent, ProviderEventRecord } from '@hangil/engine';
import { toCaseRow, toIdempotencyRow, toOutgoingEventRow, toProviderEventRow } from '@hangil/store-kit';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Drizzle, placeholders, prepareWrite, settings } from '../drizzle.ts';
import { idempotencyRecord, outgoingEvent, providerEvent, reviewCase } from '../schema.ts';
import { Refusal } from './refusal.ts';

export function createIdempotencyWriter(database: Drizzle): (change: IdempotencyChange) => void {
  const values = placeholders(idempotencyRecord);
  const { merchantId, livemode, key, ...replaced } = settings(idempotencyRecord, [
    'merchantId',
    'livemode',
    'key',
    'fingerprint',
    'resourceKind',
    'resourceId',
    'responseStatus',
    'responseBody',
    'createdAt',
    'expiresAt',
  ]);
  const record = idempotencyRecord;
  const thisKey = and(eq(record.merchantId, merchantId), eq(record.livemode, livemode), eq(record.key, key));
  const thisResource = eq(record.resourceId, sql.placeholder('resourceId'));
  const claim = prepareWrite(
    database,
    database
      .insert(record)
      .values(values)
      .onConflictDoUpdate({
        target: [record.merchantId, record.livemode, record.key],
        set: replaced,
        setWhere: sql`${record.expiresAt} <= excluded.created_at or ${record.resourceId} = ${sql.placeholder('replaces')}`,
      }),
  );
  const complete = prepareWrite(
    database,
    database
      .update(record)
      .set(settings(record, ['responseStatus', 'responseBody']))
      .where(and(thisKey, thisResource, isNull(record.responseStatus))),
  );
  const release = prepareWrite(database, database.delete(record).where(and(thisKey, thisResource)));

  return (change) => {
    switch (change.kind) {
      case 'claim': {
        const row = { ...toIdempotencyRow(change.record), replaces: change.replaces ?? null };
        if (claim.run(row).changes === 0) throw new Refusal('idempotency_key');
        return;
      }
      case 'complete': {
        const { scope, key: completed, resourceId, response } = change;
        complete.run({
          ...scope,
          key: completed,
          resourceId,
          responseStatus: response.status,
          responseBody: response.body,
        });
        return;
      }
      case 'release':
        release.run({ ...change.scope, key: change.key, resourceId: change.resourceId });
    }
  };
}

export function createOutgoingEventWriter(database: Drizzle): (event: OutgoingEvent) => void {
  const { position: numberedByTheDatabase, ...values } = placeholders(outgoingEvent);
  const insert = prepareWrite(database, database.insert(outgoingEvent).values(values));
  return (event) => void insert.run(toOutgoingEventRow(event));
}

export function createProviderEventWriter(database: Drizzle) {
  const insert = prepareWrite(database, database.insert(providerEvent).values(placeholders(providerEvent)));
  const fold = prepareWrite(
    database,
    database
      .update(providerEvent)
      .set(settings(providerEvent, ['status', 'subjectId', 'foldedAt']))
      .where(eq(providerEvent.id, sql.placeholder('id'))),
  );
  return {
    insert: (event: ProviderEventRecord) => void insert.run(toProviderEventRow(event)),
    fold: ({ id, status, subjectId, foldedAt }: FoldedProviderEvent) =>
      void fold.run({ id, status, subjectId, foldedAt: foldedAt.getTime() }),
  };
}

type FoldedProviderEvent = Pick<ProviderEventRecord, 'id' | 'status' | 'subjectId'> & { readonly foldedAt: Date };

export function createCaseWriters(database: Drizzle) {
  const { merchantId, livemode, key, ...ended } = settings(reviewCase, [
    'merchantId',
    'livemode',
    'key',
    'status',
    'resolution',
  ]);
  const ofBook = and(eq(reviewCase.merchantId, merchantId), eq(reviewCase.livemode, livemode));
  const isOpen = and(ofBook, eq(reviewCase.key, key), eq(reviewCase.status, 'open'));
  const resolve = prepareWrite(database, database.update(reviewCase).set(ended).where(isOpen));
  const open = prepareWrite(
    database,
    database
      .insert(reviewCase)
      .values(placeholders(reviewCase))
      .onConflictDoNothing({ target: [reviewCase.merchantId, reviewCase.livemode, reviewCase.key] }),
  );
  return {
    open: (value: Case) => void open.run(toCaseRow(value)),
    resolve: ({ resolution, ...target }: NonNullable<ChangeSet['resolvedCases']>[number]) =>
      void resolve.run({ ...target, status: 'resolved', resolution: JSON.stringify(resolution) }),
  };
}
