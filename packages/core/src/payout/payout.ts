import type {
  ChannelId,
  MerchantId,
  OperationId,
  PaymentId,
  PayoutBatchId,
  PayoutId,
  ProviderAccountId,
  ProviderReference,
} from '../identifier/identifier.ts';
import type { CurrencyCode } from '../money/currency.ts';
import type { Customer } from '../payment/payment.ts';
import type { Failure } from '../provider/failure.ts';
import type { RoutingTrace } from '../provider/routing-trace.ts';

export const payoutStatuses = [
  'pending_approval',
  'scheduled',
  'processing',
  'unknown',
  'succeeded',
  'failed',
  'canceled',
] as const;
export type PayoutStatus = (typeof payoutStatuses)[number];

export const payoutTransitions: Readonly<Record<PayoutStatus, readonly PayoutStatus[]>> = {
  pending_approval: ['scheduled', 'processing', 'canceled'],
  // One that waits to be sent again may turn out to have arrived after all.
  scheduled: ['processing', 'canceled', 'unknown', 'succeeded', 'failed'],
  // Back to waiting when the provider lacks the money to pay out.
  processing: ['unknown', 'succeeded', 'failed', 'scheduled'],
  unknown: ['processing', 'succeeded', 'failed', 'scheduled'],
  // The bank sent the money back.
  succeeded: ['failed'],
  failed: [],
  canceled: [],
};

export interface PayoutDestination {
  /** Three-digit KFTC code; the adapter translates it. */
  readonly bankCode: string | null;
  /** The provider's own bank id; wins over `bankCode`. */
  readonly providerBankId: string | null;
  readonly accountNumber: string;
  readonly holderName: string;
}

/** Money out to a payee. Amounts are minor units. */
export interface Payout {
  readonly id: PayoutId;
  readonly version: number;
  readonly merchantId: MerchantId;
  readonly livemode: boolean;
  /** The merchant's own key, unique per merchant and mode for ever. */
  readonly merchantReference: string;
  readonly status: PayoutStatus;
  readonly amountMinor: number;
  readonly currency: CurrencyCode;
  readonly destination: PayoutDestination;
  readonly customer: Customer;
  /** Set when this payout gives a payment's money back; capped by what is refundable and booked as a refund. */
  readonly refundsPaymentId: PaymentId | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** The batch it came in, and its row there: 1 is the first below the header. */
  readonly batchId: PayoutBatchId | null;
  readonly row: number | null;
  /** API key that asked for it and, where a second one had to agree, the one that did: ids, not secrets. */
  readonly createdBy: string | null;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly channelId: ChannelId;
  readonly provider: string;
  readonly providerAccountId: ProviderAccountId;
  readonly operationId: OperationId;
  readonly reference: ProviderReference;
  readonly providerPayoutId: string | null;
  /** The ledger shows it as sent (in transit) rather than only requested. */
  readonly inTransit: boolean;
  readonly failure: Failure | null;
  readonly routing: RoutingTrace;
  readonly checks: number;
  readonly createdAt: Date;
  /** While `scheduled`: when it leaves at the earliest. Null = as soon as its turn comes. */
  readonly availableAt: Date | null;
  readonly succeededAt: Date | null;
  readonly failedAt: Date | null;
  readonly nextCheckAt: Date | null;
}
