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
import { bigint, boolean, customType, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/*
 * The columns of migrations/*.sql that are read and written as part of an object. Constraints, indexes, triggers and columns
 * that only the database uses stand there alone; a test compares both. Instants are milliseconds since 1970 UTC.
 */

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

const owner = {
  merchantId: text('merchant_id').$type<MerchantId>().notNull(),
  livemode: boolean('livemode').notNull(),
};

export const payment = pgTable('payment', {
  id: text('id').$type<PaymentId>().primaryKey(),
  version: integer('version').notNull(),
  ...owner,
  orderId: text('order_id').notNull(),
  holdsOrderId: boolean('holds_order_id').notNull(),
  status: text('status').$type<PaymentStatus>().notNull(),
  currency: text('currency').$type<CurrencyCode>().notNull(),
  amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
  amountPaidMinor: bigint('amount_paid_minor', { mode: 'number' }).notNull(),
  amountRefundingMinor: bigint('amount_refunding_minor', { mode: 'number' }).notNull(),
  amountRefundedMinor: bigint('amount_refunded_minor', { mode: 'number' }).notNull(),
  methodType: text('method_type').$type<PaymentMethodType>().notNull(),
  provider: text('provider').notNull(),
  providerAccountId: text('provider_account_id').$type<ProviderAccountId>().notNull(),
  channelId: text('channel_id').$type<ChannelId>().notNull(),
  providerPaymentId: text('provider_payment_id'),
  createdAt: bigint('created_at', { mode: 'number' }).notNull(),
  document: text('document').notNull(),
});

/** Where the journal and the events of a book end, and until when it is closed. Its row is locked by whoever adds to them. */
export const book = pgTable(
  'book',
  {
    ...owner,
    entryNumber: bigint('entry_number', { mode: 'number' }).notNull(),
    recordedAtMicroseconds: bigint('recorded_at_us', { mode: 'number' }).notNull(),
    hash: text('hash').notNull(),
    eventPosition: bigint('event_position', { mode: 'number' }).notNull(),
    closedBefore: bigint('closed_before', { mode: 'number' }),
  },
  (head) => [primaryKey({ columns: [head.merchantId, head.livemode] })],
);

export const refund = pgTable('refund', {
  id: text('id').$type<RefundId>().primaryKey(),
  version: integer('version').notNull(),
  ...owner,
  paymentId: text('payment_id').$type<PaymentId>().notNull(),
  status: text('status').$type<RefundStatus>().notNull(),
  currency: text('currency').$type<CurrencyCode>().notNull(),
  amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
  createdAt: bigint('created_at', { mode: 'number' }).notNull(),
  document: text('document').notNull(),
});

export const payout = pgTable('payout', {
  id: text('id').$type<PayoutId>().primaryKey(),
  version: integer('version').notNull(),
  ...owner,
  merchantReference: text('merchant_reference').notNull(),
  status: text('status').$type<PayoutStatus>().notNull(),
  currency: text('currency').$type<CurrencyCode>().notNull(),
  amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
  createdAt: bigint('created_at', { mode: 'number' }).notNull(),
  document: text('document').notNull(),
  batchId: text('batch_id').$type<PayoutBatchId>(),
  row: integer('row_number'),
  availableAt: bigint('available_at', { mode: 'number' }),
});

export const document = pgTable('document', {
  id: text('id').primaryKey(),
  version: integer('version').notNull(),
  kind: text('kind').$type<DocumentKind>().notNull(),
  ...owner,
  key: text('key'),
  parentId: text('parent_id'),
  status: text('status').notNull(),
  createdAt: bigint('created_at', { mode: 'number' }).notNull(),
  content: text('content').notNull(),
});

export const operation = pgTable('operation', {
  id: text('id').$type<OperationId>().primaryKey(),
  fence: integer('fence').notNull(),
  kind: text('kind').$type<Operation['kind']>().notNull(),
  subjectId: text('subject_id').$type<Operation['subjectId']>().notNull(),
  ...owner,
  providerAccountId: text('provider_account_id').$type<ProviderAccountId>().notNull(),
  channelId: text('channel_id').$type<ChannelId>().notNull(),
  reference: text('reference').$type<ProviderReference>().notNull(),
  status: text('status').$type<Operation['status']>().notNull(),
  leaseUntil: bigint('lease_until', { mode: 'number' }),
  outcome: text('outcome'),
  cause: text('cause'),
  createdAt: bigint('created_at', { mode: 'number' }).notNull(),
  sentAt: bigint('sent_at', { mode: 'number' }),
  finishedAt: bigint('finished_at', { mode: 'number' }),
});

export const journalEntry = pgTable('journal_entry', {
  id: text('id').$type<JournalEntryId>().notNull(),
  ...owner,
  kind: text('kind').$type<JournalKind>().notNull(),
  sourceKey: text('source_key').notNull(),
  effectiveAt: bigint('effective_at', { mode: 'number' }).notNull(),
  recordedAt: bigint('recorded_at', { mode: 'number' }).notNull(),
  paymentId: text('payment_id').$type<PaymentId>(),
  refundId: text('refund_id').$type<RefundId>(),
  payoutId: text('payout_id').$type<PayoutId>(),
  caseId: text('case_id').$type<CaseId>(),
  settlementId: text('settlement_id').$type<SettlementId>(),
  reversalOf: text('reversal_of').$type<JournalEntryId>(),
  approval: text('approval'),
  number: bigint('number', { mode: 'number' }).notNull(),
  recordedAtMicroseconds: bigint('recorded_at_us', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
});

export const accountDay = pgTable(
  'account_day',
  {
    ...owner,
    account: text('account').$type<AccountCode>().notNull(),
    currency: text('currency').$type<CurrencyCode>().notNull(),
    layer: text('layer').$type<Layer>().notNull(),
    day: text('day').$type<CalendarDate>().notNull(),
    debitMinor: bigint('debit_minor', { mode: 'number' }).notNull(),
    creditMinor: bigint('credit_minor', { mode: 'number' }).notNull(),
  },
  (total) => [
    primaryKey({
      columns: [total.merchantId, total.livemode, total.account, total.currency, total.layer, total.day],
    }),
  ],
);

export const periodClosing = pgTable(
  'period_closing',
  {
    ...owner,
    closedBefore: bigint('closed_before', { mode: 'number' }).notNull(),
    closedAt: bigint('closed_at', { mode: 'number' }).notNull(),
    closedBy: text('closed_by').notNull(),
  },
  (closing) => [primaryKey({ columns: [closing.merchantId, closing.livemode, closing.closedBefore] })],
);

export const journalLine = pgTable(
  'journal_line',
  {
    ...owner,
    number: bigint('number', { mode: 'number' }).notNull(),
    lineNumber: integer('line_number').notNull(),
    account: text('account').$type<AccountCode>().notNull(),
    side: text('side').$type<Side>().notNull(),
    amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
    currency: text('currency').$type<CurrencyCode>().notNull(),
    layer: text('layer').$type<Layer>().notNull(),
  },
  (line) => [primaryKey({ columns: [line.merchantId, line.livemode, line.number, line.lineNumber] })],
);

export const outgoingEvent = pgTable('outgoing_event', {
  position: bigint('position', { mode: 'number' }).notNull(),
  id: text('id').$type<EventId>().notNull(),
  ...owner,
  type: text('type').notNull(),
  subjectId: text('subject_id').notNull(),
  sequence: integer('sequence').notNull(),
  createdAt: bigint('created_at', { mode: 'number' }).notNull(),
  snapshotKind: text('snapshot_kind').$type<OutgoingEvent['snapshot']['kind']>().notNull(),
  snapshot: text('snapshot').notNull(),
  traceparent: text('traceparent'),
});

export const idempotencyRecord = pgTable(
  'idempotency_record',
  {
    ...owner,
    key: text('key').notNull(),
    fingerprint: text('fingerprint').notNull(),
    resourceKind: text('resource_kind').$type<ResourceLink['kind']>().notNull(),
    resourceId: text('resource_id').notNull(),
    responseStatus: integer('response_status'),
    responseBody: text('response_body'),
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
    expiresAt: bigint('expires_at', { mode: 'number' }).notNull(),
  },
  (record) => [primaryKey({ columns: [record.merchantId, record.livemode, record.key] })],
);

export const providerEvent = pgTable('provider_event', {
  id: text('id').$type<ProviderEventId>().primaryKey(),
  providerAccountId: text('provider_account_id').$type<ProviderAccountId>().notNull(),
  eventKey: text('event_key').notNull(),
  headers: text('headers').notNull(),
  body: bytea('body').notNull(),
  receivedAt: bigint('received_at', { mode: 'number' }).notNull(),
  status: text('status').$type<ProviderEventRecord['status']>().notNull(),
  subjectId: text('subject_id'),
  foldedAt: bigint('folded_at', { mode: 'number' }),
});

export const reviewCase = pgTable('review_case', {
  id: text('id').$type<CaseId>().primaryKey(),
  ...owner,
  key: text('key').notNull(),
  kind: text('kind').$type<Case['kind']>().notNull(),
  status: text('status').$type<Case['status']>().notNull(),
  subjectId: text('subject_id'),
  amountMinor: bigint('amount_minor', { mode: 'number' }),
  currency: text('currency'),
  evidence: text('evidence').notNull(),
  openedAt: bigint('opened_at', { mode: 'number' }).notNull(),
  resolution: text('resolution'),
});

export const webhookEndpoint = pgTable('webhook_endpoint', {
  id: text('id').$type<WebhookEndpointId>().primaryKey(),
  version: integer('version').notNull(),
  ...owner,
  status: text('status').$type<WebhookEndpoint['status']>().notNull(),
  source: text('source').$type<WebhookEndpoint['source']>().notNull(),
  position: bigint('position', { mode: 'number' }).notNull(),
  document: text('document').notNull(),
});

export const webhookDelivery = pgTable('webhook_delivery', {
  id: text('id').$type<WebhookDeliveryId>().primaryKey(),
  version: integer('version').notNull(),
  ...owner,
  endpointId: text('endpoint_id').$type<WebhookEndpointId>().notNull(),
  eventId: text('event_id').$type<EventId>().notNull(),
  eventType: text('event_type').notNull(),
  subjectId: text('subject_id').notNull(),
  position: bigint('position', { mode: 'number' }).notNull(),
  status: text('status').$type<WebhookDelivery['status']>().notNull(),
  attempt: integer('attempt').notNull(),
  nextAttemptAt: bigint('next_attempt_at', { mode: 'number' }),
  responseStatus: integer('response_status'),
  responseExcerpt: text('response_excerpt'),
  problem: text('problem'),
  createdAt: bigint('created_at', { mode: 'number' }).notNull(),
  begunAt: bigint('begun_at', { mode: 'number' }).notNull(),
  finishedAt: bigint('finished_at', { mode: 'number' }),
});

export const job = pgTable('job', {
  key: text('key').primaryKey(),
  revision: bigint('revision', { mode: 'number' }).notNull(),
  kind: text('kind').$type<JobKind>().notNull(),
  subjectId: text('subject_id').notNull(),
  dueAt: bigint('due_at', { mode: 'number' }).notNull(),
  claimableAt: bigint('claimable_at', { mode: 'number' }).notNull(),
  failures: integer('failures').notNull(),
});
