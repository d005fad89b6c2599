import type {
  CashReceiptIdentifier,
  CashReceiptPurpose,
  ChannelId,
  Customer,
  Money,
  PaymentId,
  ProviderReference,
} from '@hangil/core';
import type { Answer, IdempotentRequest } from '../idempotency.ts';
import type { ServiceState } from '../service/service-document.ts';
import type { Document } from '../store/document.ts';
import type { Scope } from '../store/records.ts';

/** `pending` while a call is under way; `issued` stands; `failed` was never made; `unknown` is being looked up. */
export const cashReceiptStatuses = ['pending', 'unknown', 'issued', 'failed', 'canceled'] as const;

export interface CashReceiptValue extends ServiceState {
  /** What the last call was to do. */
  readonly action: 'issue' | 'cancel';
  /** Our name of it at the provider. */
  readonly reference: ProviderReference;
  readonly paymentId: PaymentId | null;
  /** The merchant's own id and name of an outside sale. */
  readonly orderId: string | null;
  readonly orderName: string;
  /** As asked for; once issued, as the provider reports it. */
  readonly amount: Money;
  readonly taxFreeAmountMinor: number;
  readonly purpose: CashReceiptPurpose;
  /** `maskedNumber`: at most the last four digits. */
  readonly identifier: { readonly type: CashReceiptIdentifier['type']; readonly maskedNumber: string };
  readonly providerReceiptId: string | null;
  readonly approvalNumber: string | null;
  readonly receiptUrl: string | null;
  readonly issuedAt: Date | null;
  readonly canceledAt: Date | null;
}

/** A document of a payment has that as its parent. Its key holds the payment, or the outside sale, to one standing receipt. */
export type CashReceipt = Document<'cash_receipt'>;

export type CashReceiptFor =
  | {
      readonly kind: 'payment';
      readonly paymentId: PaymentId /** Null = all that is left. */;
      readonly amountMinor: number | null;
    }
  | {
      readonly kind: 'outside_sale';
      readonly orderId: string;
      readonly orderName: string;
      readonly amount: Money;
      readonly channelId: ChannelId | null;
    };

export interface IssueCashReceiptInput {
  readonly subject: CashReceiptFor;
  /** Null = of a payment, its tax-free part as far as the amount goes; else 0. */
  readonly taxFreeAmountMinor: number | null;
  readonly purpose: CashReceiptPurpose;
  readonly identifier: CashReceiptIdentifier;
  readonly customer: Customer;
}

export interface CashReceipts {
  /**
   * @throws not_found, state_conflict (not paid, not by cash, or there is a receipt), cash_receipt_amount_exceeded,
   *   service_not_supported, channel_requirement
   */
  issue(
    scope: Scope,
    input: IssueCashReceiptInput,
    idempotent?: IdempotentRequest<CashReceipt>,
  ): Promise<Answer<CashReceipt>>;
  /** @throws state_conflict unless it is issued; provider_unreachable, provider_refused when it certainly still stands */
  cancel(scope: Scope, id: string, idempotent?: IdempotentRequest<CashReceipt>): Promise<Answer<CashReceipt>>;
}
