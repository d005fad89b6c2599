import type { MerchantId, OperationId, PaymentId, RefundId } from '../identifier/identifier.ts';
import type { CurrencyCode } from '../money/currency.ts';
import type { Failure } from '../provider/failure.ts';

export const refundStatuses = ['pending', 'unknown', 'succeeded', 'failed'] as const;
export type RefundStatus = (typeof refundStatuses)[number];

export const refundTransitions: Readonly<Record<RefundStatus, readonly RefundStatus[]>> = {
  pending: ['unknown', 'succeeded', 'failed'],
  unknown: ['pending', 'succeeded', 'failed'],
  succeeded: [],
  failed: [],
};

export type RefundRequester = 'customer' | 'admin' | 'provider';

/** Where the money goes when the method cannot be reversed (a paid virtual account). */
export interface RefundAccount {
  /** Three-digit KFTC code. */
  readonly bankCode: string;
  readonly accountNumber: string;
  readonly holderName: string;
  readonly phone: string | null;
}

/** Money back to the payer. Amounts are minor units. */
export interface Refund {
  readonly id: RefundId;
  readonly version: number;
  readonly merchantId: MerchantId;
  readonly livemode: boolean;
  readonly paymentId: PaymentId;
  readonly status: RefundStatus;
  readonly amountMinor: number;
  readonly taxFreeAmountMinor: number;
  readonly currency: CurrencyCode;
  readonly reason: string | null;
  /** `provider` = made in the provider's own console and found by us. */
  readonly requester: RefundRequester;
  readonly refundAccount: RefundAccount | null;
  /** What only the payment's provider knows; kept, because a refund may wait for its turn. Left out = none. */
  readonly providerOptions?: Readonly<Record<string, unknown>>;
  readonly operationId: OperationId | null;
  /** What the provider had given back before this refund was sent; tells ours from others in an inquiry. */
  readonly returnedBeforeMinor: number | null;
  readonly providerRefundId: string | null;
  readonly failure: Failure | null;
  readonly checks: number;
  readonly createdAt: Date;
  readonly succeededAt: Date | null;
  readonly nextCheckAt: Date | null;
}
