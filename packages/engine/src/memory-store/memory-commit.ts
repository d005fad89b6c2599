import { type Payment, releasesOrderId } from '@hangil/core';
import { genesis, type JournalEntry, nextLink } from '@hangil/ledger';
import {
  type ChangeSet,
  type CommitConflict,
  type IdempotencyChange,
  type JobChange,
  jobKey,
} from '../store/change-set.ts';
import type { Document } from '../store/document.ts';
import type { Operation } from '../store/operation.ts';
import type { Case, OutgoingEvent, PeriodClosing, ProviderEventRecord } from '../store/records.ts';
import { isInBook } from './copies.ts';
import { createUndoLog, keyInAccount, keyInBook, keyOfBook, type MemoryTables, type UndoLog } from './memory-tables.ts';

class Refusal extends Error {
  readonly conflict: CommitConflict;

  constructor(conflict: CommitConflict) {
    super(conflict);
    this.conflict = conflict;
  }
}

/**
 * Applies the parts in the order in which every store judges them, and takes all back when one is refused. Checking and
 * applying part by part, rather than all checks first, also finds two parts of one change set that contradict each other.
 *
 * @param nextRevision gives every scheduled job a number that was never given before
 */
export function applyChangeSet(
  tables: MemoryTables,
  changes: ChangeSet,
  nextRevision: () => number,
): CommitConflict | null {
  const log = createUndoLog();
  try {
    applyParts(tables, log, changes, nextRevision);
    return null;
  } catch (error) {
    log.undo();
    if (error instanceof Refusal) return error.conflict;
    throw error;
  }
}

function applyParts(tables: MemoryTables, log: UndoLog, changes: ChangeSet, nextRevision: () => number): void {
  if (changes.idempotency !== undefined) changeIdempotency(tables, log, changes.idempotency);
  for (const event of changes.providerEvents ?? []) addProviderEvent(tables, log, event);
  for (const payment of changes.payments ?? []) writePayment(tables, log, payment);
  for (const refund of changes.refunds ?? []) {
    checkVersion(tables.refunds.get(refund.id)?.version, refund.version);
    log.put(tables.refunds, refund.id, refund);
  }
  for (const payout of changes.payouts ?? []) {
    checkVersion(tables.payouts.get(payout.id)?.version, payout.version);
    claimKey(
      log,
      tables.payoutIdByReference,
      keyInBook(payout, payout.merchantReference),
      payout.id,
      'payout_reference',
    );
    log.put(tables.payouts, payout.id, payout);
  }
  for (const document of changes.documents ?? []) writeDocument(tables, log, document);
  for (const operation of changes.operations ?? []) writeOperation(tables, log, operation);
  for (const entry of changes.journalEntries ?? []) addJournalEntry(tables, log, entry);
  for (const closing of changes.periodClosings ?? []) closePeriod(tables, log, closing);
  for (const event of changes.events ?? []) addEvent(tables, log, event);
  for (const job of changes.jobs ?? []) changeJob(tables, log, job, nextRevision);
  for (const value of changes.cases ?? []) openCase(tables, log, value);
  for (const value of changes.resolvedCases ?? []) resolveCase(tables, log, value);
  for (const { id, ...folded } of changes.foldedProviderEvents ?? []) {
    const event = tables.providerEvents.get(id);
    if (event !== undefined) log.put(tables.providerEvents, id, { ...event, ...folded });
  }
  writeWebhooks(tables, log, changes);
}

function writeWebhooks(tables: MemoryTables, log: UndoLog, changes: ChangeSet): void {
  for (const id of changes.deletedWebhookEndpoints ?? []) {
    log.remove(tables.webhookEndpoints, id);
    for (const delivery of tables.webhookDeliveries.values()) {
      if (delivery.endpointId === id) log.remove(tables.webhookDeliveries, delivery.id);
    }
  }
  for (const endpoint of changes.webhookEndpoints ?? []) {
    checkVersion(tables.webhookEndpoints.get(endpoint.id)?.version, endpoint.version);
    log.put(tables.webhookEndpoints, endpoint.id, endpoint);
  }
  for (const delivery of changes.webhookDeliveries ?? []) {
    checkVersion(tables.webhookDeliveries.get(delivery.id)?.version, delivery.version);
    log.put(tables.webhookDeliveries, delivery.id, delivery);
  }
}

function checkVersion(stored: number | undefined, written: number): void {
  if ((stored ?? 0) !== written - 1) throw new Refusal('version');
}

/** A key belongs to the first that takes it. */
function claimKey(log: UndoLog, map: Map<string, string>, key: string, id: string, conflict: CommitConflict): void {
  if ((map.get(key) ?? id) !== id) throw new Refusal(conflict);
  log.put(map, key, id);
}

function refuseTakenId(map: ReadonlyMap<string, unknown>, id: string): void {
  if (map.has(id)) throw new Error(`${id} is written twice`);
}

function writePayment(tables: MemoryTables, log: UndoLog, payment: Payment): void {
  const { id, amountPaidMinor, amountRefundingMinor, amountRefundedMinor } = payment;
  checkVersion(tables.payments.get(id)?.version, payment.version);
  if (amountRefundingMinor < 0 || amountRefundedMinor < 0) throw new Refusal('money_guard');
  if (amountRefundingMinor + amountRefundedMinor > amountPaidMinor) throw new Refusal('money_guard');
  if (payment.version === 1) claimOrderId(tables, log, payment);
  log.put(tables.payments, id, payment);
}

/** Checked when a payment is made, and only then: money that arrives late must be written whoever has the order id by now. */
function claimOrderId(tables: MemoryTables, log: UndoLog, payment: Payment): void {
  const key = keyInBook(payment, payment.orderId);
  const ids = tables.paymentIdsByOrderId.get(key) ?? [];
  const holds = (status: Payment['status'] | undefined) => status !== undefined && !releasesOrderId(status);
  if (holds(payment.status) && ids.some((id) => holds(tables.payments.get(id)?.status))) throw new Refusal('order_id');
  log.put(tables.paymentIdsByOrderId, key, [...ids, payment.id]);
}

function writeDocument({ documents }: MemoryTables, log: UndoLog, document: Document): void {
  checkVersion(documents.get(document.id)?.version, document.version);
  const holdsKey = ({ id, kind, key, ...book }: Document) =>
    key !== null && key === document.key && kind === document.kind && id !== document.id && isInBook(book, document);
  if ([...documents.values()].some(holdsKey)) throw new Refusal('document_key');
  log.put(documents, document.id, document);
}

function writeOperation(tables: MemoryTables, log: UndoLog, operation: Operation): void {
  const { id, providerAccountId, reference } = operation;
  checkVersion(tables.operations.get(id)?.fence, operation.fence);
  claimKey(log, tables.operationIdByReference, keyInAccount(providerAccountId, reference), id, 'provider_reference');
  log.put(tables.operations, id, operation);
}

function addJournalEntry(tables: MemoryTables, log: UndoLog, entry: JournalEntry): void {
  const key = keyInBook(entry, entry.sourceKey);
  if (tables.journalIdBySource.has(key)) throw new Refusal('journal_source');
  refuseTakenId(tables.journal, entry.id);
  const book = keyOfBook(entry);
  const closing = tables.periodClosings.get(book)?.at(-1);
  if (closing !== undefined && entry.effectiveAt < closing.closedBefore) throw new Refusal('period_closed');
  const link = nextLink(tables.journalHeads.get(book) ?? genesis, entry);
  log.put(tables.journalIdBySource, key, entry.id);
  log.put(tables.journal, entry.id, { ...entry, link });
  log.put(tables.journalHeads, book, link);
}

function closePeriod({ periodClosings }: MemoryTables, log: UndoLog, closing: PeriodClosing): void {
  const book = keyOfBook(closing);
  const earlier = periodClosings.get(book) ?? [];
  const last = earlier.at(-1);
  if (last !== undefined && closing.closedBefore <= last.closedBefore) throw new Refusal('period_closed');
  log.put(periodClosings, book, [...earlier, closing]);
}

function addEvent(tables: MemoryTables, log: UndoLog, event: OutgoingEvent): void {
  refuseTakenId(tables.events, event.id);
  log.put(tables.events, event.id, event);
}

function changeIdempotency({ idempotencyByKey }: MemoryTables, log: UndoLog, change: IdempotencyChange): void {
  if (change.kind === 'claim') {
    const key = keyInBook(change.record, change.record.key);
    const existing = idempotencyByKey.get(key);
    const stands = existing !== undefined && existing.expiresAt > change.record.createdAt;
    if (stands && existing.resource.id !== change.replaces) throw new Refusal('idempotency_key');
    log.put(idempotencyByKey, key, change.record);
    return;
  }
  const key = keyInBook(change.scope, change.key);
  const existing = idempotencyByKey.get(key);
  if (existing?.resource.id !== change.resourceId) return;
  if (change.kind === 'release') log.remove(idempotencyByKey, key);
  else if (existing.response === null) log.put(idempotencyByKey, key, { ...existing, response: change.response });
}

function addProviderEvent(tables: MemoryTables, log: UndoLog, event: ProviderEventRecord): void {
  const key = keyInAccount(event.providerAccountId, event.eventKey);
  if (tables.providerEventIdByKey.has(key)) throw new Refusal('provider_event');
  refuseTakenId(tables.providerEvents, event.id);
  log.put(tables.providerEventIdByKey, key, event.id);
  log.put(tables.providerEvents, event.id, event);
}

function openCase({ casesByKey }: MemoryTables, log: UndoLog, value: Case): void {
  const key = keyInBook(value, value.key);
  if (!casesByKey.has(key)) log.put(casesByKey, key, value);
}

function resolveCase(
  { casesByKey }: MemoryTables,
  log: UndoLog,
  { resolution, ...ended }: NonNullable<ChangeSet['resolvedCases']>[number],
): void {
  const key = keyInBook(ended, ended.key);
  const known = casesByKey.get(key);
  if (known?.status === 'open') log.put(casesByKey, key, { ...known, status: 'resolved', resolution });
}

function changeJob({ jobsByKey }: MemoryTables, log: UndoLog, change: JobChange, nextRevision: () => number): void {
  const { jobKind: kind, subjectId } = change;
  const key = jobKey(kind, subjectId);
  if (change.kind === 'remove') {
    log.remove(jobsByKey, key);
    return;
  }
  const { dueAt } = change;
  log.put(jobsByKey, key, { key, kind, subjectId, dueAt, claimableAt: dueAt, failures: 0, revision: nextRevision() });
}
