import type { Store } from '@hangil/engine';
import {
  before,
  deliveryMatches,
  fromWebhookDeliveryRow,
  fromWebhookEndpointRow,
  inBook,
  toPage,
} from '@hangil/store-kit';
import { and, asc, desc, eq, gt, lte, max, min, ne, type SQL, sql } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { outgoingEvent, webhookDelivery, webhookEndpoint } from '../schema.ts';
import { oneOrNull } from './one-row.ts';

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
    .prepare('webhook_endpoint');
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
    .prepare('webhook_endpoints_behind');

  return {
    webhookEndpoint: async (id) => oneOrNull(await byId.execute({ id }), fromWebhookEndpointRow),
    webhookEndpoints: async (scope, { limit, cursor }) => {
      const rows = await database
        .select()
        .from(webhookEndpoint)
        .where(and(inBook(webhookEndpoint, scope), before(webhookEndpoint.id, cursor)))
        .orderBy(desc(webhookEndpoint.id))
        .limit(limit + 1);
      return toPage(rows, limit, fromWebhookEndpointRow);
    },
    configuredWebhookEndpoints: async () => {
      const rows = await database
        .select()
        .from(webhookEndpoint)
        .where(eq(webhookEndpoint.source, 'config'))
        .orderBy(asc(webhookEndpoint.id));
      return rows.map(fromWebhookEndpointRow);
    },
    webhookEndpointsBehind: async () => (await behind.execute()).map(fromWebhookEndpointRow),
  };
}

function createDeliveryReads(
  database: Drizzle,
): Pick<DeliveryReads, 'webhookDelivery' | 'webhookDeliveryOf' | 'webhookDeliveries' | 'lastWebhookSuccessAt'> {
  const byId = database
    .select()
    .from(webhookDelivery)
    .where(eq(webhookDelivery.id, sql.placeholder('id')))
    .prepare('webhook_delivery');
  const ofEvent = database
    .select()
    .from(webhookDelivery)
    .where(
      and(
        eq(webhookDelivery.endpointId, sql.placeholder('endpointId')),
        eq(webhookDelivery.eventId, sql.placeholder('eventId')),
      ),
    )
    .prepare('webhook_delivery_of_event');
  const lastSuccess = database
    .select({ at: max(webhookDelivery.finishedAt) })
    .from(webhookDelivery)
    .where(and(eq(webhookDelivery.endpointId, sql.placeholder('endpointId')), hasSucceeded))
    .prepare('last_webhook_success');

  return {
    webhookDelivery: async (id) => oneOrNull(await byId.execute({ id }), fromWebhookDeliveryRow),
    webhookDeliveryOf: async (endpointId, eventId) =>
      oneOrNull(await ofEvent.execute({ endpointId, eventId }), fromWebhookDeliveryRow),
    webhookDeliveries: async (scope, filter, { limit, cursor }) => {
      const rows = await database
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
        .limit(limit + 1);
      return toPage(rows, limit, fromWebhookDeliveryRow);
    },
    lastWebhookSuccessAt: async (endpointId) => {
      const [row] = await lastSuccess.execute({ endpointId });
      const at = row?.at ?? null;
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
    .select({
      endpointId: webhookEndpoint.id,
      at: sql`${earliest}`.mapWith((at: string | null) => (at === null ? null : Number(at))).as('at'),
    })
    .from(webhookEndpoint)
    .where(eq(webhookEndpoint.status, 'enabled'))
    .orderBy(sql`at`)
    .prepare('webhook_agenda');
  const due = database
    .select()
    .from(webhookDelivery)
    .where(and(ofEndpoint, isPending, lte(webhookDelivery.nextAttemptAt, sql.placeholder('now'))))
    .orderBy(asc(webhookDelivery.nextAttemptAt), asc(webhookDelivery.position))
    .limit(sql.placeholder('limit'))
    .prepare('due_webhook_deliveries');
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
    .limit(1)
    .prepare('first_pending_webhook_delivery');

  return {
    webhookAgenda: async () =>
      (await agenda.execute()).flatMap(({ endpointId, at }) =>
        at === null ? [] : [{ endpointId, nextAttemptAt: new Date(at) }],
      ),
    dueWebhookDeliveries: async (endpointId, now, limit) =>
      (await due.execute({ endpointId, now: now.getTime(), limit })).map(fromWebhookDeliveryRow),
    firstPendingWebhookDelivery: async (endpointId, subjectId, except) =>
      oneOrNull(await firstOfSubject.execute({ endpointId, subjectId, except: except ?? '' }), fromWebhookDeliveryRow),
  };
}
