import { PaymentGatewayError, type PayoutStatus, payoutStatuses } from '@hangil/core';
import type { Present } from '../decision/answer-once.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Document } from '../store/document.ts';
import type { Scope } from '../store/records.ts';
import { batchIdOf, type PayoutBatch, type PayoutCounts } from './payout-batches.ts';

export async function mustLoadBatch(
  { store }: EngineDependencies,
  scope: Scope,
  id: string,
): Promise<Document<'payout_batch'>> {
  return owned(await store.document('payout_batch', id), scope);
}

/** The batch with its counts. One whose rows have all ended is completed, also before its job has written that down. */
export async function showBatch({ store }: EngineDependencies, batch: Document<'payout_batch'>): Promise<PayoutBatch> {
  const counts = countsOf(batch.value.total, await store.payoutBatchCounts(batchIdOf(batch)));
  const isOver = (batch.status === 'running' || batch.status === 'paused') && openRows(counts) === 0;
  return { ...batch, status: isOver ? 'completed' : batch.status, counts };
}

export function countsOf(total: number, known: Readonly<Partial<Record<PayoutStatus, number>>>): PayoutCounts {
  const counts = Object.fromEntries(payoutStatuses.map((status) => [status, known[status] ?? 0]));
  return { total, ...(counts as Record<PayoutStatus, number>) };
}

export function openRows({ pending_approval, scheduled, processing, unknown }: PayoutCounts): number {
  return pending_approval + scheduled + processing + unknown;
}

/** The batch a key led to. An upload that broke off may be made again under its key: it is gone on with. */
export async function presentBatch(dependencies: EngineDependencies, id: string): Promise<Present<PayoutBatch>> {
  const batch = await dependencies.store.document('payout_batch', id);
  if (batch === null) throw new Error(`payout batch ${id} is gone`);
  const running = isBeingLoaded(batch, dependencies.clock.now());
  return {
    value: await showBatch(dependencies, batch),
    running,
    cameToNothing: batch.status === 'loading' && !running,
  };
}

export function isBeingLoaded({ status, value }: Document<'payout_batch'>, now: Date): boolean {
  return status === 'loading' && value.loadingUntil !== null && value.loadingUntil > now;
}

export function batchConflict(status: string, why: string): PaymentGatewayError {
  return new PaymentGatewayError('state_conflict', { detail: `The batch is ${status}: ${why}.`, extra: { status } });
}
