import type {
  CalendarDate,
  CaseId,
  ChannelId,
  CurrencyCode,
  EventId,
  JournalEntryId,
  MerchantId,
  OperationId,
  PaymentId,
  PaymentMethodType,
  PaymentStatus,
  PayoutBatchId,
  PayoutId,
  PayoutStatus,
  ProviderAccountId,
  ProviderEventId,
  ProviderReference,
  RefundId,
  RefundStatus,
  SettlementId,
  WebhookDeliveryId,
  WebhookEndpointId,
} from '@hangil/core';
import type {
  Case,
  DocumentKind,
  JobKind,
  Operation,
  OutgoingEvent,
  ProviderEventRecord,
  ResourceLink,
  WebhookDelivery,
  WebhookEndpoint,
} from '@hangil/engine';
import type { AccountCode, JournalKind, Layer, Side } from '@hangil/ledger';
import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/*
 * The columns of migrations/*.sql as drizzle needs them. Constraints, indexes and triggers stand only there; a test
 * compares the columns of both. Instants are milliseconds since 1970 UTC.
 */

const book = {
  merchantId: text('merchant_id').$type<MerchantId>().notNull(),
  livemode: integer('livemode', { mode: 'boolean' }).notNull(),
};

export const payment = sqliteTable('payment', {
  id: text('id').$type<PaymentId>().primaryKey(),
  version: integer('version').notNull(),
  ...book,
  orderId: text('order_id').notNull(),
  holdsOrderId: integer('holds_order_id', { mode: 'boolean' }).notNull(),
  status: text('status').$type<PaymentStatus>().notNull(),
  currency: text('currency').$type<CurrencyCode>().notNull(),
  amountMinor: integer('amount_minor').notNull(),
  amountPaidMinor: integer('amount_paid_minor').notNull(),
  amountRefundingMinor: integer('amount_refunding_minor').notNull(),
  amountRefundedMinor: integer('amount_refunded_minor').notNull(),
  methodType: text('method_type').$type<PaymentMethodType>().notNull(),
  provider: text('provider').notNull(),
  providerAccountId: text('provider_account_id').$type<ProviderAccountId>().notNull(),
  channelId: text('channel_id').$type<ChannelId>().notNull(),
  providerPaymentId: text('provider_payment_id'),
  createdAt: integer('created_at').notNull(),
  document: text('document').notNull(),
});

export const refund = sqliteTable('refund', {
  id: text('id').$type<RefundId>().primaryKey(),
  version: integer('version').notNull(),
  ...book,
  paymentId: text('payment_id').$type<PaymentId>().notNull(),
  status: text('status').$type<RefundStatus>().notNull(),
  currency: text('currency').$type<CurrencyCode>().notNull(),
  amountMinor: integer('amount_minor').notNull(),
  createdAt: integer('created_at').notNull(),
  document: text('document').notNull(),
});

export const payout = sqliteTable('payout', {
  id: text('id').$type<PayoutId>().primaryKey(),
  version: integer('version').notNull(),
  ...book,
  merchantReference: text('merchant_reference').notNull(),
  status: text('status').$type<PayoutStatus>().notNull(),
  currency: text('currency').$type<CurrencyCode>().notNull(),
  amountMinor: integer('amount_minor').notNull(),
  createdAt: integer('created_at').notNull(),
  document: text('document').notNull(),
  batchId: text('batch_id').$type<PayoutBatchId>(),
  row: integer('row_number'),
  availableAt: integer('available_at'),
});

export const document = sqliteTable('document', {
  id: text('id').primaryKey(),
  version: integer('version').notNull(),
  kind: text('kind').$type<DocumentKind>().notNull(),
  ...book,
  key: text('key'),
  parentId: text('parent_id'),
  status: text('status').notNull(),
  createdAt: integer('created_at').notNull(),
  content: text('content').notNull(),
});

export const operation = sqliteTable('operation', {
  id: text('id').$type<OperationId>().primaryKey(),
  fence: integer('fence').notNull(),
  kind: text('kind').$type<Operation['kind']>().notNull(),
  subjectId: text('subject_id').$type<Operation['subjectId']>().notNull(),
  ...book,
  providerAccountId: text('provider_account_id').$type<ProviderAccountId>().notNull(),
  channelId: text('channel_id').$type<ChannelId>().notNull(),
  reference: text('reference').$type<ProviderReference>().notNull(),
  status: text('status').$type<Operation['status']>().notNull(),
  leaseUntil: integer('lease_until'),
  outcome: text('outcome'),
  cause: text('cause'),
  createdAt: integer('created_at').notNull(),
  sentAt: integer('sent_at'),
  finishedAt: integer('finished_at'),
});

export const journalEntry = sqliteTable('journal_entry', {
  sequence: integer('sequence').primaryKey(),
  id: text('id').$type<JournalEntryId>().notNull(),
  ...book,
  kind: text('kind').$type<JournalKind>().notNull(),
  sourceKey: text('source_key').notNull(),
  effectiveAt: integer('effective_at').notNull(),
  recordedAt: integer('recorded_at').notNull(),
  paymentId: text('payment_id').$type<PaymentId>(),
  refundId: text('refund_id').$type<RefundId>(),
  payoutId: text('payout_id').$type<PayoutId>(),
  caseId: text('case_id').$type<CaseId>(),
  settlementId: text('settlement_id').$type<SettlementId>(),
  reversalOf: text('reversal_of').$type<JournalEntryId>(),
  approval: text('approval'),
  number: integer('number').notNull(),
  recordedAtMicroseconds: integer('recorded_at_us').notNull(),
  hash: text('hash').notNull(),
});

export const accountDay = sqliteTable(
  'account_day',
  {
    ...book,
    account: text('account').$type<AccountCode>().notNull(),
    currency: text('currency').$type<CurrencyCode>().notNull(),
    layer: text('layer').$type<Layer>().notNull(),
    day: text('day').$type<CalendarDate>().notNull(),
    debitMinor: integer('debit_minor').notNull(),
    creditMinor: integer('credit_minor').notNull(),
  },
  (total) => [
    primaryKey({
      columns: [total.merchantId, total.livemode, total.account, total.currency, total.layer, total.day],
    }),
  ],
);

export const periodClosing = sqliteTable(
  'period_closing',
  {
    ...book,
    closedBefore: integer('closed_before').notNull(),
    closedAt: integer('closed_at').notNull(),
    closedBy: text('closed_by').notNull(),
  },
  (closing) => [primaryKey({ columns: [closing.merchantId, closing.livemode, closing.closedBefore] })],
);

export const journalLine = sqliteTable(
  'journal_line',
  {
    entrySequence: integer('entry_sequence').notNull(),
    lineNumber: integer('line_number').notNull(),
    ...book,
    account: text('account').$type<AccountCode>().notNull(),
    side: text('side').$type<Side>().notNull(),
    amountMinor: integer('amount_minor').notNull(),
    currency: text('currency').$type<CurrencyCode>().notNull(),
    layer: text('layer').$type<Layer>().notNull(),
  },
  (line) => [primaryKey({ columns: [line.entrySequence, line.lineNumber] })],
);

export const outgoingEvent = sqliteTable('outgoing_event', {
  position: integer('position').primaryKey(),
  id: text('id').$type<EventId>().notNull(),
  ...book,
  type: text('type').notNull(),
  subjectId: text('subject_id').notNull(),
  sequence: integer('sequence').notNull(),
  createdAt: integer('created_at').notNull(),
  snapshotKind: text('snapshot_kind').$type<OutgoingEvent['snapshot']['kind']>().notNull(),
  snapshot: text('snapshot').notNull(),
  traceparent: text('traceparent'),
});

export const idempotencyRecord = sqliteTable(
  'idempotency_record',
  {
    ...book,
    key: text('key').notNull(),
    fingerprint: text('fingerprint').notNull(),
    resourceKind: text('resource_kind').$type<ResourceLink['kind']>().notNull(),
    resourceId: text('resource_id').notNull(),
    responseStatus: integer('response_status'),
    responseBody: text('response_body'),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (record) => [primaryKey({ columns: [record.merchantId, record.livemode, record.key] })],
);

export const providerEvent = sqliteTable('provider_event', {
  id: text('id').$type<ProviderEventId>().primaryKey(),
  providerAccountId: text('provider_account_id').$type<ProviderAccountId>().notNull(),
  eventKey: text('event_key').notNull(),
  headers: text('headers').notNull(),
  body: blob('body', { mode: 'buffer' }).notNull(),
  receivedAt: integer('received_at').notNull(),
  status: text('status').$type<ProviderEventRecord['status']>().notNull(),
  subjectId: text('subject_id'),
  foldedAt: integer('folded_at'),
});

export const reviewCase = sqliteTable('review_case', {
  id: text('id').$type<CaseId>().primaryKey(),
  ...book,
  key: text('key').notNull(),
  kind: text('kind').$type<Case['kind']>().notNull(),
  status: text('status').$type<Case['status']>().notNull(),
  subjectId: text('subject_id'),
  amountMinor: integer('amount_minor'),
  currency: text('currency'),
  evidence: text('evidence').notNull(),
  openedAt: integer('opened_at').notNull(),
  resolution: text('resolution'),
});

export const webhookEndpoint = sqliteTable('webhook_endpoint', {
  id: text('id').$type<WebhookEndpointId>().primaryKey(),
  version: integer('version').notNull(),
  ...book,
  status: text('status').$type<WebhookEndpoint['status']>().notNull(),
  source: text('source').$type<WebhookEndpoint['source']>().notNull(),
  position: integer('position').notNull(),
  document: text('document').notNull(),
});

export const webhookDelivery = sqliteTable('webhook_delivery', {
  id: text('id').$type<WebhookDeliveryId>().primaryKey(),
  version: integer('version').notNull(),
  ...book,
  endpointId: text('endpoint_id').$type<WebhookEndpointId>().notNull(),
  eventId: text('event_id').$type<EventId>().notNull(),
  eventType: text('event_type').notNull(),
  subjectId: text('subject_id').notNull(),
  position: integer('position').notNull(),
  status: text('status').$type<WebhookDelivery['status']>().notNull(),
  attempt: integer('attempt').notNull(),
  nextAttemptAt: integer('next_attempt_at'),
  responseStatus: integer('response_status'),
  responseExcerpt: text('response_excerpt'),
  problem: text('problem'),
  createdAt: integer('created_at').notNull(),
  begunAt: integer('begun_at').notNull(),
  finishedAt: integer('finished_at'),
});

export const job = sqliteTable('job', {
  revision: integer('revision').primaryKey({ autoIncrement: true }),
  key: text('key').notNull(),
  kind: text('kind').$type<JobKind>().notNull(),
  subjectId: text('subject_id').notNull(),
  dueAt: integer('due_at').notNull(),
  claimableAt: integer('claimable_at').notNull(),
  failures: integer('failures').notNull(),
});
