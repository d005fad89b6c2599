import type { ChangeSet, Job, JobChange } from '@hangil/engine';
import { jobKey } from '@hangil/engine';
import {
  toCaseRow,
  toDocumentRow,
  toIdempotencyRow,
  toOperationRow,
  toPaymentRow,
  toPayoutRow,
  toProviderEventRow,
  toRefundRow,
  toWebhookDeliveryRow,
  toWebhookEndpointRow,
} from '@hangil/store-kit';
import type { Table } from 'drizzle-orm';
import {
  document,
  idempotencyRecord,
  operation,
  payment,
  payout,
  providerEvent,
  refund,
  reviewCase,
  webhookDelivery,
  webhookEndpoint,
} from '../schema.ts';
import { type ColumnValues, columnsOf } from './batch-part.ts';
import { compare, createLedgerPart } from './ledger-part.ts';

/** One thing that a caller wants written: a decision, or the end of a job's run. */
export type Write =
  | { readonly kind: 'change_set'; readonly changes: ChangeSet }
  | { readonly kind: 'finish_job'; readonly job: Job }
  | { readonly kind: 'retry_job'; readonly job: Job; readonly dueAt: Date };

/** Arguments of the database's function that are given, by name, as JSON. */
export type BatchArguments = Readonly<Record<string, string>>;

const claimColumns = columnsOf(idempotencyRecord);
const providerEventColumns = columnsOf(providerEvent);
const caseColumns = columnsOf(reviewCase);
const paymentColumns = columnsOf(payment);

/**
 * Puts what many callers want written into lists of rows. Within one list, rows come in the order of their keys, so that two batches
 * lock what they share in one order; where several writes are about one job, the last one counts.
 */
export function toBatchArguments(writes: readonly Write[]): BatchArguments {
  const lists = new Map<string, ColumnValues[]>();
  const ledger = createLedgerPart();
  const jobs = new Map<string, JobChange>();
  const push = (list: string, row: ColumnValues) => {
    const rows = lists.get(list);
    if (rows === undefined) lists.set(list, [row]);
    else rows.push(row);
  };

  for (const write of writes) {
    if (write.kind === 'change_set') {
      addKeys(write.changes, push);
      addVersioned(write.changes, push);
      addRecords(write.changes, push);
      for (const change of write.changes.jobs ?? []) jobs.set(jobKey(change.jobKind, change.subjectId), change);
      ledger.add(write.changes);
    } else {
      const { key, revision } = write.job;
      if (write.kind === 'finish_job') push('finished_jobs', { key, revision });
      else push('retried_jobs', { key, revision, due_at: write.dueAt.getTime() });
    }
  }
  for (const [key, change] of jobs) {
    if (change.kind === 'remove') push('removed_jobs', { key });
    else
      push('scheduled_jobs', {
        key,
        kind: change.jobKind,
        subject_id: change.subjectId,
        due_at: change.dueAt.getTime(),
      });
  }
  for (const rows of lists.values()) rows.sort(byKey);
  return toArguments([...lists, ...Object.entries(ledger.rows())]);
}

type Push = (list: string, row: ColumnValues) => void;

function addKeys({ idempotency: change }: ChangeSet, push: Push): void {
  if (change === undefined) return;
  if (change.kind === 'claim')
    push('claimed_keys', { ...claimColumns(toIdempotencyRow(change.record)), replaces: change.replaces });
  else if (change.kind === 'release') push('released_keys', toKeyColumns(change));
  else {
    const { status, body } = change.response;
    push('completed_keys', { ...toKeyColumns(change), response_status: status, response_body: body });
  }
}

function toKeyColumns({ scope, key, resourceId }: Exclude<ChangeSet['idempotency'], { kind: 'claim' } | undefined>) {
  return { merchant_id: scope.merchantId, livemode: scope.livemode, key, resource_id: resourceId };
}

/** A kind of object with versions: version 1 is new, n replaces n - 1. */
function versioned<Value extends object>(
  name: string,
  table: Table,
  toRow: (value: Value) => object,
  version: keyof Value,
) {
  const toColumns = columnsOf(table);
  return (values: readonly Value[] = [], push: Push) => {
    for (const value of values) push(value[version] === 1 ? `new_${name}` : `changed_${name}`, toColumns(toRow(value)));
  };
}

const addRefunds = versioned('refunds', refund, toRefundRow, 'version');
const addPayouts = versioned('payouts', payout, toPayoutRow, 'version');
const addDocuments = versioned('documents', document, toDocumentRow, 'version');
const addOperations = versioned('operations', operation, toOperationRow, 'fence');
const addEndpoints = versioned('endpoints', webhookEndpoint, toWebhookEndpointRow, 'version');
const addDeliveries = versioned('deliveries', webhookDelivery, toWebhookDeliveryRow, 'version');

function addVersioned(changes: ChangeSet, push: Push): void {
  for (const value of changes.payments ?? []) {
    const { method } = value;
    const billing_key_id = method.type === 'billing_key' ? method.billingKeyId : null;
    const row = { ...paymentColumns(toPaymentRow(value)), billing_key_id };
    push(value.version === 1 ? 'new_payments' : 'changed_payments', row);
  }
  addRefunds(changes.refunds, push);
  addPayouts(changes.payouts, push);
  addDocuments(changes.documents, push);
  addOperations(changes.operations, push);
  addEndpoints(changes.webhookEndpoints, push);
  addDeliveries(changes.webhookDeliveries, push);
}

function addRecords(changes: ChangeSet, push: Push): void {
  for (const event of changes.providerEvents ?? []) {
    const row = toProviderEventRow(event);
    push('provider_events', { ...providerEventColumns(row), body: `\\x${row.body.toString('hex')}` });
  }
  for (const { id, status, subjectId, foldedAt } of changes.foldedProviderEvents ?? [])
    push('folded_events', { id, status, subject_id: subjectId, folded_at: foldedAt.getTime() });
  for (const value of changes.cases ?? []) push('opened_cases', caseColumns(toCaseRow(value)));
  for (const { merchantId, livemode, key, resolution } of changes.resolvedCases ?? [])
    push('resolved_cases', { merchant_id: merchantId, livemode, key, resolution: JSON.stringify(resolution) });
  for (const id of changes.deletedWebhookEndpoints ?? []) push('deleted_endpoints', { id });
}

function byKey(left: ColumnValues, right: ColumnValues): number {
  return compare(String(left.id ?? left.key), String(right.id ?? right.key));
}

function toArguments(lists: readonly (readonly [name: string, rows: readonly ColumnValues[]])[]): BatchArguments {
  return Object.fromEntries(
    lists.filter(([, rows]) => rows.length > 0).map(([name, rows]) => [name, JSON.stringify(rows)]),
  );
}
