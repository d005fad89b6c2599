import type { ChangeSet } from '@hangil/engine';
import type { JournalEntry } from '@hangil/ledger';
import type { Drizzle } from '../drizzle.ts';
import {
  createDocumentWriter,
  createOperationWriter,
  createPaymentWriter,
  createPayoutWriter,
  createRefundWriter,
} from './aggregate-writers.ts';
import type { JobQueue } from './job-queue.ts';
import { createPeriodClosingWriter } from './journal-writer.ts';
import {
  createCaseWriters,
  createIdempotencyWriter,
  createOutgoingEventWriter,
  createProviderEventWriter,
} from './record-writers.ts';
import { createWebhookWriters } from './webhook-writers.ts';

/**
 * Writes a change set inside a transaction that the caller opened. The first part that is refused decides the conflict:
 * a repeated request is told so before anything else.
 */
export function createChangeSetWriter(
  database: Drizzle,
  jobs: JobQueue,
  writeEntry: (entry: JournalEntry) => void,
): (changes: ChangeSet) => void {
  const writeIdempotency = createIdempotencyWriter(database);
  const providerEvents = createProviderEventWriter(database);
  const writePayment = createPaymentWriter(database);
  const writeRefund = createRefundWriter(database);
  const writePayout = createPayoutWriter(database);
  const writeDocument = createDocumentWriter(database);
  const writeOperation = createOperationWriter(database);
  const closePeriod = createPeriodClosingWriter(database);
  const writeEvent = createOutgoingEventWriter(database);
  const cases = createCaseWriters(database);
  const webhooks = createWebhookWriters(database);

  return (changes) => {
    if (changes.idempotency !== undefined) writeIdempotency(changes.idempotency);
    changes.providerEvents?.forEach(providerEvents.insert);
    changes.payments?.forEach(writePayment);
    changes.refunds?.forEach(writeRefund);
    changes.payouts?.forEach(writePayout);
    changes.documents?.forEach(writeDocument);
    changes.operations?.forEach(writeOperation);
    changes.journalEntries?.forEach(writeEntry);
    changes.periodClosings?.forEach(closePeriod);
    changes.events?.forEach(writeEvent);
    changes.jobs?.forEach(jobs.change);
    changes.cases?.forEach(cases.open);
    changes.resolvedCases?.forEach(cases.resolve);
    changes.foldedProviderEvents?.forEach(providerEvents.fold);
    changes.deletedWebhookEndpoints?.forEach(webhooks.deleteEndpoint);
    changes.webhookEndpoints?.forEach(webhooks.writeEndpoint);
    changes.webhookDeliveries?.forEach(webhooks.writeDelivery);
  };
}
