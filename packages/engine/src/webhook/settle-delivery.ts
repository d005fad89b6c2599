import { dayMs } from '@hangil/core';
import type { WebhookDelivery, WebhookEndpoint } from '../store/webhook-records.ts';
import { nextAttemptAt } from './retry-schedule.ts';
import type { WebhookAnswer } from './webhook-sender.ts';

/** A delivery that is still failing after this counts against its endpoint even when attempts were few. */
const patienceMs = 4 * dayMs;

/** How long a claimed attempt may be silent before it is taken for lost and made again. */
export const attemptLeaseMs = 60_000;

/** Takes a delivery for one attempt. Whoever else looks at it meanwhile sees that its time has not come. */
export function beginAttempt(delivery: WebhookDelivery, now: Date): WebhookDelivery {
  return {
    ...delivery,
    version: delivery.version + 1,
    attempt: delivery.attempt + 1,
    nextAttemptAt: new Date(now.getTime() + attemptLeaseMs),
  };
}

/** What an attempt ended in: 2xx is success, everything else is not, redirects included. */
export function endAttempt(
  delivery: WebhookDelivery,
  answer: WebhookAnswer,
  now: Date,
  chance: number,
): WebhookDelivery {
  const told = {
    version: delivery.version + 1,
    responseStatus: answer.kind === 'answered' ? answer.status : null,
    responseExcerpt: answer.kind === 'answered' ? answer.excerpt : null,
    problem: answer.kind === 'answered' ? null : answer.problem,
  };
  const ended = { nextAttemptAt: null, finishedAt: now };
  if (answer.kind === 'answered' && answer.status >= 200 && answer.status < 300) {
    return { ...delivery, ...told, ...ended, status: 'succeeded' };
  }
  const retryAfterMs = answer.kind === 'answered' ? answer.retryAfterMs : null;
  const retryAt = isGone(answer) ? null : nextAttemptAt(delivery.attempt, retryAfterMs, now, chance);
  if (retryAt === null) return { ...delivery, ...told, ...ended, status: 'failed' };
  return { ...delivery, ...told, nextAttemptAt: retryAt };
}

/** 410 says that nobody will ever listen there again. */
export function isGone(answer: WebhookAnswer): boolean {
  return answer.kind === 'answered' && answer.status === 410;
}

/** Of one that was not taken: given up, or failing for days, the moment to ask whether the endpoint took anything at all meanwhile. */
export function speaksAgainstEndpoint(delivery: WebhookDelivery, triedSince: Date, now: Date): boolean {
  return delivery.status === 'failed' || now.getTime() - triedSince.getTime() > patienceMs;
}

/** Since when a failing delivery tells something about its endpoint. */
export function triedSince(delivery: WebhookDelivery, endpoint: WebhookEndpoint): Date {
  return delivery.begunAt > endpoint.enabledAt ? delivery.begunAt : endpoint.enabledAt;
}

export function disabled(
  endpoint: WebhookEndpoint,
  reason: NonNullable<WebhookEndpoint['disabledReason']>,
): WebhookEndpoint {
  return { ...endpoint, version: endpoint.version + 1, status: 'disabled', disabledReason: reason };
}
