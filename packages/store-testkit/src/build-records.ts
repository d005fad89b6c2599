import { type Payment, providerReference } from '@hangil/core';
import type {
  Case,
  Document,
  IdempotencyRecord,
  Operation,
  OutgoingEvent,
  ProviderEventRecord,
  WebhookDelivery,
  WebhookEndpoint,
} from '@hangil/engine';
import { type JournalEntry, journalEntry, merchantPending, receivable } from '@hangil/ledger';
import { type Sequence, testAccount, testChannel, testCurrency, testScope } from './sequence.ts';

export function createRecordBuilders({ ids, instant, next }: Sequence) {
  /** A claimed operation of a payment. */
  function buildOperation(overrides: Partial<Operation> = {}): Operation {
    const id = ids.next('op');
    const createdAt = instant();
    return {
      id,
      fence: 1,
      kind: 'payment',
      subjectId: ids.next('pay'),
      ...testScope,
      providerAccountId: testAccount,
      channelId: testChannel.channelId,
      reference: providerReference(id),
      status: 'claimed',
      leaseUntil: new Date(createdAt.getTime() + 60_000),
      outcome: null,
      cause: null,
      createdAt,
      sentAt: null,
      finishedAt: null,
      ...overrides,
    };
  }

  /** The operation of a payment's first attempt. */
  function buildOperationOf(payment: Payment, overrides: Partial<Operation> = {}): Operation {
    const [attempt] = payment.attempts;
    if (attempt === undefined) throw new Error(`payment ${payment.id} has no attempt`);
    const { operationId: id, reference, providerAccountId, channelId, createdAt } = attempt;
    const { merchantId, livemode } = payment;
    const own = { id, reference, providerAccountId, channelId, createdAt, merchantId, livemode, subjectId: payment.id };
    return buildOperation({ ...own, ...overrides });
  }

  function buildDocument(overrides: Partial<Document<'routing_version'>> = {}): Document<'routing_version'> {
    return {
      kind: 'routing_version',
      id: ids.next('rtv'),
      version: 1,
      ...testScope,
      key: `number:${next()}`,
      parentId: null,
      status: 'active',
      createdAt: instant(),
      value: { rules: { rules: [], default: [testChannel.channelId] }, activatedAt: instant() },
      ...overrides,
    };
  }

  /** A sale of 10,000 won: what the provider owes, what is owed to the merchant. */
  function buildJournalEntry(overrides: Partial<JournalEntry> = {}): JournalEntry {
    const at = instant();
    const line = { amountMinor: 10_000, currency: testCurrency, layer: 'posted' } as const;
    return journalEntry({
      id: ids.next('je'),
      ...testScope,
      kind: 'sale',
      sourceKey: `sale:${next()}`,
      effectiveAt: at,
      recordedAt: new Date(at.getTime() + 250),
      paymentId: null,
      refundId: null,
      payoutId: null,
      caseId: null,
      settlementId: null,
      reversalOf: null,
      approval: null,
      lines: [
        { account: receivable(testChannel), side: 'debit', ...line },
        { account: merchantPending(testScope.merchantId), side: 'credit', ...line },
      ],
      ...overrides,
    });
  }

  /** `payment.paid`, showing the payment as it is given. */
  function buildOutgoingEvent(payment: Payment, overrides: Partial<OutgoingEvent> = {}): OutgoingEvent {
    return {
      id: ids.next('evt'),
      ...testScope,
      type: 'payment.paid',
      subjectId: payment.id,
      sequence: 1,
      createdAt: instant(),
      snapshot: { kind: 'payment', value: payment },
      ...overrides,
    };
  }

  /** A waiting notice in JSON. */
  function buildProviderEvent(overrides: Partial<ProviderEventRecord> = {}): ProviderEventRecord {
    return {
      id: ids.next('pev'),
      providerAccountId: testAccount,
      eventKey: `event-${next()}`,
      headers: { 'content-type': 'application/json' },
      body: new TextEncoder().encode('{"imp_uid":"imp_1"}'),
      receivedAt: instant(),
      status: 'waiting',
      subjectId: null,
      foldedAt: null,
      ...overrides,
    };
  }

  /** The record of a first request that still runs; valid for a day. */
  function buildIdempotencyRecord(overrides: Partial<IdempotencyRecord> = {}): IdempotencyRecord {
    const createdAt = instant();
    return {
      ...testScope,
      key: `key-${next()}`,
      fingerprint: 'f'.repeat(64),
      resource: { kind: 'payment', id: ids.next('pay') },
      response: null,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + 86_400_000),
      ...overrides,
    };
  }

  function buildCase(overrides: Partial<Case> = {}): Case {
    const id = ids.next('case');
    return {
      id,
      ...testScope,
      key: `unknown_outcome:${id}`,
      kind: 'unknown_outcome',
      status: 'open',
      subjectId: null,
      amountMinor: null,
      currency: null,
      evidence: {},
      openedAt: instant(),
      resolution: null,
      ...overrides,
    };
  }

  /** An enabled endpoint made through the API that wants everything from the first event on. */
  function buildWebhookEndpoint(overrides: Partial<WebhookEndpoint> = {}): WebhookEndpoint {
    const createdAt = instant();
    return {
      id: ids.next('whe'),
      version: 1,
      ...testScope,
      url: 'https://shop.example/hooks',
      events: ['*'],
      description: null,
      status: 'enabled',
      disabledReason: null,
      source: 'api',
      secrets: [{ sealed: `sealed-${next()}`, expiresAt: null }],
      position: 0,
      createdAt,
      enabledAt: createdAt,
      ...overrides,
    };
  }

  /** A pending delivery of some event, due at once. */
  function buildWebhookDelivery(endpoint: WebhookEndpoint, overrides: Partial<WebhookDelivery> = {}): WebhookDelivery {
    const createdAt = instant();
    const { merchantId, livemode } = endpoint;
    return {
      id: ids.next('whd'),
      version: 1,
      merchantId,
      livemode,
      endpointId: endpoint.id,
      eventId: ids.next('evt'),
      eventType: 'payment.paid',
      subjectId: ids.next('pay'),
      position: next(),
      status: 'pending',
      attempt: 0,
      nextAttemptAt: createdAt,
      responseStatus: null,
      responseExcerpt: null,
      problem: null,
      createdAt,
      begunAt: createdAt,
      finishedAt: null,
      ...overrides,
    };
  }

  return {
    buildWebhookEndpoint,
    buildWebhookDelivery,
    buildDocument,
    buildOperation,
    buildOperationOf,
    buildJournalEntry,
    buildOutgoingEvent,
    buildProviderEvent,
    buildIdempotencyRecord,
    buildCase,
  };
}
