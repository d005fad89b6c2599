import type { StoredResponse } from './store/records.ts';

/** A request made under an Idempotency-Key. */
export interface IdempotentRequest<Value> {
  readonly key: string;
  /** Keyed hash over route, path and canonical body. */
  readonly fingerprint: string;
  /** How the value is answered; called for the first answer and for replays of an outcome that was unknown then. */
  represent(value: Value): StoredResponse;
}

/** A fresh value, or the answer that was given before. */
export type Answer<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'replay'; readonly response: StoredResponse };

/** Idempotency records are kept this long after the first request. */
export const idempotencyRetentionDays = 15;
