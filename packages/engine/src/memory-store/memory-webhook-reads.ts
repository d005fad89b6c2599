import type { OutgoingEvent, Scope } from '../store/records.ts';
import type { EventFilter, Store, WebhookAppointment } from '../store/store.ts';
import type { WebhookDelivery } from '../store/webhook-records.ts';
import { copyOf, isAsked, isInBook, oldestFirst, pageOf } from './copies.ts';
import type { MemoryTables } from './memory-tables.ts';

type EventReads = Pick<Store, 'event' | 'events' | 'eventsAfter' | 'lastEventPosition'>;

type WebhookReads = Pick<
  Store,
  | 'webhookEndpoint'
  | 'webhookEndpoints'
  | 'configuredWebhookEndpoints'
  | 'webhookEndpointsBehind'
  | 'webhookDelivery'
  | 'webhookDeliveryOf'
  | 'webhookDeliveries'
  | 'webhookAgenda'
  | 'dueWebhookDeliveries'
  | 'firstPendingWebhookDelivery'
  | 'lastWebhookSuccessAt'
>;

/** The events of one book, in the order of writing, with their place among all events. */
function positioned({ events }: MemoryTables, scope: Scope) {
  return [...events.values()]
    .map((event, index) => ({ position: index + 1, event }))
    .filter(({ event }) => isInBook(event, scope));
}

function createEventReads(tables: MemoryTables): EventReads {
  return {
    event: async (id) => copyOf(tables.events.get(id)),
    events: async (scope, filter, { limit, cursor }) => {
      const inBook = positioned(tables, scope).map(({ event }) => event);
      const end = cursor === null ? inBook.length : inBook.findIndex(({ id }) => id === cursor);
      const matching = inBook
        .slice(0, Math.max(end, 0))
        .reverse()
        .filter((event) => matches(event, filter));
      return { items: structuredClone(matching.slice(0, limit)), hasMore: matching.length > limit };
    },
    eventsAfter: async (scope, position, limit) =>
      structuredClone(
        positioned(tables, scope)
          .filter((event) => event.position > position)
          .slice(0, limit),
      ),
    lastEventPosition: async (scope, createdBefore) => {
      const counted = positioned(tables, scope).filter(
        ({ event }) => createdBefore === undefined || event.createdAt < createdBefore,
      );
      return counted.at(-1)?.position ?? 0;
    },
  };
}

function matches(event: OutgoingEvent, { type, subjectId, createdFrom, createdTo }: EventFilter): boolean {
  return (
    isAsked(event.type, type) &&
    isAsked(event.subjectId, subjectId) &&
    (createdFrom === undefined || event.createdAt >= createdFrom) &&
    (createdTo === undefined || event.createdAt < createdTo)
  );
}

export function createWebhookReads(tables: MemoryTables): EventReads & WebhookReads {
  const { webhookEndpoints, webhookDeliveries } = tables;
  const endpoints = () => [...webhookEndpoints.values()];
  const deliveriesOf = (endpointId: string) =>
    [...webhookDeliveries.values()].filter((delivery) => delivery.endpointId === endpointId);
  const pendingOf = (endpointId: string) => deliveriesOf(endpointId).filter(({ status }) => status === 'pending');

  return {
    ...createEventReads(tables),
    webhookEndpoint: async (id) => copyOf(webhookEndpoints.get(id)),
    webhookEndpoints: async (scope, page) =>
      pageOf(
        endpoints().filter((endpoint) => isInBook(endpoint, scope)),
        page,
      ),
    configuredWebhookEndpoints: async () => oldestFirst(endpoints().filter(({ source }) => source === 'config')),
    webhookEndpointsBehind: async () =>
      oldestFirst(
        endpoints().filter(
          (endpoint) =>
            endpoint.status === 'enabled' && (positioned(tables, endpoint).at(-1)?.position ?? 0) > endpoint.position,
        ),
      ),
    webhookDelivery: async (id) => copyOf(webhookDeliveries.get(id)),
    webhookDeliveryOf: async (endpointId, eventId) =>
      copyOf(deliveriesOf(endpointId).find((delivery) => delivery.eventId === eventId)),
    webhookDeliveries: async (scope, { eventId, endpointId, status }, page) => {
      const inBook = [...webhookDeliveries.values()].filter((delivery) => isInBook(delivery, scope));
      const matching = inBook.filter(
        (delivery) =>
          isAsked(delivery.eventId, eventId) &&
          isAsked(delivery.endpointId, endpointId) &&
          isAsked(delivery.status, status),
      );
      return pageOf(matching, page);
    },
    webhookAgenda: async () => {
      const enabled = endpoints().filter(({ status }) => status === 'enabled');
      return enabled
        .flatMap(({ id }): WebhookAppointment[] => {
          const [first] = pendingOf(id).sort(byTime);
          return first === undefined ? [] : [{ endpointId: id, nextAttemptAt: new Date(timeOf(first)) }];
        })
        .sort((left, right) => left.nextAttemptAt.getTime() - right.nextAttemptAt.getTime());
    },
    dueWebhookDeliveries: async (endpointId, now, limit) =>
      structuredClone(
        pendingOf(endpointId)
          .filter((delivery) => timeOf(delivery) <= now.getTime())
          .sort(byTime)
          .slice(0, limit),
      ),
    firstPendingWebhookDelivery: async (endpointId, subjectId, except) => {
      const about = pendingOf(endpointId).filter((delivery) => delivery.subjectId === subjectId);
      return copyOf(about.filter(({ id }) => id !== except).sort((left, right) => left.position - right.position)[0]);
    },
    lastWebhookSuccessAt: async (endpointId) => {
      const times = deliveriesOf(endpointId)
        .filter(({ status }) => status === 'succeeded')
        .flatMap(({ finishedAt }) => finishedAt?.getTime() ?? []);
      return times.length === 0 ? null : new Date(Math.max(...times));
    },
  };
}

function timeOf({ nextAttemptAt }: WebhookDelivery): number {
  return nextAttemptAt?.getTime() ?? 0;
}

function byTime(left: WebhookDelivery, right: WebhookDelivery): number {
  return timeOf(left) - timeOf(right) || left.position - right.position;
}
