import type {
  AttemptId,
  ChannelId,
  MerchantId,
  OperationId,
  PaymentId,
  ProviderAccountId,
  ProviderReference,
} from '../identifier/identifier.ts';
import type { CurrencyCode } from '../money/currency.ts';
import type { Failure } from '../provider/failure.ts';
import type { RoutingTrace } from '../provider/routing-trace.ts';
import type { NextAction } from './next-action.ts';
import type { PaymentMethod } from './payment-method.ts';
import type { PaymentStatus } from './payment-status.ts';

export interface Customer {
  readonly id: string | null;
  readonly name: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly ipAddress: string | null;
  /** Two letters, lower case. */
  readonly language: string | null;
  /** ISO 3166-1: two capital letters. Left out = not told. */
  readonly country?: string | null;
}

/** One try at one channel. */
export interface Attempt {
  readonly id: AttemptId;
  readonly operationId: OperationId;
  /** Our name for this try at the provider; unique per provider account. */
  readonly reference: ProviderReference;
  readonly provider: string;
  readonly providerAccountId: ProviderAccountId;
  readonly channelId: ChannelId;
  readonly status: 'pending' | 'unknown' | 'succeeded' | 'failed';
  readonly failure: Failure | null;
  readonly createdAt: Date;
}

/**
 * Money in. Amounts are minor units of `currency`.
 * `amountRefundingMinor` counts refunds that were promised and are not final; the store holds
 * refunding + refunded <= paid at every commit.
 */
export interface Payment {
  readonly id: PaymentId;
  readonly version: number;
  readonly merchantId: MerchantId;
  readonly livemode: boolean;
  /** Chosen by the merchant; unique per merchant and mode among payments that have not ended without money. */
  readonly orderId: string;
  readonly orderName: string;
  readonly status: PaymentStatus;
  readonly amountMinor: number;
  readonly currency: CurrencyCode;
  readonly taxFreeAmountMinor: number;
  readonly amountPaidMinor: number;
  readonly amountRefundingMinor: number;
  readonly amountRefundedMinor: number;
  /** Part of the two above that goes back by payouts, which the provider of this payment knows nothing of. */
  readonly amountByPayoutsMinor: number;
  readonly method: PaymentMethod;
  readonly customer: Customer;
  readonly returnUrl: string | null;
  /** Hosted page that performs the next action for the shopper; whoever knows it may pay. Null = there is none. */
  readonly checkoutUrl: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly channelId: ChannelId;
  readonly provider: string;
  readonly providerAccountId: ProviderAccountId;
  /** The provider's own id of this payment, once told. */
  readonly providerPaymentId: string | null;
  /** The PG behind the provider and its transaction, once told. */
  readonly pg: { readonly name: string | null; readonly transactionId: string | null } | null;
  readonly nextAction: NextAction | null;
  readonly failure: Failure | null;
  readonly attempts: readonly Attempt[];
  readonly routing: RoutingTrace;
  /** The pending layer of the ledger holds this payment's expected deposit. */
  readonly depositExpected: boolean;
  /** Deposits after the one that paid, which wait for a person. Left out = none. */
  readonly furtherDepositIds?: readonly string[];
  /** How often the provider was asked since the last news; drives the inquiry ladder. */
  readonly checks: number;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
  readonly canceledAt: Date | null;
  readonly failedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly nextCheckAt: Date | null;
}

/** What may still be given back: paid minus refunded minus promised. */
export function refundableMinor(
  payment: Pick<Payment, 'amountPaidMinor' | 'amountRefundingMinor' | 'amountRefundedMinor'>,
): number {
  return payment.amountPaidMinor - payment.amountRefundingMinor - payment.amountRefundedMinor;
}

/** The try that counts now: the one at the payment's channel. No two tries go to one channel; the last one counts until money says otherwise. */
export function currentAttempt(payment: Payment): Attempt {
  const attempt = payment.attempts.findLast(({ channelId }) => channelId === payment.channelId);
  if (attempt === undefined) throw new Error(`payment ${payment.id} has no attempt`);
  return attempt;
}

/** The payment as it is at the channel of one of its tries. */
export function atAttempt(payment: Payment, { channelId, provider, providerAccountId }: Attempt): Payment {
  return { ...payment, channelId, provider, providerAccountId };
}
