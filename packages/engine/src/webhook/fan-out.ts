import { ownerOf } from '../decision/answer-once.ts';
import { CommitRefused, commit } from '../decision/commit.ts';
import { type DecisionContext, decisionContext } from '../decision/decision-context.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { PositionedEvent } from '../store/records.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../store/webhook-records.ts';
import { begunAnew } from './resend-delivery.ts';
import { wantsEvent } from './wants-event.ts';

const eventsAtOnce = 100;

/**
 * Gives events that an endpoint has not seen their deliveries, and moves the endpoint on. The commit that writes an event knows
 * nothing of endpoints; each endpoint reads the events at its own pace. A recovery sets it back, so events may come by again.
 *
 * @returns whether there may be more
 */
export async function fanOut(dependencies: EngineDependencies): Promise<boolean> {
  const behind = await dependencies.store.webhookEndpointsBehind();
  const more = await Promise.all(behind.map((endpoint) => moveOnAlone(dependencies, endpoint)));
  return more.includes(true);
}

/** What is wrong with one endpoint keeps no other waiting. */
async function moveOnAlone(dependencies: EngineDependencies, endpoint: WebhookEndpoint): Promise<boolean> {
  try {
    return await moveOn(dependencies, endpoint);
  } catch (error) {
    dependencies.log('error', 'a webhook endpoint could not be given its events', { endpoint: endpoint.id }, error);
    return false;
  }
}

async function moveOn(dependencies: EngineDependencies, endpoint: WebhookEndpoint): Promise<boolean> {
  const context = decisionContext(dependencies);
  const events = await dependencies.store.eventsAfter(endpoint, endpoint.position, eventsAtOnce);
  const last = events.at(-1);
  if (last === undefined) return false;
  const wanted = events.filter(({ event }) => wantsEvent(endpoint, event));
  const deliveries = await Promise.all(wanted.map((event) => toDeliver(dependencies, endpoint, event, context)));
  try {
    await commit(dependencies, {
      webhookEndpoints: [{ ...endpoint, version: endpoint.version + 1, position: last.position }],
      webhookDeliveries: deliveries.filter((delivery) => delivery !== null),
    });
  } catch (error) {
    // Somebody changed the endpoint or a delivery: the next look decides anew.
    if (!(error instanceof CommitRefused) || error.on !== 'version') throw error;
    return true;
  }
  return events.length === eventsAtOnce;
}

/** A new delivery, or the old one begun anew when it was given up; null when it was taken or is on its way. */
async function toDeliver(
  { store }: EngineDependencies,
  endpoint: WebhookEndpoint,
  { position, event }: PositionedEvent,
  { now, ids }: DecisionContext,
): Promise<WebhookDelivery | null> {
  const known = await store.webhookDeliveryOf(endpoint.id, event.id);
  if (known !== null) return known.status === 'failed' ? begunAnew(known, now) : null;
  return {
    id: ids.next('whd'),
    version: 1,
    ...ownerOf(endpoint),
    endpointId: endpoint.id,
    eventId: event.id,
    eventType: event.type,
    subjectId: event.subjectId,
    position,
    status: 'pending',
    attempt: 0,
    nextAttemptAt: now,
    responseStatus: null,
    responseExcerpt: null,
    problem: null,
    createdAt: now,
    begunAt: now,
    finishedAt: null,
  };
}
