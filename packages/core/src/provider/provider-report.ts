import type { ProviderReference } from '../identifier/identifier.ts';
import type { Money } from '../money/money.ts';
import type { CallContext } from './payment-provider.ts';
import type { Unknown } from './verdict.ts';

/** One operation as a provider's own report lists it, to be compared with ours. */
export interface ProviderReportRow {
  /** The provider's id of the operation. */
  readonly providerOperationId: string;
  /** Our name for it as the provider repeats it; null where the report has none. */
  readonly reference: ProviderReference | null;
  readonly kind: 'payment' | 'refund' | 'payout' | 'other';
  readonly status: 'succeeded' | 'failed' | 'open';
  /** Null where the report has no sum that can be read. */
  readonly amount: Money | null;
  readonly createdAt: Date | null;
  readonly completedAt: Date | null;
}

export interface ProviderReportRequest {
  /** Operations that ended at or after this instant. */
  readonly from: Date;
  /** And before this one. */
  readonly to: Date;
  /** Rows to leave out at the beginning: how many were read so far. */
  readonly offset: number;
}

export interface ProviderReportPage {
  readonly kind: 'page';
  readonly rows: readonly ProviderReportRow[];
  readonly hasMore: boolean;
}

/** The provider's list of what it did, for reconciliation. Read only; never throws for what a provider or a network does. */
export interface ProviderReportPort {
  operations(request: ProviderReportRequest, context: CallContext): Promise<ProviderReportPage | Unknown>;
}
