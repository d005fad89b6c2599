import type { Payment, Payout, Refund } from '@hangil/core';
import type { Document, Operation } from '@hangil/engine';
import { toDocumentRow, toOperationRow, toPaymentRow, toPayoutRow, toRefundRow } from '@hangil/store-kit';
import { and, eq, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { type Drizzle, placeholders, prepareWrite, settings } from '../drizzle.ts';
import { document, operation, payment, payout, refund } from '../schema.ts';
import { writeVersion } from './versioned-row.ts';

/** The row of this id while it is one version behind the one that is written. */
function previous(id: SQLiteColumn, version: SQLiteColumn, versionName: string) {
  return and(eq(id, sql.placeholder('id')), eq(version, sql`${sql.placeholder(versionName)} - 1`));
}

function find(database: Drizzle, table: SQLiteTable, id: SQLiteColumn) {
  return database
    .select({ id })
    .from(table)
    .where(eq(id, sql.placeholder('id')))
    .prepare();
}

// A replacement sets only what can change: an index is rewritten when a column of it is set, equal or not.

export function createPaymentWriter(database: Drizzle): (value: Payment) => void {
  const changing = settings(payment, [
    'version',
    'status',
    'holdsOrderId',
    'amountMinor',
    'amountPaidMinor',
    'amountRefundingMinor',
    'amountRefundedMinor',
    'methodType',
    'provider',
    'providerAccountId',
    'channelId',
    'providerPaymentId',
    'document',
  ]);
  const statements = {
    insert: prepareWrite(database, database.insert(payment).values(placeholders(payment))),
    replace: prepareWrite(
      database,
      database
        .update(payment)
        .set(changing)
        .where(previous(payment.id, payment.version, 'version')),
    ),
    find: find(database, payment, payment.id),
  };
  return (value) => writeVersion(statements, toPaymentRow(value), value.version);
}

export function createRefundWriter(database: Drizzle): (value: Refund) => void {
  const statements = {
    insert: prepareWrite(database, database.insert(refund).values(placeholders(refund))),
    replace: prepareWrite(
      database,
      database
        .update(refund)
        .set(settings(refund, ['version', 'status', 'document']))
        .where(previous(refund.id, refund.version, 'version')),
    ),
    find: find(database, refund, refund.id),
  };
  return (value) => writeVersion(statements, toRefundRow(value), value.version);
}

export function createPayoutWriter(database: Drizzle): (value: Payout) => void {
  const statements = {
    insert: prepareWrite(database, database.insert(payout).values(placeholders(payout))),
    replace: prepareWrite(
      database,
      database
        .update(payout)
        .set(settings(payout, ['version', 'status', 'document', 'availableAt']))
        .where(previous(payout.id, payout.version, 'version')),
    ),
    find: find(database, payout, payout.id),
  };
  return (value) => writeVersion(statements, toPayoutRow(value), value.version);
}

export function createDocumentWriter(database: Drizzle): (value: Document) => void {
  const statements = {
    insert: prepareWrite(database, database.insert(document).values(placeholders(document))),
    replace: prepareWrite(
      database,
      database
        .update(document)
        .set(settings(document, ['version', 'key', 'status', 'content']))
        .where(previous(document.id, document.version, 'version')),
    ),
    find: find(database, document, document.id),
  };
  return (value) => writeVersion(statements, toDocumentRow(value), value.version);
}

export function createOperationWriter(database: Drizzle): (value: Operation) => void {
  const changing = settings(operation, [
    'fence',
    'kind',
    'subjectId',
    'status',
    'leaseUntil',
    'outcome',
    'cause',
    'sentAt',
    'finishedAt',
  ]);
  const statements = {
    insert: prepareWrite(database, database.insert(operation).values(placeholders(operation))),
    replace: prepareWrite(
      database,
      database
        .update(operation)
        .set(changing)
        .where(previous(operation.id, operation.fence, 'fence')),
    ),
    find: find(database, operation, operation.id),
  };
  return (value) => writeVersion(statements, toOperationRow(value), value.fence);
}
