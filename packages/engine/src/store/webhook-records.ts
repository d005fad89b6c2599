import type { EventId, WebhookDeliveryId, WebhookEndpointId } from '@hangil/core';
import type { Scope } from './records.ts';

/** A secret as whoever signs keeps it; the engine never looks inside. */
export interface WebhookSecret {
  readonly sealed: string;
  /** End of a rotation's overlap; null = in force. */
  readonly expiresAt: Date | null;
}

/** An address of the merchant that events are sent to. */
export interface WebhookEndpoint extends Scope {
  readonly id: WebhookEndpointId;
  readonly version: number;
  readonly url: string;
  /** `*`, `payment.*`, `payment.paid`; any that fits is enough. */
  readonly events: readonly string[];
  readonly description: string | null;
  readonly status: 'enabled' | 'disabled';
  /** `gone`: it answered 410; `failing`: it took nothing for days; `merchant`: somebody switched it off. */
  readonly disabledReason: 'merchant' | 'gone' | 'failing' | null;
  /** `config` endpoints stand in the configuration, which also holds their secrets. */
  readonly source: 'api' | 'config';
  /** Newest first; empty for `config`. */
  readonly secrets: readonly WebhookSecret[];
  /** Events of the book up to this position have their deliveries. */
  readonly position: number;
  readonly createdAt: Date;
  /** When it was last enabled. */
  readonly enabledAt: Date;
}

/** One event on its way to one endpoint, and what came of the last attempt. Unique per (endpoint, event). */
export interface WebhookDelivery extends Scope {
  readonly id: WebhookDeliveryId;
  readonly version: number;
  readonly endpointId: WebhookEndpointId;
  readonly eventId: EventId;
  readonly eventType: string;
  /** What the event is about: its events reach an endpoint one after the other. */
  readonly subjectId: string;
  /** Place of the event in the order of writing. */
  readonly position: number;
  readonly status: 'pending' | 'succeeded' | 'failed';
  /** Attempts begun; 0 again after a resend. */
  readonly attempt: number;
  /** While an attempt runs, when it is taken for lost. Null when ended. */
  readonly nextAttemptAt: Date | null;
  readonly responseStatus: number | null;
  /** The beginning of the answer's body, printable. */
  readonly responseExcerpt: string | null;
  /** Why there was no answer: `ECONNREFUSED`, `timeout`, `address_refused`, ... */
  readonly problem: string | null;
  readonly createdAt: Date;
  /** When the first attempt became due; later than `createdAt` after a resend. */
  readonly begunAt: Date;
  readonly finishedAt: Date | null;
}
