import { dayMs, PaymentGatewayError } from '@hangil/core';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { type Answer, type IdempotentRequest, idempotencyRetentionDays } from '../idempotency.ts';
import type { IdempotencyChange } from '../store/change-set.ts';
import type { IdempotencyRecord, ResourceLink, Scope, StoredResponse } from '../store/records.ts';
import { CommitRefused } from './commit.ts';

/**
 * Runs a request at most once per Idempotency-Key. The record is written by `run` itself, in the commits of what it protects.
 *
 * @param present - the object a key led to, as it is now, and whether its first request is still running
 */
export async function answerOnce<Value>(
  { store, clock }: EngineDependencies,
  scope: Scope,
  idempotent: IdempotentRequest<Value> | undefined,
  present: (resourceId: string) => Promise<{ readonly value: Value; readonly running: boolean }>,
  run: () => Promise<Value>,
): Promise<Answer<Value>> {
  if (idempotent === undefined) return { kind: 'value', value: await run() };
  const known = await findRecord();
  if (known !== null) return { kind: 'replay', response: await replay(known, idempotent, present) };
  try {
    return { kind: 'value', value: await run() };
  } catch (error) {
    if (!(error instanceof CommitRefused) || error.on !== 'idempotency_key') throw error;
    const first = await findRecord();
    if (first === null) throw error;
    return { kind: 'replay', response: await replay(first, idempotent, present) };
  }

  async function findRecord(): Promise<IdempotencyRecord | null> {
    const record = await store.idempotencyRecord(scope, idempotent?.key ?? '');
    return record !== null && record.expiresAt > clock.now() ? record : null;
  }
}

async function replay<Value>(
  record: IdempotencyRecord,
  { fingerprint, represent }: IdempotentRequest<Value>,
  present: (resourceId: string) => Promise<{ readonly value: Value; readonly running: boolean }>,
): Promise<StoredResponse> {
  if (record.fingerprint !== fingerprint) throw new PaymentGatewayError('idempotency_key_reused');
  if (record.response !== null) return record.response;
  const { value, running } = await present(record.resource.id);
  if (running) throw new PaymentGatewayError('idempotency_in_progress');
  return represent(value);
}

/** First use of a key, without an answer yet (`response` null) or answered in the same commit. */
export function claimKey<Value>(
  scope: Scope,
  idempotent: IdempotentRequest<Value> | undefined,
  resource: ResourceLink,
  response: StoredResponse | null,
  now: Date,
): IdempotencyChange | undefined {
  if (idempotent === undefined) return undefined;
  const { key, fingerprint } = idempotent;
  const expiresAt = new Date(now.getTime() + idempotencyRetentionDays * dayMs);
  return {
    kind: 'claim',
    record: { ...ownerOf(scope), key, fingerprint, resource, response, createdAt: now, expiresAt },
  };
}

/** What happens to a key when the first request has its answer. */
export type KeyEnd = 'keep_answer' | 'show_present_truth' | 'free';

export function endKey<Value>(
  scope: Scope,
  idempotent: IdempotentRequest<Value> | undefined,
  value: Value,
  end: KeyEnd,
): IdempotencyChange | undefined {
  if (idempotent === undefined || end === 'show_present_truth') return undefined;
  const target = { scope: ownerOf(scope), key: idempotent.key };
  return end === 'free'
    ? { kind: 'release', ...target }
    : { kind: 'complete', ...target, response: idempotent.represent(value) };
}

/** Just the owner, without what else the object carries. */
export function ownerOf({ merchantId, livemode }: Scope): Scope {
  return { merchantId, livemode };
}
