import { minuteMs, type Payment, PaymentGatewayError, type PaymentId } from '@hangil/core';
import { claimKey, endKey, type KeyedRequest, ownerOf } from '../decision/answer-once.ts';
import { CommitRefused, commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import type { CreatePayoutInput } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import {
  newPayout,
  newPayoutChanges,
  paymentToRefund,
  promised,
  refusingUsedReference,
} from '../payout/create-payout.ts';
import type { ChangeSet, IdempotencyChange } from '../store/change-set.ts';
import type { Document } from '../store/document.ts';
import type { Scope } from '../store/records.ts';
import { batchIdOf, type PayoutBatch, type PayoutFile } from './payout-batches.ts';
import { batchConflict, countsOf } from './show-batch.ts';

/** Rows of one commit. A file of no more rows is accepted by one commit. */
const chunkRows = 200;

/** Between two commits of an upload that goes on. */
const chunkTimeMs = 2 * minuteMs;

export interface BatchToLoad {
  readonly scope: Scope;
  readonly file: PayoutFile;
  readonly total: number;
  readonly createdBy: string | null;
  readonly keyed: KeyedRequest<PayoutBatch> | undefined;
}

interface Row {
  readonly row: number;
  readonly input: CreatePayoutInput;
}

/**
 * Writes the rows of a checked file, in the order of the file and some hundred at a time; none is sent before all are written.
 * @param interrupted - what an upload of the same file left behind
 */
export async function loadBatch(
  dependencies: EngineDependencies,
  toLoad: BatchToLoad,
  interrupted: Document<'payout_batch'> | null,
): Promise<PayoutBatch> {
  const loadedBefore = interrupted?.value.loadedRows ?? 0;
  let written: PayoutBatch | null = null;
  let chunk: Row[] = [];
  for await (const { row, input } of toLoad.file.rows()) {
    if (input === undefined || row <= loadedBefore) continue;
    chunk.push({ row, input });
    if (chunk.length < chunkRows && row < toLoad.total) continue;
    written = await writeChunk(dependencies, toLoad, {
      batch: written ?? interrupted,
      chunk,
      isFirst: written === null,
    });
    chunk = [];
  }
  if (written?.value.loadedRows !== toLoad.total) throw new Error('a file changed while it was read');
  return written;
}

interface Chunk {
  readonly batch: Document<'payout_batch'> | null;
  readonly chunk: readonly Row[];
  /** Of this upload: it takes the idempotency key. */
  readonly isFirst: boolean;
}

async function writeChunk(dependencies: EngineDependencies, toLoad: BatchToLoad, chunk: Chunk): Promise<PayoutBatch> {
  const work = commitDecision(dependencies, async (round) => {
    if (round > 0) await assertStillOurs(dependencies, chunk.batch);
    const context = decisionContext(dependencies);
    const batch = nextVersion(toLoad, chunk, context);
    const rows = await newRows(dependencies, toLoad.scope, batch, chunk.chunk, context);
    const counts = await countsAfter(dependencies, batch, rows);
    const shown = { ...batch, counts };
    const isWhole = batch.status === 'running';
    return {
      changes: merge(rows, {
        documents: [batch],
        jobs: isWhole
          ? [{ kind: 'schedule', jobKind: 'run_payout_batch', subjectId: batch.id, dueAt: context.now }]
          : [],
        idempotency: keyChange(toLoad, chunk, shown, context),
      }),
      value: shown,
    };
  });
  return refusingUsedReference(work).catch((error: unknown) => {
    if (error instanceof CommitRefused && error.on === 'document_key')
      throw batchConflict('loading', 'the same file is being loaded by another request');
    throw error;
  });
}

async function assertStillOurs({ store }: EngineDependencies, batch: Document<'payout_batch'> | null): Promise<void> {
  const current = batch === null ? null : await store.document('payout_batch', batch.id);
  if (current?.version !== batch?.version)
    throw batchConflict(current?.status ?? 'loading', 'another request went on with it');
}

function nextVersion(
  { scope, file, total, createdBy }: BatchToLoad,
  { batch, chunk }: Chunk,
  { now, ids }: DecisionContext,
): Document<'payout_batch'> {
  const loadedRows = (batch?.value.loadedRows ?? 0) + chunk.length;
  const isWhole = loadedRows === total;
  const { id, version, createdAt } = batch ?? { id: ids.next('pob'), version: 0, createdAt: now };
  return {
    kind: 'payout_batch',
    ...ownerOf(scope),
    id,
    version: version + 1,
    key: isWhole ? null : file.contentHash,
    parentId: null,
    status: isWhole ? 'running' : 'loading',
    createdAt,
    value: {
      total,
      loadedRows,
      loadingUntil: isWhole ? null : new Date(now.getTime() + chunkTimeMs),
      createdBy: batch?.value.createdBy ?? createdBy,
    },
  };
}

/** Several rows may give the same payment back: it is written once, with what all of them take. */
async function newRows(
  dependencies: EngineDependencies,
  scope: Scope,
  batch: Document<'payout_batch'>,
  rows: readonly Row[],
  context: DecisionContext,
): Promise<ChangeSet> {
  const payments = new Map<PaymentId, Payment>();
  const parts: ChangeSet[] = [];
  for (const { row, input } of rows) {
    const { payout, operation } = await newPayout(dependencies, scope, input, context, {
      batchId: batchIdOf(batch),
      row,
    });
    const { jobs: _, ...changes } = newPayoutChanges(payout, operation, context);
    parts.push(changes);
    if (input.refundsPaymentId === null) continue;
    const before = payments.get(input.refundsPaymentId) ?? null;
    const payment = before ?? (await paymentToRefund(dependencies, scope, input));
    if (payment === null) continue;
    const after = promised(payment, payout.amountMinor);
    payments.set(payment.id, before === null ? after : { ...after, version: before.version });
  }
  return merge(...parts, { payments: [...payments.values()] });
}

async function countsAfter(
  { store }: EngineDependencies,
  batch: Document<'payout_batch'>,
  { payouts = [] }: ChangeSet,
) {
  const known = { ...(await store.payoutBatchCounts(batchIdOf(batch))) };
  for (const { status } of payouts) known[status] = (known[status] ?? 0) + 1;
  return countsOf(batch.value.total, known);
}

function keyChange(
  { scope, keyed }: BatchToLoad,
  { isFirst }: Chunk,
  shown: PayoutBatch,
  { now }: DecisionContext,
): IdempotencyChange | undefined {
  const isWhole = shown.status === 'running';
  if (!isFirst) return isWhole ? endKey(keyed, shown, 'keep_answer') : undefined;
  const response = isWhole ? (keyed?.represent(shown) ?? null) : null;
  return claimKey(scope, keyed, { kind: 'document', id: shown.id }, response, now);
}

/** @throws payout_batch_refused */
export function refusedFile(extra: Readonly<Record<string, unknown>>, detail: string): PaymentGatewayError {
  return new PaymentGatewayError('payout_batch_refused', { detail, extra });
}
