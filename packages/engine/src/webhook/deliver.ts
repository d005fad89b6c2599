import type { WebhookEndpointId } from '@hangil/core';
import { CommitRefused, commit } from '../decision/commit.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../store/webhook-records.ts';
import { attemptDelivery } from './attempt-delivery.ts';
import { fanOut } from './fan-out.ts';
import { attemptLeaseMs, beginAttempt } from './settle-delivery.ts';
import type { Webhooks } from './webhooks.ts';

/** Attempts at one endpoint at a time, at first. */
const placesAtFirst = 16;
/** Each attempt that is taken gives an endpoint one place more, up to this. */
const placesMax = 64;

/**
 * The deliveries themselves are the queue: what is due stands in the store, with its lease while an attempt runs. Kept here is
 * only how many attempts run at each endpoint, and how many may. One whose last attempt failed has a single place, so that it
 * cannot take those of others.
 */
export function makeDeliveryRunner(
  dependencies: EngineDependencies,
): Pick<Webhooks, 'startDueDeliveries' | 'nextDeliveryDueAt'> {
  const { store, clock, log } = dependencies;
  const running = new Map<WebhookEndpointId, number>();
  const places = new Map<WebhookEndpointId, number>();

  function freePlaces(id: WebhookEndpointId): number {
    return placesOf(id) - (running.get(id) ?? 0);
  }

  function placesOf(id: WebhookEndpointId): number {
    return places.get(id) ?? placesAtFirst;
  }

  async function attempt(endpoint: WebhookEndpoint, claimed: WebhookDelivery): Promise<void> {
    const { id } = endpoint;
    try {
      const taken = await attemptDelivery(dependencies, endpoint, claimed);
      places.set(id, taken ? Math.min(placesOf(id) + 1, placesMax) : 1);
    } catch (error) {
      log('error', 'a webhook attempt could not be ended', { delivery: claimed.id }, error);
    } finally {
      const left = (running.get(id) ?? 1) - 1;
      if (left === 0) running.delete(id);
      else running.set(id, left);
    }
  }

  async function startAt(id: WebhookEndpointId, limit: number): Promise<Promise<void>[]> {
    const endpoint = await store.webhookEndpoint(id);
    if (endpoint === null || endpoint.status === 'disabled') return [];
    const claimed = await claimDue(dependencies, id, Math.min(limit, freePlaces(id)));
    running.set(id, (running.get(id) ?? 0) + claimed.length);
    return claimed.map((delivery) => attempt(endpoint, delivery));
  }

  return {
    async startDueDeliveries(limit) {
      if (await fanOut(dependencies)) dependencies.onDeliveryDue();
      const now = clock.now();
      const started: Promise<void>[] = [];
      for (const { endpointId, nextAttemptAt } of await store.webhookAgenda()) {
        if (nextAttemptAt > now || started.length >= limit) break;
        if (freePlaces(endpointId) > 0) started.push(...(await startAt(endpointId, limit - started.length)));
      }
      return started;
    },
    async nextDeliveryDueAt() {
      const agenda = await store.webhookAgenda();
      return agenda.find(({ endpointId }) => freePlaces(endpointId) > 0)?.nextAttemptAt ?? null;
    },
  };
}

/**
 * Claims deliveries whose time has come. One that is not the first of its subject is put off until the first is expected to
 * have ended; when that ends earlier, it brings the next one forward.
 */
async function claimDue(
  dependencies: EngineDependencies,
  endpointId: WebhookEndpointId,
  limit: number,
): Promise<readonly WebhookDelivery[]> {
  const { store } = dependencies;
  const now = dependencies.clock.now();
  const due = await store.dueWebhookDeliveries(endpointId, now, limit);
  const firsts = await Promise.all(
    due.map(({ subjectId }) => store.firstPendingWebhookDelivery(endpointId, subjectId)),
  );
  const isFirst = (delivery: WebhookDelivery, index: number) => firsts[index]?.id === delivery.id;
  const claimed = due.filter(isFirst).map((delivery) => beginAttempt(delivery, now));
  const later = due.flatMap((delivery, index) => {
    const first = firsts[index];
    return isFirst(delivery, index) || first == null ? [] : [putOff(delivery, first, now)];
  });
  try {
    await commit(dependencies, { webhookDeliveries: [...claimed, ...later] });
    return claimed;
  } catch (error) {
    // Somebody else was faster with one of them: the next look decides anew.
    if (!(error instanceof CommitRefused) || error.on !== 'version') throw error;
    dependencies.onDeliveryDue();
    return [];
  }
}

function putOff(delivery: WebhookDelivery, first: WebhookDelivery, now: Date): WebhookDelivery {
  const firstAt = first.nextAttemptAt ?? now;
  const nextAttemptAt = firstAt > now ? firstAt : new Date(now.getTime() + attemptLeaseMs);
  return { ...delivery, version: delivery.version + 1, nextAttemptAt };
}
