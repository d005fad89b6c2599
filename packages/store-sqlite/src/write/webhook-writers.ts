import type { WebhookDelivery, WebhookEndpoint } from '@hangil/engine';
import { toWebhookDeliveryRow, toWebhookEndpointRow } from '@hangil/store-kit';
import { and, eq, sql } from 'drizzle-orm';
import { type Drizzle, placeholders, prepareWrite, settings } from '../drizzle.ts';
import { webhookDelivery, webhookEndpoint } from '../schema.ts';
import { writeVersion } from './versioned-row.ts';

export function createWebhookWriters(database: Drizzle) {
  const endpoints = endpointStatements(database);
  const deliveries = deliveryStatements(database);
  return {
    writeEndpoint: (value: WebhookEndpoint) => writeVersion(endpoints, toWebhookEndpointRow(value), value.version),
    writeDelivery: (value: WebhookDelivery) => writeVersion(deliveries, toWebhookDeliveryRow(value), value.version),
    deleteEndpoint: (id: string) => {
      deliveries.removeOf.run({ id });
      endpoints.remove.run({ id });
    },
  };
}

function endpointStatements(database: Drizzle) {
  const thisId = eq(webhookEndpoint.id, sql.placeholder('id'));
  const versionBefore = eq(webhookEndpoint.version, sql`${sql.placeholder('version')} - 1`);
  const changing = settings(webhookEndpoint, ['version', 'status', 'position', 'document']);
  return {
    insert: prepareWrite(database, database.insert(webhookEndpoint).values(placeholders(webhookEndpoint))),
    replace: prepareWrite(database, database.update(webhookEndpoint).set(changing).where(and(thisId, versionBefore))),
    find: database.select({ id: webhookEndpoint.id }).from(webhookEndpoint).where(thisId).prepare(),
    remove: prepareWrite(database, database.delete(webhookEndpoint).where(thisId)),
  };
}

function deliveryStatements(database: Drizzle) {
  const thisId = eq(webhookDelivery.id, sql.placeholder('id'));
  const versionBefore = eq(webhookDelivery.version, sql`${sql.placeholder('version')} - 1`);
  const changing = settings(webhookDelivery, [
    'version',
    'status',
    'attempt',
    'nextAttemptAt',
    'responseStatus',
    'responseExcerpt',
    'problem',
    'begunAt',
    'finishedAt',
  ]);
  const ofEndpoint = eq(webhookDelivery.endpointId, sql.placeholder('id'));
  return {
    insert: prepareWrite(database, database.insert(webhookDelivery).values(placeholders(webhookDelivery))),
    replace: prepareWrite(database, database.update(webhookDelivery).set(changing).where(and(thisId, versionBefore))),
    find: database.select({ id: webhookDelivery.id }).from(webhookDelivery).where(thisId).prepare(),
    removeOf: prepareWrite(database, database.delete(webhookDelivery).where(ofEndpoint)),
  };
}
