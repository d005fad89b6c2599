import type { ChannelId, ProviderReference } from '../identifier/identifier.ts';
import type { Money } from '../money/money.ts';
import type { Customer } from '../payment/payment.ts';
import type { CallContext, PaymentAtProvider, RequestProblem } from './payment-provider.ts';
import type { Absent, CancelVerdict, Declined, NotCreated, Unknown } from './verdict.ts';

/** `person`: for the payer's income deduction (소득공제); `company`: as proof of an expense (지출증빙). */
export const cashReceiptPurposes = ['person', 'company'] as const;
export type CashReceiptPurpose = (typeof cashReceiptPurposes)[number];

export const cashReceiptIdentifierTypes = ['phone', 'business_number', 'receipt_card', 'resident_number'] as const;

/** Whose receipt it is. Lives in memory for one call; never stored, never logged. */
export interface CashReceiptIdentifier {
  readonly type: (typeof cashReceiptIdentifierTypes)[number];
  /** Digits only. */
  readonly number: string;
}

/** What the receipt is for: a payment by this provider, or cash that was taken outside. */
export type CashReceiptSubject =
  | {
      readonly kind: 'payment';
      readonly payment: PaymentAtProvider;
      /** Paid and neither given back nor promised to be, minor units. */
      readonly leftMinor: number;
    }
  | { readonly kind: 'outside_sale'; readonly orderName: string };

/** Names a receipt at the provider. */
export interface CashReceiptAtProvider {
  readonly channelId: ChannelId;
  /** Our name of it, sent when it was issued. */
  readonly reference: ProviderReference;
  /** Null for an outside sale. */
  readonly payment: PaymentAtProvider | null;
  /** The provider's id when known. */
  readonly providerReceiptId: string | null;
  /** When it was asked for: there are providers that show receipts by day only. */
  readonly requestedAt: Date;
}

export interface IssueCashReceiptRequest {
  readonly channelId: ChannelId;
  readonly reference: ProviderReference;
  readonly subject: CashReceiptSubject;
  readonly amount: Money;
  readonly taxFreeAmountMinor: number;
  readonly purpose: CashReceiptPurpose;
  readonly identifier: CashReceiptIdentifier;
  readonly customer: Customer;
}

/** A receipt as the provider shows it; every fact is the provider's. */
export interface IssuedCashReceipt {
  readonly kind: 'issued';
  readonly amount: Money;
  readonly providerReceiptId: string | null;
  readonly approvalNumber: string | null;
  readonly receiptUrl: string | null;
  readonly issuedAt: Date;
  /** Null = it stands. */
  readonly canceledAt: Date | null;
}

export type CashReceiptVerdict = IssuedCashReceipt | Declined | NotCreated | Unknown;
export type CashReceiptReading = IssuedCashReceipt | Absent | Unknown;

/** Cash receipts (현금영수증). No method throws for what a provider or a network does. */
export interface CashReceiptPort {
  /** Looks at a request before anything is written or sent. Pure. */
  check?(request: IssueCashReceiptRequest): RequestProblem | null;
  /** Sent once per reference. `unknown` is followed by `inquire`, never by another `issue`. */
  issue(request: IssueCashReceiptRequest, context: CallContext): Promise<CashReceiptVerdict>;
  inquire(receipt: CashReceiptAtProvider, context: CallContext): Promise<CashReceiptReading>;
  cancel(receipt: CashReceiptAtProvider, context: CallContext): Promise<CancelVerdict>;
}
