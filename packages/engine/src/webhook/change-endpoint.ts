import { PaymentGatewayError, type WebhookEndpointId } from '@hangil/core';
import { claimKey, type KeyedRequest, type Present } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext, outgoingEvent } from '../decision/decision-context.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { ChangeSet } from '../store/change-set.ts';
import type { OutgoingEvent, Scope } from '../store/records.ts';
import type { WebhookEndpoint } from '../store/webhook-records.ts';

interface EndpointChange {
  /** Without the new version, which is given here. */
  readonly endpoint: WebhookEndpoint;
  readonly changes?: ChangeSet;
}

/** Loads, decides and writes the next version of an endpoint. */
export function changeEndpoint(
  dependencies: EngineDependencies,
  scope: Scope,
  id: WebhookEndpointId,
  decide: (endpoint: WebhookEndpoint, context: DecisionContext) => Promise<EndpointChange>,
): Promise<WebhookEndpoint> {
  return commitDecision(dependencies, async () => {
    const current = owned(await dependencies.store.webhookEndpoint(id), scope);
    const { endpoint, changes } = await decide(current, decisionContext(dependencies));
    const value = { ...endpoint, version: current.version + 1 };
    return { changes: { ...changes, webhookEndpoints: [value] }, value };
  });
}

/** How a request about an endpoint is repeated: with the endpoint as it is now, without its secret. */
export function presentEndpoint(
  { store }: EngineDependencies,
  scope: Scope,
): (resourceId: string) => Promise<Present<WebhookEndpoint>> {
  return async (resourceId) => ({
    value: owned(await store.webhookEndpoint(resourceId as WebhookEndpointId), scope),
    running: false,
    cameToNothing: false,
  });
}

/** The key in the commit it protects, without an answer: secrets are not kept in answers. */
export function endpointKey<Value>(
  scope: Scope,
  keyed: KeyedRequest<Value> | undefined,
  id: WebhookEndpointId,
  now: Date,
): Pick<ChangeSet, 'idempotency'> {
  const idempotency = claimKey(scope, keyed, { kind: 'webhook_endpoint', id }, null, now);
  return idempotency === undefined ? {} : { idempotency };
}

export function refuseConfigured({ source }: WebhookEndpoint): void {
  if (source === 'config') {
    throw new PaymentGatewayError('state_conflict', {
      detail: 'This endpoint stands in the configuration of the gateway and is changed there.',
    });
  }
}

export function refuseDisabled({ status }: WebhookEndpoint): void {
  if (status === 'disabled') {
    throw new PaymentGatewayError('state_conflict', { detail: 'The endpoint is disabled: enable it first.' });
  }
}

/** An event about an endpoint as it becomes. */
export function endpointEvent(type: string, endpoint: WebhookEndpoint, context: DecisionContext): OutgoingEvent {
  return outgoingEvent(type, endpoint, { kind: 'webhook_endpoint', value: { ...endpoint, secrets: [] } }, context);
}
