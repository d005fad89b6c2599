import type { WebhookDeliveryId, WebhookEndpointId } from '@hangil/core';
import type { Answer, IdempotentRequest } from '../idempotency.ts';
import type { OutgoingEvent, Scope } from '../store/records.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../store/webhook-records.ts';

export interface CreateWebhookEndpointInput {
  readonly url: string;
  readonly events: readonly string[];
  readonly description: string | null;
  readonly sealedSecret: string;
}

/** Absent = left as it is. */
export interface UpdateWebhookEndpointInput {
  readonly url?: string;
  readonly events?: readonly string[];
  readonly description?: string | null;
  readonly status?: WebhookEndpoint['status'];
}

/** An endpoint of the configuration, in one mode of its merchant. Named by its URL. */
export interface ConfiguredWebhookEndpoint extends Scope {
  readonly url: string;
  readonly events: readonly string[];
}

/**
 * Events to the merchant: where they go and how they get there. At least once, one after the other for one subject and endpoint.
 *
 * Endpoints of the configuration can be tested and recovered; any change to one is a `state_conflict`.
 */
export interface Webhooks {
  /** From now on: events written before are not sent. A replay of the request gives the endpoint as it is now. */
  createEndpoint(
    scope: Scope,
    input: CreateWebhookEndpointInput,
    idempotent?: IdempotentRequest<WebhookEndpoint>,
  ): Promise<Answer<WebhookEndpoint>>;
  /** An endpoint that is enabled again gets what is written from then on, and what was still pending. */
  updateEndpoint(scope: Scope, id: WebhookEndpointId, input: UpdateWebhookEndpointInput): Promise<WebhookEndpoint>;
  /** With its deliveries. */
  deleteEndpoint(scope: Scope, id: WebhookEndpointId): Promise<void>;
  /** Both secrets sign until `previousSecretHours` have passed. */
  rotateSecret(
    scope: Scope,
    id: WebhookEndpointId,
    sealedSecret: string,
    idempotent?: IdempotentRequest<WebhookEndpoint>,
  ): Promise<Answer<WebhookEndpoint>>;
  /** Writes an event that only this endpoint gets. @throws state_conflict when it is disabled */
  testEndpoint(
    scope: Scope,
    id: WebhookEndpointId,
    idempotent?: IdempotentRequest<OutgoingEvent>,
  ): Promise<Answer<OutgoingEvent>>;
  /** Sends every event since then that the endpoint wants and has not taken. @throws state_conflict when it is disabled */
  recoverEndpoint(
    scope: Scope,
    id: WebhookEndpointId,
    since: Date,
    idempotent?: IdempotentRequest<WebhookEndpoint>,
  ): Promise<Answer<WebhookEndpoint>>;
  /** Begins a delivery anew, whatever came of it. */
  resendDelivery(
    scope: Scope,
    id: WebhookDeliveryId,
    idempotent?: IdempotentRequest<WebhookDelivery>,
  ): Promise<Answer<WebhookDelivery>>;

  /** Makes the stored endpoints of the configuration be these and no others. Those that were disabled are enabled again. */
  adoptConfiguration(endpoints: readonly ConfiguredWebhookEndpoint[]): Promise<void>;

  /** Gives new events their deliveries, starts up to `limit` that are due, and gives the end of each. */
  startDueDeliveries(limit: number): Promise<readonly Promise<void>[]>;
  /** When a delivery that could be started is next due. Null without any. */
  nextDeliveryDueAt(): Promise<Date | null>;
}
