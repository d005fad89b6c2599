import type { Payment, Payout, Refund } from '@hangil/core';
import type { ChainLink, RecordedEntry } from '@hangil/ledger';
import type { Document } from '../store/document.ts';
import type { Operation } from '../store/operation.ts';
import type {
  Case,
  IdempotencyRecord,
  Job,
  OutgoingEvent,
  PeriodClosing,
  ProviderEventRecord,
  Scope,
} from '../store/records.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../store/webhook-records.ts';

/** `claimableAt` is the due time, or the end of the lease while somebody holds the job. */
export interface StoredJob extends Job {
  readonly claimableAt: Date;
}

/** Everything, by id where nothing else is said. Values are never changed, only replaced. */
export interface MemoryTables {
  readonly payments: Map<string, Payment>;
  readonly paymentIdsByOrderId: Map<string, readonly string[]>;
  readonly refunds: Map<string, Refund>;
  readonly payouts: Map<string, Payout>;
  readonly payoutIdByReference: Map<string, string>;
  readonly documents: Map<string, Document>;
  readonly operations: Map<string, Operation>;
  readonly operationIdByReference: Map<string, string>;
  /** In the order of writing. */
  readonly journal: Map<string, RecordedEntry>;
  /** Link of the last entry, by book. */
  readonly journalHeads: Map<string, ChainLink>;
  /** By book, oldest first. */
  readonly periodClosings: Map<string, readonly PeriodClosing[]>;
  readonly journalIdBySource: Map<string, string>;
  /** In the order of writing. */
  readonly events: Map<string, OutgoingEvent>;
  readonly idempotencyByKey: Map<string, IdempotencyRecord>;
  readonly providerEvents: Map<string, ProviderEventRecord>;
  readonly providerEventIdByKey: Map<string, string>;
  readonly casesByKey: Map<string, Case>;
  readonly jobsByKey: Map<string, StoredJob>;
  readonly webhookEndpoints: Map<string, WebhookEndpoint>;
  readonly webhookDeliveries: Map<string, WebhookDelivery>;
}

export function createMemoryTables(): MemoryTables {
  return {
    payments: new Map(),
    paymentIdsByOrderId: new Map(),
    refunds: new Map(),
    payouts: new Map(),
    payoutIdByReference: new Map(),
    documents: new Map(),
    operations: new Map(),
    operationIdByReference: new Map(),
    journal: new Map(),
    journalHeads: new Map(),
    periodClosings: new Map(),
    journalIdBySource: new Map(),
    events: new Map(),
    idempotencyByKey: new Map(),
    providerEvents: new Map(),
    providerEventIdByKey: new Map(),
    casesByKey: new Map(),
    jobsByKey: new Map(),
    webhookEndpoints: new Map(),
    webhookDeliveries: new Map(),
  };
}

/** Key of something that is unique in one book. */
export function keyInBook({ merchantId, livemode }: Scope, key: string): string {
  return JSON.stringify([merchantId, livemode, key]);
}

/** Key of a book. */
export function keyOfBook({ merchantId, livemode }: Scope): string {
  return JSON.stringify([merchantId, livemode]);
}

/** Key of something that is unique in one provider account. */
export function keyInAccount(providerAccountId: string, key: string): string {
  return JSON.stringify([providerAccountId, key]);
}

/** Writes to maps and remembers how to take it back. */
export interface UndoLog {
  put<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void;
  remove<Key, Value>(map: Map<Key, Value>, key: Key): void;
  undo(): void;
}

export function createUndoLog(): UndoLog {
  const inverses: (() => void)[] = [];

  function remember<Key, Value>(map: Map<Key, Value>, key: Key): void {
    const previous = map.get(key);
    inverses.push(previous === undefined ? () => map.delete(key) : () => map.set(key, previous));
  }

  return {
    put: (map, key, value) => {
      remember(map, key);
      map.set(key, value);
    },
    remove: (map, key) => {
      remember(map, key);
      map.delete(key);
    },
    undo: () => {
      for (const inverse of inverses.reverse()) inverse();
    },
  };
}
