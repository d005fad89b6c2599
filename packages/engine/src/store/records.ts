import type {
  CaseId,
  EventId,
  MerchantId,
  Payment,
  Payout,
  ProviderAccountId,
  ProviderEventId,
  Refund,
} from '@hangil/core';
import type { Document } from './document.ts';
import type { WebhookEndpoint } from './webhook-records.ts';

/** One merchant in one mode: the owner of everything, and the book its entries are in. */
export interface Scope {
  readonly merchantId: MerchantId;
  readonly livemode: boolean;
}

/** An answer of ours, kept to be given again. */
export interface StoredResponse {
  readonly status: number;
  /** JSON text. */
  readonly body: string;
}

/** What kind of object an idempotency key led to, and which. */
export interface ResourceLink {
  readonly kind: 'payment' | 'refund' | 'payout' | 'webhook_endpoint' | 'webhook_delivery' | 'document' | 'case';
  readonly id: string;
}

/** Remembers the first request made with an Idempotency-Key. `response` stays null while the first runs or when its outcome was unknown. */
export interface IdempotencyRecord extends Scope {
  readonly key: string;
  /** Keyed hash of the request: route, path and canonical body. */
  readonly fingerprint: string;
  readonly resource: ResourceLink;
  readonly response: StoredResponse | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** An event for the merchant, written in the commit that made it true, to be delivered later. */
export interface OutgoingEvent extends Scope {
  readonly id: EventId;
  /** `payment.paid`, `refund.succeeded`, ... */
  readonly type: string;
  /** Payment, refund, payout, document or webhook endpoint the event is about. */
  readonly subjectId: string;
  /** Rises with every event of one subject. */
  readonly sequence: number;
  readonly createdAt: Date;
  /** The subject as it was after the commit. */
  readonly snapshot:
    | { readonly kind: 'payment'; readonly value: Payment }
    | { readonly kind: 'refund'; readonly value: Refund }
    | { readonly kind: 'payout'; readonly value: Payout }
    | { readonly kind: 'webhook_endpoint'; readonly value: WebhookEndpoint }
    | { readonly kind: 'document'; readonly value: Document };
  /** W3C `traceparent` of the work that recorded it; left out = nobody followed that. */
  readonly traceparent?: string;
}

/** An event with its place in the order of writing, which starts at 1 and has gaps for one book. */
export interface PositionedEvent {
  readonly position: number;
  readonly event: OutgoingEvent;
}

/** Something a person must see. Opened once per `key`. */
export interface Case extends Scope {
  readonly id: CaseId;
  /** `unknown_outcome:rfnd_...`: a second opening with the same key changes nothing. */
  readonly key: string;
  readonly kind: CaseKind;
  readonly status: 'open' | 'resolved';
  readonly subjectId: string | null;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly evidence: Readonly<Record<string, string | number | boolean | null>>;
  readonly openedAt: Date;
  /** How it ended; null while it is open. */
  readonly resolution: CaseResolution | null;
}

/**
 * `unknown_outcome`: the provider was asked long enough and does not say; `contradiction`: what it says does not fit what was
 * asked or how it had ended; `poison_event`: a call of a provider that cannot be worked out; `provider_balance`: the provider lacks the
 * merchant's money for payouts, which wait.
 */
export const caseKinds = ['unknown_outcome', 'contradiction', 'poison_event', 'provider_balance'] as const;
export type CaseKind = (typeof caseKinds)[number];

export const caseActions = ['accept', 'reject', 'declare_succeeded', 'declare_failed', 'retry', 'acknowledge'] as const;
export type CaseAction = (typeof caseActions)[number];

export interface CaseResolution {
  /** What a person did; `booked` = its money left by a manual entry; `settled_itself` when the outcome became known after all. */
  readonly action: CaseAction | 'booked' | 'settled_itself';
  /** Why, in the words of whoever decided. */
  readonly note: string | null;
  readonly providerTransactionId: string | null;
  readonly resolvedAt: Date;
}

/** A provider's call to us, kept raw. Unique per (provider account, event key). */
export interface ProviderEventRecord {
  readonly id: ProviderEventId;
  readonly providerAccountId: ProviderAccountId;
  readonly eventKey: string;
  /** Lower-case names; without those that carry credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt: Date;
  /** `waiting` until folded; `unmatched` when it is about nothing we know. */
  readonly status: 'waiting' | 'folded' | 'unmatched';
  /** Payment or payout it was folded into. */
  readonly subjectId: string | null;
  readonly foldedAt: Date | null;
}

export const jobKinds = [
  'watch_payment',
  'watch_refund',
  'watch_payout',
  'send_refund',
  'expire_payment',
  'recheck_payment',
  'fold_provider_event',
  'watch_billing_key',
  'delete_billing_key',
  'run_schedule',
  'watch_service',
  'send_payout',
  'run_payout_batch',
  'conclude_payout_batch',
  'remove_expired_keys',
] as const;
export type JobKind = (typeof jobKinds)[number];

/** A durable intention to look at something at a time. One row per `key`. */
export interface Job {
  /** `watch_payment:pay_...` */
  readonly key: string;
  readonly kind: JobKind;
  readonly subjectId: string;
  readonly dueAt: Date;
  /** Failed runs since it was last scheduled. */
  readonly failures: number;
  /** Rises when the job is scheduled anew, so that finishing an old run does not remove a newer intention. */
  readonly revision: number;
}

/** Nothing is booked any more that is effective before an instant. Later closings of a book only move forward. */
export interface PeriodClosing extends Scope {
  readonly closedBefore: Date;
  readonly closedAt: Date;
  readonly closedBy: string;
}
