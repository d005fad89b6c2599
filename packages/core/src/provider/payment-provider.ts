import type { ChannelId, ProviderAccountId, ProviderReference } from '../identifier/identifier.ts';
import type { Money } from '../money/money.ts';
import type { Customer } from '../payment/payment.ts';
import type { PaymentMethod, RequestedPaymentMethod } from '../payment/payment-method.ts';
import type { PayoutDestination } from '../payout/payout.ts';
import type { RefundAccount, RefundRequester } from '../refund/refund.ts';
import type { Clock } from '../time/clock.ts';
import type { AccountChannelPort } from './account-channel-port.ts';
import type { ApprovalPort } from './approval-port.ts';
import type { BankListPort } from './bank-list.ts';
import type { BillingKeyAtProvider, BillingKeyPort } from './billing-key-port.ts';
import type { CashReceiptPort } from './cash-receipt-port.ts';
import type { CheckoutPort } from './checkout-port.ts';
import type { IdentityVerificationPort } from './identity-verification-port.ts';
import type { PaymentActionPort } from './payment-action-port.ts';
import type { ProviderEventReading, RawProviderEvent } from './provider-event.ts';
import type { ProviderManifest } from './provider-manifest.ts';
import type { ProviderReportPort } from './provider-report.ts';
import type { ReferenceTables } from './reference-tables.ts';
import type { SchedulePort } from './schedule-port.ts';
import type { ShipmentPort } from './shipment-port.ts';
import type {
  CancelVerdict,
  NotCreated,
  PaymentReading,
  PaymentVerdict,
  PayoutReading,
  PayoutVerdict,
  PendingPayment,
  RefundReading,
  RefundVerdict,
  Unknown,
} from './verdict.ts';
import type { VirtualAccountPort } from './virtual-account-port.ts';

/** Travels with every call. */
export interface CallContext {
  /** Aborts the call; an aborted call that may have been sent is `unknown`. */
  readonly signal?: AbortSignal;
}

/** Names a payment at the provider. */
export interface PaymentAtProvider {
  readonly channelId: ChannelId;
  readonly reference: ProviderReference;
  /** The provider's id when known. */
  readonly providerPaymentId: string | null;
  readonly methodType: string;
  /** What was asked for. */
  readonly amount: Money;
  /** The PG that has it, as the provider told; left out or null = not told. */
  readonly pg?: string | null;
}

/** What a provider certainly would refuse in a request, in the words of our API. */
export interface RequestProblem {
  /** Path of the parameter, `customer.ip_address`. */
  readonly param: string;
  /** Sentence for the merchant's developer; never the value. */
  readonly detail: string;
}

export interface StartPaymentRequest {
  readonly channelId: ChannelId;
  readonly reference: ProviderReference;
  readonly amount: Money;
  readonly taxFreeAmountMinor: number;
  readonly orderName: string;
  readonly method: RequestedPaymentMethod;
  /** What is charged with the method `billing_key`; left out with every other. */
  readonly billingKey?: BillingKeyAtProvider;
  readonly customer: Customer;
  /** Where the shopper's browser comes back to; the merchant's own page. */
  readonly returnUrl: string | null;
  readonly expiresAt: Date | null;
  /** What only this provider knows, as the merchant gave it; read by the adapter's `check`. Left out = none. */
  readonly providerOptions?: ProviderOptions;
}

/** Values of JSON by names that one provider has given them. Never card data, never kept with a payment. */
export type ProviderOptions = Readonly<Record<string, unknown>>;

/** The shopper has approved in the window, and the money moves only when we say so. */
export interface ConfirmPaymentRequest {
  readonly payment: PaymentAtProvider;
  /** The provider's id as a browser told it: not proven, and refused by the provider when it is not of this payment. */
  readonly providerPaymentId: string;
}

/** Answers of the shopper by the paths that were asked for: `customer.first_name`. Not kept. */
export interface InformationRequest {
  readonly payment: PaymentAtProvider;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Taking money. No method throws for what a provider or a network does: everything ends in a verdict.
 * A `unknown` of `start` is followed by `inquire`, never by another `start`.
 */
export interface PaymentPort {
  /** `check` reads `providerOptions` and refuses what it does not know. Left out = a payment with options is refused. */
  readonly takesOptions?: true;
  /** Looks at a request before anything is written or sent. Pure. Left out = nothing to check beyond the manifest. */
  check?(request: StartPaymentRequest): RequestProblem | null;
  /** Charges, or opens what the shopper needs to pay. Sent once per reference. */
  start(request: StartPaymentRequest, context: CallContext): Promise<PaymentVerdict>;
  /**
   * Reads what the provider knows. With `providerPaymentId` exactly that payment is read, and its reference is reported as the
   * provider has it; without, our reference is asked for, where a paid try wins over a newer failed one.
   */
  inquire(payment: PaymentAtProvider, context: CallContext): Promise<PaymentReading>;
  /**
   * Moves the money of a payment that the shopper has approved. Left out where his approval moves it. `not_created` means that
   * nothing was done and it may be confirmed again; `unknown` is followed by `inquire`, never by another `confirm` before that
   * shows that nothing was done. Until then `inquire` says that it waits for the shopper; a confirm itself never answers that. Offer
   * it only where the provider tells a repeated confirm from a new one, by a key made of the reference or by itself.
   */
  confirm?(request: ConfirmPaymentRequest, context: CallContext): Promise<PaymentVerdict>;
  /**
   * Sends what the provider asked the shopper for with `provide_information`. `pending` = taken, and what follows is told as ever.
   * Moves no money, so it may be sent again. Left out where the provider asks for nothing.
   */
  provideInformation?(
    request: InformationRequest,
    context: CallContext,
  ): Promise<PendingPayment | NotCreated | Unknown>;
  /** Ends a payment before money moved. Left out where the provider has nothing to end. */
  cancel?(payment: PaymentAtProvider, context: CallContext): Promise<CancelVerdict>;
}

export interface RefundRequest {
  readonly payment: PaymentAtProvider;
  /** Our name of the refund, for providers that take one. */
  readonly reference: ProviderReference;
  readonly amount: Money;
  readonly taxFreeAmountMinor: number;
  /** What the provider had given back before this refund, minor units. */
  readonly returnedBeforeMinor: number;
  readonly reason: string | null;
  readonly requester: RefundRequester;
  readonly refundAccount: RefundAccount | null;
  /** What only this provider knows, as the merchant gave it. Left out = none. */
  readonly providerOptions?: ProviderOptions;
}

/** What is known of a payment when a refund of it is asked for. */
export interface RefundFacts {
  readonly paidAt: Date | null;
  readonly method: PaymentMethod;
  /** The PG's name as the provider told it. */
  readonly pg: string | null;
  readonly amountPaidMinor: number;
  /** Refunds at the provider that were made or are under way. */
  readonly refundsBefore: number;
  readonly now: Date;
}

/** Why a refund certainly would be refused: something is missing in the request, or no request would help. */
export interface RefundProblem extends RequestProblem {
  readonly code: 'channel_requirement' | 'refund_not_supported';
  /** Rule of the provider or PG, and the day it is from, `YYYY-MM-DD`. */
  readonly rule: string;
  readonly asOf: string;
}

/** Giving back. The engine sends at most one refund of a payment at a time. */
export interface RefundPort {
  /** Looks at a refund before anything is written or sent. Pure. */
  check?(request: RefundRequest, facts: RefundFacts): RefundProblem | null;
  /** `check` reads `providerOptions` and refuses what it does not know. Left out = a refund with options is refused. */
  readonly takesOptions?: true;
  refund(request: RefundRequest, context: CallContext): Promise<RefundVerdict>;
  /** Was this refund made? Answered from the provider's record of the payment. */
  inquire(request: RefundRequest, context: CallContext): Promise<RefundReading>;
}

export interface PayoutRequest {
  readonly channelId: ChannelId;
  readonly reference: ProviderReference;
  readonly amount: Money;
  readonly destination: PayoutDestination;
  readonly customer: Customer;
}

/** Paying out. An unknown payout is only ever asked about, by the same reference. */
export interface PayoutPort {
  /** Looks at a request before anything is written or sent. Pure. */
  check?(request: PayoutRequest): RequestProblem | null;
  send(request: PayoutRequest, context: CallContext): Promise<PayoutVerdict>;
  inquire(
    payout: Pick<PayoutRequest, 'channelId' | 'reference' | 'amount'>,
    context: CallContext,
  ): Promise<PayoutReading>;
}

export interface ProviderEventPort {
  /** Verifies and reads. Pure: no network, no state. Never throws. */
  read(event: RawProviderEvent): ProviderEventReading;
}

/** One provider account, ready to be called. A missing port means: not offered. */
export interface PaymentProvider {
  readonly specificationVersion: 'v1';
  readonly manifest: ProviderManifest;
  readonly payments: PaymentPort;
  readonly refunds?: RefundPort;
  readonly payouts?: PayoutPort;
  readonly billingKeys?: BillingKeyPort;
  readonly schedules?: SchedulePort;
  readonly virtualAccounts?: VirtualAccountPort;
  readonly events?: ProviderEventPort;
  readonly checkout?: CheckoutPort;
  readonly cashReceipts?: CashReceiptPort;
  readonly identityVerifications?: IdentityVerificationPort;
  /** Deliveries of escrow payments. */
  readonly shipments?: ShipmentPort;
  readonly accountChannels?: AccountChannelPort;
  readonly reference?: ReferenceTables;
  readonly approvals?: ApprovalPort;
  readonly actions?: PaymentActionPort;
  readonly banks?: BankListPort;
  readonly reports?: ProviderReportPort;
  /** The gateway of the manifest's `gateways` behind a channel, by its code; null when the settings do not tell. */
  gatewayOf?(channel: ChannelId): string | null;
}

/** A channel as the configuration gives it. */
export interface ChannelSettings {
  readonly id: ChannelId;
  /** `card`, `easy_pay/kakaopay`, `payout/bank_transfer` */
  readonly methods: readonly string[];
  /** Everything else that stands at the channel: `pg`, `channel_key`, `options`. Parsed by the adapter. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A provider account as the configuration gives it. `credentials`, `options` and channel settings are parsed by the adapter. */
export interface ProviderAccountSettings {
  readonly id: ProviderAccountId;
  /** Every other key of the account: `base_url`, `payment_page_url`, ... */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly channels: readonly ChannelSettings[];
  /** Public address of this account's callbacks: `{public url}/webhooks/{adapter}/{account}`. */
  readonly eventUrl: string;
  readonly clock: Clock;
}

/** What an adapter package exports as `adapter`. */
export interface ProviderAdapter {
  readonly specificationVersion: 'v1';
  readonly manifest: ProviderManifest;
  /** @throws ProviderSettingsError naming the setting that is wrong or missing */
  create(account: ProviderAccountSettings): PaymentProvider;
}
