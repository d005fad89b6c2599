import type { ErrorCode, PayoutBatchId, PayoutStatus } from '@hangil/core';
import type { CreatePayoutInput } from '../engine.ts';
import type { Answer, IdempotentRequest } from '../idempotency.ts';
import type { Document } from '../store/document.ts';
import type { Scope } from '../store/records.ts';

/** What is wrong with one field of a row. The message names what is expected, never the value. */
export interface RowProblem {
  readonly field: string;
  readonly code: ErrorCode;
  readonly message: string;
}

/** One row of a file: what it asks for, or why it cannot be read. Rows count from 1. */
export type PayoutFileRow = { readonly row: number } & (
  | { readonly input: CreatePayoutInput; readonly problems?: undefined }
  | { readonly problems: readonly RowProblem[]; readonly input?: undefined }
);

/** A file of payouts as the caller reads it. */
export interface PayoutFile {
  /** Equal for equal files: by it an upload that broke off is gone on with. */
  readonly contentHash: string;
  /** Gives the rows in order; called for every pass. */
  rows(): AsyncIterable<PayoutFileRow>;
  /** How a file of this kind calls a parameter of the API: `destination.account_number` is a column `account_number`, for example. */
  fieldOf(param: string): string;
}

export interface PayoutFileCheck {
  readonly accepted: number;
  readonly rejected: number;
  /** The first `rowErrorsMax` of them. */
  readonly errors: readonly (RowProblem & { readonly row: number })[];
}

export const rowErrorsMax = 10_000;

export type PayoutCounts = Readonly<Record<PayoutStatus | 'total', number>>;

/** A batch with the state of its rows. */
export type PayoutBatch = Document<'payout_batch'> & { readonly counts: PayoutCounts };

/** Many payouts in one file: checked whole, accepted whole, then sent a few at a time. */
export interface PayoutBatches {
  /** Changes nothing. */
  check(scope: Scope, file: PayoutFile): Promise<PayoutFileCheck>;
  /** @throws payout_batch_refused with the errors of the rows, state_conflict while the same file is being loaded */
  create(
    scope: Scope,
    file: PayoutFile,
    createdBy: string | null,
    idempotent?: IdempotentRequest<PayoutBatch>,
  ): Promise<Answer<PayoutBatch>>;
  /** @throws not_found */
  get(scope: Scope, id: string): Promise<PayoutBatch>;
  /** Rows that are at the provider end; no other is sent. @throws state_conflict */
  pause(scope: Scope, id: string, idempotent?: IdempotentRequest<PayoutBatch>): Promise<Answer<PayoutBatch>>;
  /** @throws state_conflict */
  resume(scope: Scope, id: string, idempotent?: IdempotentRequest<PayoutBatch>): Promise<Answer<PayoutBatch>>;
  /** Takes back every row that was not sent. @throws state_conflict */
  cancel(scope: Scope, id: string, idempotent?: IdempotentRequest<PayoutBatch>): Promise<Answer<PayoutBatch>>;
}

export function batchIdOf({ id }: { readonly id: string }): PayoutBatchId {
  return id as PayoutBatchId;
}
