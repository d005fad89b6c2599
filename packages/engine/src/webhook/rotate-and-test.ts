import { hourMs, type WebhookEndpointId } from '@hangil/core';
import { answerOnce, claimKey } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { OutgoingEvent, Scope } from '../store/records.ts';
import {
  changeEndpoint,
  endpointEvent,
  endpointKey,
  presentEndpoint,
  refuseConfigured,
  refuseDisabled,
} from './change-endpoint.ts';
import { testEventType } from './wants-event.ts';
import type { Webhooks } from './webhooks.ts';

/** The former secret still signs for this long, so that the receiver can change over. */
const previousSecretHours = 24;

export function makeRotateSecret(dependencies: EngineDependencies): Webhooks['rotateSecret'] {
  return (scope, id, sealedSecret, idempotent) =>
    answerOnce(dependencies, scope, idempotent, presentEndpoint(dependencies, scope), (keyed) =>
      changeEndpoint(dependencies, scope, id, async (endpoint, { now }) => {
        refuseConfigured(endpoint);
        const expiresAt = new Date(now.getTime() + previousSecretHours * hourMs);
        const [previous] = endpoint.secrets;
        const former = previous === undefined ? [] : [{ ...previous, expiresAt }];
        return {
          endpoint: { ...endpoint, secrets: [{ sealed: sealedSecret, expiresAt: null }, ...former] },
          changes: endpointKey(scope, keyed, id, now),
        };
      }),
    );
}

export function makeTestEndpoint(dependencies: EngineDependencies): Webhooks['testEndpoint'] {
  const { store } = dependencies;
  const writeTest = (scope: Scope, id: WebhookEndpointId, keyed: Parameters<typeof claimKey<OutgoingEvent>>[1]) =>
    commitDecision(dependencies, async () => {
      const context = decisionContext(dependencies);
      const current = owned(await store.webhookEndpoint(id), scope);
      refuseDisabled(current);
      const endpoint = { ...current, version: current.version + 1 };
      const event = endpointEvent(testEventType, endpoint, context);
      const response = keyed === undefined ? null : keyed.represent(event);
      const idempotency = claimKey(scope, keyed, { kind: 'webhook_endpoint', id }, response, context.now);
      const changes = { webhookEndpoints: [endpoint], events: [event], ...(idempotency && { idempotency }) };
      return { changes, value: event };
    });
  return (scope, id, idempotent) =>
    answerOnce(dependencies, scope, idempotent, alreadyAnswered, (keyed) => writeTest(scope, id, keyed));
}

/** Of a request whose answer is written with it. */
export async function alreadyAnswered(resourceId: string): Promise<never> {
  throw new Error(`the answer about ${resourceId} was not kept`);
}
