import type { ProviderAccountId, ReconciliationId, ReconciliationItemId } from '@hangil/core';
import type { Mismatch, MismatchReason, ProviderRow } from '@hangil/ledger';
import type { Answer, IdempotentRequest } from '../idempotency.ts';
import type { Document } from '../store/document.ts';
import type { Scope } from '../store/records.ts';

/** One comparison of a provider's list with our books. Status `open`, then `locked`. */
export interface ReconciliationValue {
  readonly providerAccountId: ProviderAccountId;
  readonly from: Date;
  readonly to: Date;
  /** Tells one file from another, however it is called; the same file for the same period is compared once. */
  readonly fileHash: string;
  readonly fileName: string | null;
  readonly providerRows: number;
  readonly bookRows: number;
  readonly matchedProviderRows: number;
  readonly matchedBookRows: number;
  readonly mismatches: Readonly<Partial<Record<MismatchReason, number>>>;
  readonly openItems: number;
}

/** What does not agree. Status `open`, then `resolved`. */
export interface ReconciliationItemValue extends Mismatch {
  readonly resolution: { readonly note: string; readonly resolvedAt: Date } | null;
}

export type Reconciliation = Document<'reconciliation'>;
export type ReconciliationItem = Document<'reconciliation_item'>;

export interface RunReconciliationInput {
  readonly providerAccountId: ProviderAccountId;
  /** First instant of the period, and the first after it. */
  readonly from: Date;
  readonly to: Date;
  /** Until when the file is complete; the end of the period when null. */
  readonly collectedUntil: Date | null;
  readonly source: RowSource;
}

/** Where the provider's side comes from. */
export type RowSource =
  | {
      readonly kind: 'rows';
      readonly fileHash: string;
      readonly fileName: string | null;
      /** Keyed by the provider's id of the payment. */
      readonly rows: readonly ProviderRow[];
    }
  /** The provider is asked for its list. */
  | { readonly kind: 'provider' };

export interface Reconciliations {
  /**
   * Compares and keeps what does not agree. The same file for the same account and period gives the first comparison again.
   * @throws invalid_request for an unknown account, for a provider without a list, and when so much differs that it is another account's
   *   file; provider_unreachable
   */
  run(
    scope: Scope,
    input: RunReconciliationInput,
    idempotent?: IdempotentRequest<Reconciliation>,
  ): Promise<Answer<Reconciliation>>;
  /** A person has dealt with it. @throws state_conflict when it is resolved or the comparison is locked */
  resolve(
    scope: Scope,
    id: ReconciliationItemId,
    note: string,
    idempotent?: IdempotentRequest<ReconciliationItem>,
  ): Promise<Answer<ReconciliationItem>>;
  /** Nothing about it changes any more. @throws state_conflict while items are open */
  lock(
    scope: Scope,
    id: ReconciliationId,
    idempotent?: IdempotentRequest<Reconciliation>,
  ): Promise<Answer<Reconciliation>>;
}
