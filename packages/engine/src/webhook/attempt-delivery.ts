import { ownerOf } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { ChangeSet } from '../store/change-set.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../store/webhook-records.ts';
import { endpointEvent } from './change-endpoint.ts';
import { disabled, endAttempt, isGone, speaksAgainstEndpoint, triedSince } from './settle-delivery.ts';
import type { WebhookAnswer, WebhookMessage } from './webhook-sender.ts';

/**
 * Sends what was claimed and writes down what came of it.
 *
 * @returns whether the receiver took it
 */
export async function attemptDelivery(
  dependencies: EngineDependencies,
  endpoint: WebhookEndpoint,
  claimed: WebhookDelivery,
): Promise<boolean> {
  const event = await dependencies.store.event(claimed.eventId);
  if (event === null) throw new Error(`${claimed.id} delivers an event that is not there`);
  const answer = await send(dependencies, { endpoint, event, sentAt: dependencies.clock.now() });
  const chance = dependencies.chance();
  return commitDecision(dependencies, async (round) => {
    const ended = endAttempt(claimed, answer, dependencies.clock.now(), chance);
    const value = ended.status === 'succeeded';
    const isMine = round === 0 || (await isStillClaimed(dependencies, claimed));
    return { changes: isMine ? await conclude(dependencies, ended, answer) : null, value };
  });
}

/** A message that cannot even be made counts as not sent, so that it is given up in the end like any other. */
async function send({ webhookSender, log }: EngineDependencies, message: WebhookMessage): Promise<WebhookAnswer> {
  try {
    return await webhookSender.send(message);
  } catch (error) {
    log('error', 'a webhook could not be made', { event: message.event.id }, error);
    return { kind: 'unanswered', problem: 'internal_error' };
  }
}

/** A delivery that was begun anew or taken over meanwhile is left to whoever did it. The commit finds that out; then it is looked up. */
async function isStillClaimed({ store }: EngineDependencies, claimed: WebhookDelivery): Promise<boolean> {
  const current = await store.webhookDelivery(claimed.id);
  return current?.version === claimed.version;
}

async function conclude(
  dependencies: EngineDependencies,
  ended: WebhookDelivery,
  answer: WebhookAnswer,
): Promise<ChangeSet> {
  const next = await nextOfSubject(dependencies, ended);
  const now = dependencies.clock.now();
  const following = next === null ? [] : [{ ...next, version: next.version + 1, nextAttemptAt: now }];
  return { webhookDeliveries: [ended, ...following], ...(await disabling(dependencies, ended, answer)) };
}

/** What waited for this delivery to end. */
async function nextOfSubject(
  { store }: EngineDependencies,
  { status, endpointId, subjectId, id }: WebhookDelivery,
): Promise<WebhookDelivery | null> {
  return status === 'pending' ? null : store.firstPendingWebhookDelivery(endpointId, subjectId, id);
}

/** Switches an endpoint off that is gone, or that has taken nothing while one delivery went through all its attempts. */
async function disabling(
  dependencies: EngineDependencies,
  delivery: WebhookDelivery,
  answer: WebhookAnswer,
): Promise<ChangeSet> {
  if (delivery.status === 'succeeded') return {};
  const context = decisionContext(dependencies);
  const endpoint = await dependencies.store.webhookEndpoint(delivery.endpointId);
  if (endpoint === null || endpoint.status === 'disabled') return {};
  const isFailing = await takesNothing(dependencies, delivery, endpoint, context.now);
  if (!isFailing && !isGone(answer)) return {};
  const reason = isGone(answer) ? 'gone' : 'failing';
  const switchedOff = disabled(endpoint, reason);
  dependencies.log('warn', 'webhook endpoint disabled', { ...ownerFacts(endpoint), endpoint: endpoint.id, reason });
  return {
    webhookEndpoints: [switchedOff],
    events: [endpointEvent('webhook_endpoint.disabled', switchedOff, context)],
  };
}

async function takesNothing(
  { store }: EngineDependencies,
  delivery: WebhookDelivery,
  endpoint: WebhookEndpoint,
  now: Date,
): Promise<boolean> {
  const since = triedSince(delivery, endpoint);
  if (!speaksAgainstEndpoint(delivery, since, now)) return false;
  const lastSuccess = await store.lastWebhookSuccessAt(delivery.endpointId);
  return lastSuccess === null || lastSuccess < since;
}

function ownerFacts(endpoint: WebhookEndpoint): Record<string, string> {
  const { merchantId, livemode } = ownerOf(endpoint);
  return { merchant: merchantId, mode: livemode ? 'live' : 'test' };
}
