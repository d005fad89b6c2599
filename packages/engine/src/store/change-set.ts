import type { Payment, Payout, ProviderEventId, Refund, WebhookEndpointId } from '@hangil/core';
import type { JournalEntry } from '@hangil/ledger';
import type { Document } from './document.ts';
import type { Operation } from './operation.ts';
import type {
  Case,
  CaseResolution,
  IdempotencyRecord,
  JobKind,
  OutgoingEvent,
  PeriodClosing,
  ProviderEventRecord,
  Scope,
  StoredResponse,
} from './records.ts';
import type { WebhookDelivery, WebhookEndpoint } from './webhook-records.ts';

export type JobChange =
  /** Makes or replaces the job of this key: new due time, no failures, next revision, no lease. */
  | { readonly kind: 'schedule'; readonly jobKind: JobKind; readonly subjectId: string; readonly dueAt: Date }
  | { readonly kind: 'remove'; readonly jobKind: JobKind; readonly subjectId: string };

export type IdempotencyChange =
  /** First use of a key. Refused with `idempotency_key` when an unexpired record exists; an expired one is replaced. */
  | {
      readonly kind: 'claim';
      readonly record: IdempotencyRecord;
      /** Resource of a record that may be replaced although it has not expired, because its request came to nothing. */
      readonly replaces?: string;
    }
  /** Keeps the answer of the first request. */
  | (KeyOfResource & { readonly kind: 'complete'; readonly response: StoredResponse })
  /** Nothing happened: the key is free again. */
  | (KeyOfResource & { readonly kind: 'release' });

/** A key as long as it leads to this resource; a record that was replaced meanwhile is left alone. */
interface KeyOfResource {
  readonly scope: Scope;
  readonly key: string;
  readonly resourceId: string;
}

/**
 * Everything one decision changes, as data. Committed whole or not at all.
 *
 * Payments, refunds, payouts, documents, webhook endpoints and deliveries carry the version they become: 1 is inserted, n
 * replaces exactly version n - 1.
 * Operations do the same with `fence`.
 */
export interface ChangeSet {
  readonly payments?: readonly Payment[];
  readonly refunds?: readonly Refund[];
  readonly payouts?: readonly Payout[];
  readonly documents?: readonly Document[];
  readonly operations?: readonly Operation[];
  readonly journalEntries?: readonly JournalEntry[];
  readonly events?: readonly OutgoingEvent[];
  readonly jobs?: readonly JobChange[];
  /** A case whose key is taken is left as it is. */
  readonly cases?: readonly Case[];
  /** An open case of this key ends; any other is left as it is. */
  readonly resolvedCases?: readonly (Scope & { readonly key: string; readonly resolution: CaseResolution })[];
  readonly idempotency?: IdempotencyChange;
  /** New provider events; refused with `provider_event` when (account, event key) is taken. */
  readonly providerEvents?: readonly ProviderEventRecord[];
  readonly foldedProviderEvents?: readonly {
    readonly id: ProviderEventId;
    readonly status: 'folded' | 'unmatched';
    readonly subjectId: string | null;
    readonly foldedAt: Date;
  }[];
  readonly webhookEndpoints?: readonly WebhookEndpoint[];
  readonly webhookDeliveries?: readonly WebhookDelivery[];
  /** Removed with their deliveries. */
  readonly deletedWebhookEndpoints?: readonly WebhookEndpointId[];
  /** Refused with `period_closed` when the book is already closed until then or later. */
  readonly periodClosings?: readonly PeriodClosing[];
}

/** Why a change set was refused. Nothing of it was written. */
export type CommitConflict =
  /** Somebody else changed an aggregate or operation first: load and decide again. */
  | 'version'
  /** An open or paid payment of the merchant has this order id. */
  | 'order_id'
  | 'payout_reference'
  /** Another document of the kind has this key. */
  | 'document_key'
  | 'idempotency_key'
  /** (provider account, reference) is taken. */
  | 'provider_reference'
  | 'provider_event'
  /** An entry with this source key is already in the book. */
  | 'journal_source'
  /** An entry is effective in a period that is closed. */
  | 'period_closed'
  /** The amounts of a payment would break 0 <= refunding + refunded <= paid. */
  | 'money_guard';

export type CommitResult = { readonly kind: 'committed' } | { readonly kind: 'conflict'; readonly on: CommitConflict };

/** Primary key of a job. */
export function jobKey(jobKind: JobKind, subjectId: string): string {
  return `${jobKind}:${subjectId}`;
}
