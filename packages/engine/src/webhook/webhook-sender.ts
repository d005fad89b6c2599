import type { OutgoingEvent } from '../store/records.ts';
import type { WebhookEndpoint } from '../store/webhook-records.ts';

/** One attempt. `event.id` is the message id, the same in every attempt; the time is signed with the body. */
export interface WebhookMessage {
  readonly endpoint: WebhookEndpoint;
  readonly event: OutgoingEvent;
  readonly sentAt: Date;
}

export type WebhookAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** The beginning of the body, printable. */
      readonly excerpt: string;
      /** From `Retry-After`; null when it says nothing readable. */
      readonly retryAfterMs: number | null;
    }
  /** No answer came in time, or nothing was sent. */
  | { readonly kind: 'unanswered'; readonly problem: string };

/** Signs and sends. Never throws for what a network or a receiver does, follows no redirect, and ends within `webhookAttemptMs`. */
export interface WebhookSender {
  send(message: WebhookMessage): Promise<WebhookAnswer>;
}

/** Longest time of one attempt, looking the name up included. */
export const webhookAttemptMs = 15_000;
