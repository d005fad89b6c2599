import type { DeclineReason, ProviderWords } from '@hangil/core';

/** What came of one request to i'mport. */
export type IamportOutcome<Value> =
  /** Done: `code` 0 and a readable response; `partly` when HTTP 207 says that only some of it was. */
  | { readonly kind: 'done'; readonly value: Value; readonly partly?: true }
  /** Answered with a readable no: `code` other than 0, or a 4xx. */
  | Refused
  /** Certainly not done: it never left us, or the token was refused. */
  | NotDone
  /** It may have been done: cut, timed out, 5xx, or an answer nobody can read. */
  | Uncertain;

export interface Refused {
  readonly kind: 'refused';
  readonly httpStatus: number;
  readonly provider: ProviderWords;
}

export interface NotDone {
  readonly kind: 'not_done';
  readonly reason: DeclineReason;
  readonly provider: ProviderWords;
  readonly cause: string;
}

export interface Uncertain {
  readonly kind: 'uncertain';
  readonly cause: string;
}

export type Failed = Refused | NotDone | Uncertain;
