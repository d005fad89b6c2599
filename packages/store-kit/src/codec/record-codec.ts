import type { Case, CaseResolution, IdempotencyRecord, Job, OutgoingEvent, ProviderEventRecord } from '@hangil/engine';
import { readDocument, writeDocument } from './document-codec.ts';
import { fromPlainPayment } from './payment-codec.ts';
import { fromPlainPayout } from './payout-codec.ts';
import { type Plain, parseJson, toInstant, toMilliseconds } from './plain.ts';
import { fromPlainRefund } from './refund-codec.ts';
import { fromPlainWebhookEndpoint } from './webhook-codec.ts';

export type OutgoingEventRow = ReturnType<typeof toOutgoingEventRow> & { readonly position: number };
export type IdempotencyRow = ReturnType<typeof toIdempotencyRow>;
export type ProviderEventRow = ReturnType<typeof toProviderEventRow>;
export type CaseRow = ReturnType<typeof toCaseRow>;
/** `claimableAt` is the due time, or the end of the lease while somebody holds the job. */
export type JobRow = Omit<Job, 'dueAt'> & { readonly dueAt: number; readonly claimableAt: number };

/** The database numbers events in the order of writing. */
export function toOutgoingEventRow(event: OutgoingEvent) {
  return {
    id: event.id,
    merchantId: event.merchantId,
    livemode: event.livemode,
    type: event.type,
    subjectId: event.subjectId,
    sequence: event.sequence,
    createdAt: event.createdAt.getTime(),
    snapshotKind: event.snapshot.kind,
    snapshot: writeSnapshot(event.snapshot),
    traceparent: event.traceparent ?? null,
  };
}

export function fromOutgoingEventRow(row: OutgoingEventRow): OutgoingEvent {
  const { position, snapshot, snapshotKind, createdAt, traceparent, ...columns } = row;
  return {
    ...columns,
    createdAt: toInstant(createdAt),
    snapshot: toSnapshot(snapshotKind, snapshot),
    ...(traceparent === null ? {} : { traceparent }),
  };
}

function writeSnapshot({ kind, value }: OutgoingEvent['snapshot']): string {
  return kind === 'document' ? writeDocument(value) : JSON.stringify(value);
}

function toSnapshot(kind: OutgoingEventRow['snapshotKind'], text: string): OutgoingEvent['snapshot'] {
  switch (kind) {
    case 'payment':
      return { kind, value: fromPlainPayment(parseJson(text)) };
    case 'refund':
      return { kind, value: fromPlainRefund(parseJson(text)) };
    case 'payout':
      return { kind, value: fromPlainPayout(parseJson(text)) };
    case 'document':
      return { kind, value: readDocument(text) };
    case 'webhook_endpoint':
      return { kind, value: fromPlainWebhookEndpoint(parseJson(text)) };
  }
}

export function toIdempotencyRow({ resource, response, ...record }: IdempotencyRecord) {
  return {
    ...record,
    resourceKind: resource.kind,
    resourceId: resource.id,
    responseStatus: response?.status ?? null,
    responseBody: response?.body ?? null,
    createdAt: record.createdAt.getTime(),
    expiresAt: record.expiresAt.getTime(),
  };
}

export function fromIdempotencyRow(row: IdempotencyRow): IdempotencyRecord {
  const { resourceKind, resourceId, responseStatus: status, responseBody: body, ...columns } = row;
  return {
    ...columns,
    resource: { kind: resourceKind, id: resourceId },
    response: status === null || body === null ? null : { status, body },
    createdAt: toInstant(row.createdAt),
    expiresAt: toInstant(row.expiresAt),
  };
}

export function toProviderEventRow({ headers, body, ...record }: ProviderEventRecord) {
  return {
    ...record,
    headers: JSON.stringify(headers),
    body: Buffer.from(body) as Buffer,
    receivedAt: record.receivedAt.getTime(),
    foldedAt: toMilliseconds(record.foldedAt),
  };
}

export function fromProviderEventRow({ headers, body, ...columns }: ProviderEventRow): ProviderEventRecord {
  return {
    ...columns,
    headers: parseJson<ProviderEventRecord['headers']>(headers),
    body: new Uint8Array(body),
    receivedAt: toInstant(columns.receivedAt),
    foldedAt: toInstant(columns.foldedAt),
  };
}

export function toCaseRow({ evidence, openedAt, resolution, ...columns }: Case) {
  return {
    ...columns,
    evidence: JSON.stringify(evidence),
    openedAt: openedAt.getTime(),
    resolution: resolution === null ? null : JSON.stringify(resolution),
  };
}

export function fromCaseRow({ evidence, openedAt, resolution, ...columns }: CaseRow): Case {
  return {
    ...columns,
    evidence: parseJson<Case['evidence']>(evidence),
    openedAt: toInstant(openedAt),
    resolution: resolution === null ? null : fromPlainResolution(parseJson(resolution)),
  };
}

function fromPlainResolution({ resolvedAt, ...rest }: Plain<CaseResolution>): CaseResolution {
  return { ...rest, resolvedAt: new Date(resolvedAt) };
}

export function fromJobRow({ claimableAt, dueAt, ...columns }: JobRow): Job {
  return { ...columns, dueAt: toInstant(dueAt) };
}
