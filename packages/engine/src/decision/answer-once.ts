import { dayMs, PaymentGatewayError } from '@hangil/core';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { type Answer, type IdempotentRequest, idempotencyRetentionDays } from '../idempotency.ts';
import type { IdempotencyChange } from '../store/change-set.ts';
import type { IdempotencyRecord, ResourceLink, Scope, StoredResponse } from '../store/records.ts';
import { CommitRefused, wholeRequest } from './commit.ts';

/** What a key led to, as it is now. */
export interface Present<Value> {
  readonly value: Value;
  /** The first request is still at the provider. */
  readonly running: boolean;
  /** Nothing happened and nothing will: the request may be made again under its key. */
  readonly cameToNothing: boolean;
}

/** A request under a key that is free, or held by a request that came to nothing. */
export type KeyedRequest<Value> = IdempotentRequest<Value> & { readonly replaces?: string };

/**
 * Runs a request at most once per Idempotency-Key. The record is written by `run` itself, in the commits of what it protects.
 * A request that came to nothing is run anew.
 */
export async function answerOnce<Value>(
  { store, clock }: EngineDependencies,
  scope: Scope,
  idempotent: IdempotentRequest<Value> | undefined,
  present: (resourceId: string) => Promise<Present<Value>>,
  run: (keyed: KeyedRequest<Value> | undefined) => Promise<Value>,
): Promise<Answer<Value>> {
  if (idempotent === undefined) return { kind: 'value', value: await wholeRequest(run(undefined)) };
  const known = await findRecord();
  const replayed = known === null ? null : await replay(known, idempotent, present);
  if (replayed !== null) return { kind: 'replay', response: replayed };
  try {
    const keyed = known === null ? idempotent : { ...idempotent, replaces: known.resource.id };
    return { kind: 'value', value: await wholeRequest(run(keyed)) };
  } catch (error) {
    if (!(error instanceof CommitRefused) || error.on !== 'idempotency_key') throw error;
    const faster = await findRecord();
    const answered = faster === null ? null : await replay(faster, idempotent, present);
    if (answered === null) throw new PaymentGatewayError('idempotency_in_progress');
    return { kind: 'replay', response: answered };
  }

  async function findRecord(): Promise<IdempotencyRecord | null> {
    const record = await store.idempotencyRecord(scope, idempotent?.key ?? '');
    return record !== null && record.expiresAt > clock.now() ? record : null;
  }
}

/** The answer to a repeated request, or null when it is to be made again. */
async function replay<Value>(
  record: IdempotencyRecord,
  { fingerprint, represent }: IdempotentRequest<Value>,
  present: (resourceId: string) => Promise<Present<Value>>,
): Promise<StoredResponse | null> {
  if (record.fingerprint !== fingerprint) throw new PaymentGatewayError('idempotency_key_reused');
  if (record.response !== null) return record.response;
  const { value, running, cameToNothing } = await present(record.resource.id);
  if (running) throw new PaymentGatewayError('idempotency_in_progress');
  return cameToNothing ? null : represent(value);
}

/** First use of a key, without an answer yet (`response` null) or answered in the same commit. */
export function claimKey<Value>(
  scope: Scope,
  idempotent: KeyedRequest<Value> | undefined,
  resource: ResourceLink,
  response: StoredResponse | null,
  now: Date,
): IdempotencyChange | undefined {
  if (idempotent === undefined) return undefined;
  const { key, fingerprint, replaces } = idempotent;
  const expiresAt = new Date(now.getTime() + idempotencyRetentionDays * dayMs);
  return {
    kind: 'claim',
    record: { ...ownerOf(scope), key, fingerprint, resource, response, createdAt: now, expiresAt },
    ...(replaces === undefined ? {} : { replaces }),
  };
}

/** What happens to a key when the first request has its answer. */
export type KeyEnd = 'keep_answer' | 'show_present_truth' | 'free';

export function endKey<Value extends Scope & { readonly id: string }>(
  idempotent: IdempotentRequest<Value> | undefined,
  value: Value,
  end: KeyEnd,
): IdempotencyChange | undefined {
  if (idempotent === undefined || end === 'show_present_truth') return undefined;
  const target = { scope: ownerOf(value), key: idempotent.key, resourceId: value.id };
  return end === 'free'
    ? { kind: 'release', ...target }
    : { kind: 'complete', ...target, response: idempotent.represent(value) };
}

/** Just the owner, without what else the object carries. */
export function ownerOf({ merchantId, livemode }: Scope): Scope {
  return { merchantId, livemode };
}
