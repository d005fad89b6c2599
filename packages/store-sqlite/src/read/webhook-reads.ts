import type { Store } from '@hangil/engine';
import {
  before,
  deliveryMatches,
  fromWebhookDeliveryRow,
  fromWebhookEndpointRow,
  inBook,
  toPage,
  type WebhookDeliveryRow,
  type WebhookEndpointRow,
} from '@hangil/store-kit';
import { and, asc, desc, eq, gt, lte, max, min, ne, type SQL, sql } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { outgoingEvent, webhookDelivery, webhookEndpoint } from '../schema.ts';

type EndpointReads = Pick<
  Store,
  'webhookEndpoint' | 'webhookEndpoints' | 'configuredWebhookEndpoints' | 'webhookEndpointsBehind'
>;

type DeliveryReads = Pick<
  Store,
  | 'webhookDelivery'
  | 'webhookDeliveryOf'
  | 'webhookDeliveries'
  | 'webhookAgenda'
  | 'dueWebhookDeliveries'
  | 'firstPendingWebhookDelivery'
  | 'lastWebhookSuccessAt'
>;

/** Written out, because a partial index serves a query only when its condition stands there as it is. */
const isPending: SQL = sql`${webhookDelivery.status} = 'pending'`;
const hasSucceeded: SQL = sql`${webhookDelivery.status} = 'succeeded'`;

export function createWebhookReads(database: Drizzle): EndpointReads & DeliveryReads {
  return { ...createEndpointReads(database), ...createDeliveryReads(database), ...createQueueReads(database) };
}

function createEndpointReads(database: Drizzle): EndpointReads {
  const byId = database
    .select()
    .from(webhookEndpoint)
    .where(eq(webhookEndpoint.id, sql.placeholder('id')))
    .prepare();
  const hasNewEvents = database
    .select({ one: sql`1` })
    .from(outgoingEvent)
    .where(
      and(
        eq(outgoingEvent.merchantId, webhookEndpoint.merchantId),
        eq(outgoingEvent.livemode, webhookEndpoint.livemode),
        gt(outgoingEvent.position, webhookEndpoint.position),
      ),
    );
  const behind = database
    .select()
    .from(webhookEndpoint)
    .where(and(eq(webhookEndpoint.status, 'enabled'), sql`EXISTS ${hasNewEvents}`))
    .orderBy(asc(webhookEndpoint.id))
    .prepare();

  return {
    webhookEndpoint: async (id) => orNull(byId.get({ id }), fromWebhookEndpointRow),
    webhookEndpoints: async (scope, { limit, cursor }) => {
      const rows = database
        .select()
        .from(webhookEndpoint)
        .where(and(inBook(webhookEndpoint, scope), before(webhookEndpoint.id, cursor)))
        .orderBy(desc(webhookEndpoint.id))
        .limit(limit + 1)
        .all();
      return toPage(rows, limit, fromWebhookEndpointRow);
    },
    configuredWebhookEndpoints: async () =>
      database
        .select()
        .from(webhookEndpoint)
        .where(eq(webhookEndpoint.source, 'config'))
        .orderBy(asc(webhookEndpoint.id))
        .all()
        .map(fromWebhookEndpointRow),
    webhookEndpointsBehind: async () => behind.all().map(fromWebhookEndpointRow),
  };
}

function createDeliveryReads(
  database: Drizzle,
): Pick<DeliveryReads, 'webhookDelivery' | 'webhookDeliveryOf' | 'webhookDeliveries' | 'lastWebhookSuccessAt'> {
  const byId = database
    .select()
    .from(webhookDelivery)
    .where(eq(webhookDelivery.id, sql.placeholder('id')))
    .prepare();
  const ofEvent = database
    .select()
    .from(webhookDelivery)
    .where(
      and(
        eq(webhookDelivery.endpointId, sql.placeholder('endpointId')),
        eq(webhookDelivery.eventId, sql.placeholder('eventId')),
      ),
    )
    .prepare();
  const lastSuccess = database
    .select({ at: max(webhookDelivery.finishedAt) })
    .from(webhookDelivery)
    .where(and(eq(webhookDelivery.endpointId, sql.placeholder('endpointId')), hasSucceeded))
    .prepare();

  return {
    webhookDelivery: async (id) => orNull(byId.get({ id }), fromWebhookDeliveryRow),
    webhookDeliveryOf: async (endpointId, eventId) =>
      orNull(ofEvent.get({ endpointId, eventId }), fromWebhookDeliveryRow),
    webhookDeliveries: async (scope, filter, { limit, cursor }) => {
      const rows = database
        .select()
        .from(webhookDelivery)
        .where(
          and(
            inBook(webhookDelivery, scope),
            deliveryMatches(webhookDelivery, filter),
            before(webhookDelivery.id, cursor),
          ),
        )
        .orderBy(desc(webhookDelivery.id))
        .limit(limit + 1)
        .all();
      return toPage(rows, limit, fromWebhookDeliveryRow);
    },
    lastWebhookSuccessAt: async (endpointId) => {
      const at = lastSuccess.get({ endpointId })?.at ?? null;
      return at === null ? null : new Date(at);
    },
  };
}

function createQueueReads(
  database: Drizzle,
): Pick<DeliveryReads, 'webhookAgenda' | 'dueWebhookDeliveries' | 'firstPendingWebhookDelivery'> {
  const ofEndpoint = eq(webhookDelivery.endpointId, sql.placeholder('endpointId'));
  const earliest = database
    .select({ at: min(webhookDelivery.nextAttemptAt) })
    .from(webhookDelivery)
    .where(and(eq(webhookDelivery.endpointId, webhookEndpoint.id), isPending));
  const agenda = database
    .select({ endpointId: webhookEndpoint.id, at: sql<number | null>`${earliest}`.as('at') })
    .from(webhookEndpoint)
    .where(eq(webhookEndpoint.status, 'enabled'))
    .orderBy(sql`at`)
    .prepare();
  const due = database
    .select()
    .from(webhookDelivery)
    .where(and(ofEndpoint, isPending, lte(webhookDelivery.nextAttemptAt, sql.placeholder('now'))))
    .orderBy(asc(webhookDelivery.nextAttemptAt), asc(webhookDelivery.position))
    .limit(sql.placeholder('limit'))
    .prepare();
  const firstOfSubject = database
    .select()
    .from(webhookDelivery)
    .where(
      and(
        ofEndpoint,
        eq(webhookDelivery.subjectId, sql.placeholder('subjectId')),
        isPending,
        ne(webhookDelivery.id, sql.placeholder('except')),
      ),
    )
    .orderBy(asc(webhookDelivery.position))
    .prepare();

  return {
    webhookAgenda: async () =>
      agenda.all().flatMap(({ endpointId, at }) => (at === null ? [] : [{ endpointId, nextAttemptAt: new Date(at) }])),
    dueWebhookDeliveries: async (endpointId, now, limit) =>
      due.all({ endpointId, now: now.getTime(), limit }).map(fromWebhookDeliveryRow),
    firstPendingWebhookDelivery: async (endpointId, subjectId, except) =>
      orNull(firstOfSubject.get({ endpointId, subjectId, except: except ?? '' }), fromWebhookDeliveryRow),
  };
}

function orNull<Row extends WebhookEndpointRow | WebhookDeliveryRow, Value>(
  row: Row | undefined,
  toValue: (row: Row) => Value,
): Value | null {
  return row === undefined ? null : toValue(row);
}
