import type {
  CalendarDate,
  CaseId,
  JournalEntryId,
  OperationId,
  Payment,
  PaymentId,
  PaymentStatus,
  Payout,
  PayoutBatchId,
  PayoutId,
  PayoutStatus,
  ProviderAccountId,
  ProviderEventId,
  ProviderReference,
  Refund,
  RefundId,
  WebhookDeliveryId,
  WebhookEndpointId,
} from '@hangil/core';
import type { AccountCode, AccountDay, AccountTotals, Layer, Posting, RecordedEntry } from '@hangil/ledger';
import type { PastPayment } from '../routing/replay/past-payment.ts';
import type { ChangeSet, CommitResult } from './change-set.ts';
import type { Document, DocumentFilter, DocumentKind } from './document.ts';
import type { Operation } from './operation.ts';
import type {
  Case,
  IdempotencyRecord,
  Job,
  OutgoingEvent,
  PeriodClosing,
  PositionedEvent,
  ProviderEventRecord,
  Scope,
} from './records.ts';
import type { WebhookDelivery, WebhookEndpoint } from './webhook-records.ts';

/** A slice of a list, newest first. `cursor` is the id of the last item the caller has seen; rows added meanwhile do not move it. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor: string | null;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly hasMore: boolean;
}

/** Absent filters do not restrict. Times are inclusive from, exclusive to. */
export interface PaymentFilter {
  readonly orderId?: string;
  readonly status?: PaymentStatus;
  readonly provider?: string;
  readonly channelId?: string;
  /** `method.type` */
  readonly method?: string;
  readonly billingKeyId?: string;
  readonly createdFrom?: Date;
  readonly createdTo?: Date;
}

export interface RefundFilter {
  readonly paymentId?: string;
}

export interface PayoutFilter {
  readonly merchantReference?: string;
  readonly status?: PayoutStatus;
}

/** Rows of a batch in their order. Absent filters do not restrict. */
export interface PayoutBatchQuery {
  readonly status?: PayoutStatus;
  /** Only those that may leave at this instant. */
  readonly availableBy?: Date;
  readonly afterRow?: number;
  readonly limit: number;
}

export interface EventFilter {
  readonly type?: string;
  readonly subjectId?: string;
  readonly createdFrom?: Date;
  readonly createdTo?: Date;
}

export interface CaseFilter {
  readonly status?: Case['status'];
  readonly kind?: Case['kind'];
  readonly subjectId?: string;
}

export interface WebhookDeliveryFilter {
  readonly eventId?: string;
  readonly endpointId?: string;
  readonly status?: WebhookDelivery['status'];
}

/** When an enabled endpoint with pending deliveries next wants one tried. */
export interface WebhookAppointment {
  readonly endpointId: WebhookEndpointId;
  readonly nextAttemptAt: Date;
}

/** How many of something wait, and since when the oldest does. */
export interface Waiting {
  readonly count: number;
  readonly oldestAt: Date | null;
}

/** What waits, over all merchants; for those who run the gateway. Objects wait since they were made, jobs since they are due. */
export interface Backlog {
  readonly unknown_payments: Waiting;
  readonly unknown_refunds: Waiting;
  readonly unknown_payouts: Waiting;
  readonly jobs: Waiting;
  readonly provider_events: Waiting;
  readonly webhook_deliveries: Waiting;
  readonly open_cases: Waiting;
}

/** A line with the entry it belongs to. */
export interface PostingInEntry extends Posting {
  readonly entryId: string;
  readonly kind: string;
  readonly effectiveAt: Date;
  readonly recordedAt: Date;
  /** `link.recordedAtMicroseconds` of the entry. */
  readonly recordedAtMicroseconds: number;
}

export interface JournalFilter {
  readonly paymentId?: string;
  readonly refundId?: string;
  readonly payoutId?: string;
  readonly caseId?: string;
  readonly settlementId?: string;
}

/** Which entries: absent bounds do not restrict. Times are inclusive from, exclusive to. */
export interface EntryRange {
  readonly afterNumber?: number;
  readonly effectiveFrom?: Date;
  readonly effectiveTo?: Date;
}

/** Which totals: absent filters do not restrict. */
export interface TotalsFilter {
  readonly account?: AccountCode;
  readonly layer?: Layer;
  /** Leaves out what is effective later. */
  readonly at?: Date;
  /** Leaves out what was written later: the book as it stood then. Reads every entry of the account, unlike the others. */
  readonly recordedAt?: Date;
}

/** Totals of accounts and days, as they were when the entry of number `head` was the last of the book. */
export interface AccountDays {
  readonly head: number;
  /** Sorted by account, currency, layer and day. */
  readonly days: readonly AccountDay[];
}

export interface DayFilter {
  readonly account?: AccountCode;
  /** First day. */
  readonly from?: CalendarDate;
  /** Last day. */
  readonly to?: CalendarDate;
}

/**
 * Where everything is kept. Reads see every commit that was reported as committed before they began.
 * Nothing is held between calls: no transaction, no lock, no connection.
 */
export interface Store {
  /**
   * Applies a change set whole or not at all, durably, before the promise resolves. Concurrent change sets may share one
   * write to disk; a refused one does not harm the others.
   * @throws when the disk or the database fails; then it is not known to be written
   */
  commit(changes: ChangeSet): Promise<CommitResult>;

  payment(id: PaymentId): Promise<Payment | null>;
  paymentByReference(account: ProviderAccountId, reference: ProviderReference): Promise<Payment | null>;
  paymentByProviderId(account: ProviderAccountId, providerPaymentId: string): Promise<Payment | null>;
  payments(scope: Scope, filter: PaymentFilter, page: PageRequest): Promise<Page<Payment>>;

  refund(id: RefundId): Promise<Refund | null>;
  /** Refunds of one payment, oldest first. */
  refundsOf(paymentId: PaymentId): Promise<readonly Refund[]>;
  refunds(scope: Scope, filter: RefundFilter, page: PageRequest): Promise<Page<Refund>>;

  payout(id: PayoutId): Promise<Payout | null>;
  payoutByReference(account: ProviderAccountId, reference: ProviderReference): Promise<Payout | null>;
  payouts(scope: Scope, filter: PayoutFilter, page: PageRequest): Promise<Page<Payout>>;
  payoutsOfBatch(batchId: PayoutBatchId, query: PayoutBatchQuery): Promise<readonly Payout[]>;
  /** How many payouts of a batch have each status; a status that none has is left out. */
  payoutBatchCounts(batchId: PayoutBatchId): Promise<Readonly<Partial<Record<PayoutStatus, number>>>>;

  document<Kind extends DocumentKind>(kind: Kind, id: string): Promise<Document<Kind> | null>;
  documentByKey<Kind extends DocumentKind>(kind: Kind, scope: Scope, key: string): Promise<Document<Kind> | null>;
  documents<Kind extends DocumentKind>(
    kind: Kind,
    scope: Scope,
    filter: DocumentFilter,
    page: PageRequest,
  ): Promise<Page<Document<Kind>>>;

  operation(id: OperationId): Promise<Operation | null>;
  /** Operations of a payment, refund or payout, oldest first. */
  operationsOf(subjectId: string): Promise<readonly Operation[]>;
  /** Events about a payment, refund or payout, oldest first. */
  eventsOf(subjectId: string): Promise<readonly OutgoingEvent[]>;
  /** Provider events folded into a payment or payout, oldest first. */
  providerEventsOf(subjectId: string): Promise<readonly ProviderEventRecord[]>;

  idempotencyRecord(scope: Scope, key: string): Promise<IdempotencyRecord | null>;
  /** Removes up to `limit` records that have expired, of every book, earliest first. @returns how many those were */
  removeExpiredIdempotencyRecords(request: { readonly now: Date; readonly limit: number }): Promise<number>;
  providerEvent(id: ProviderEventId): Promise<ProviderEventRecord | null>;
  providerEventByKey(account: ProviderAccountId, eventKey: string): Promise<ProviderEventRecord | null>;
  case(id: CaseId): Promise<Case | null>;
  cases(scope: Scope, filter: CaseFilter, page: PageRequest): Promise<Page<Case>>;

  event(id: string): Promise<OutgoingEvent | null>;
  /** Newest first by the order of writing. */
  events(scope: Scope, filter: EventFilter, page: PageRequest): Promise<Page<OutgoingEvent>>;
  /** Events of a book that were written after a position, in the order of writing. */
  eventsAfter(scope: Scope, position: number, limit: number): Promise<readonly PositionedEvent[]>;
  /** Position of the book's last event, or of the last one created before an instant; 0 when there is none. */
  lastEventPosition(scope: Scope, createdBefore?: Date): Promise<number>;

  webhookEndpoint(id: WebhookEndpointId): Promise<WebhookEndpoint | null>;
  webhookEndpoints(scope: Scope, page: PageRequest): Promise<Page<WebhookEndpoint>>;
  /** Endpoints of every book whose secrets and filters stand in the configuration. */
  configuredWebhookEndpoints(): Promise<readonly WebhookEndpoint[]>;
  /** Enabled endpoints whose book has events after their position. */
  webhookEndpointsBehind(): Promise<readonly WebhookEndpoint[]>;
  webhookDelivery(id: WebhookDeliveryId): Promise<WebhookDelivery | null>;
  webhookDeliveryOf(endpointId: WebhookEndpointId, eventId: string): Promise<WebhookDelivery | null>;
  webhookDeliveries(scope: Scope, filter: WebhookDeliveryFilter, page: PageRequest): Promise<Page<WebhookDelivery>>;
  /** One entry for each enabled endpoint that has something pending, earliest first. */
  webhookAgenda(): Promise<readonly WebhookAppointment[]>;
  /** Pending deliveries of one endpoint whose time has come, earliest time first, then in the order of the events. */
  dueWebhookDeliveries(endpointId: WebhookEndpointId, now: Date, limit: number): Promise<readonly WebhookDelivery[]>;
  /** The first of the pending deliveries about one subject in the order of the events, leaving one out. */
  firstPendingWebhookDelivery(
    endpointId: WebhookEndpointId,
    subjectId: string,
    except?: WebhookDeliveryId,
  ): Promise<WebhookDelivery | null>;
  /** When the endpoint last took something. */
  lastWebhookSuccessAt(endpointId: WebhookEndpointId): Promise<Date | null>;

  /** Takes up to `limit` due jobs that nobody holds, earliest first, and holds them until `leaseUntil`. */
  claimJobs(request: {
    readonly now: Date;
    readonly leaseUntil: Date;
    readonly limit: number;
  }): Promise<readonly Job[]>;
  /** Removes a job that was run, unless it was scheduled anew meanwhile. */
  finishJob(job: Job): Promise<void>;
  /** Puts a failed job back for later, unless it was scheduled anew meanwhile. */
  retryJob(job: Job, dueAt: Date): Promise<void>;
  /** When the next job can be claimed: its due time, or the end of the lease of whoever holds it. Null without jobs. */
  nextJobDueAt(): Promise<Date | null>;

  /** Totals per account, currency and layer, sorted by account. */
  accountTotals(scope: Scope, filter: TotalsFilter): Promise<readonly AccountTotals[]>;
  /** What is kept of every account and day in the commits that book it; read without looking at entries. */
  accountDays(scope: Scope, filter: DayFilter): Promise<AccountDays>;
  journalEntry(id: JournalEntryId): Promise<RecordedEntry | null>;
  journalEntries(scope: Scope, filter: JournalFilter, page: PageRequest): Promise<Page<RecordedEntry>>;
  postings(scope: Scope, account: AccountCode, page: PageRequest): Promise<Page<PostingInEntry>>;
  /** What routing can look at of the payments of a book made in a time, oldest first, in parts of bounded size. */
  pastPayments(
    scope: Scope,
    filter: Pick<PaymentFilter, 'createdFrom' | 'createdTo'>,
  ): AsyncIterable<readonly PastPayment[]>;
  /** Entries of the book in the order of writing, in bounded memory. */
  everyJournalEntry(scope: Scope, range?: EntryRange): AsyncIterable<RecordedEntry>;
  /** Newest first. */
  periodClosings(scope: Scope): Promise<readonly PeriodClosing[]>;
  /** Every payment of the book, in bounded memory. */
  everyPayment(scope: Scope): AsyncIterable<Payment>;
  everyRefund(scope: Scope): AsyncIterable<Refund>;
  everyPayout(scope: Scope): AsyncIterable<Payout>;

  backlog(): Promise<Backlog>;

  /** Throws when the database cannot be read. */
  check(): Promise<void>;
  /** Finishes what is being written and lets go of the database. */
  close(): Promise<void>;
}
