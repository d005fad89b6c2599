import type {
  ChannelId,
  MerchantId,
  OperationId,
  PaymentId,
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
  scheduled: ['processing', 'canceled'],
  processing: ['unknown', 'succeeded', 'failed'],
  unknown: ['processing', 'succeeded', 'failed'],
  succeeded: [],
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
  readonly succeededAt: Date | null;
  readonly failedAt: Date | null;
  readonly nextCheckAt: Date | null;
}
