import type { CalendarDate, ChannelId, CurrencyCode, Money, ProviderAccountId, SettlementId } from '@hangil/core';
import type { ExpectedSettlement } from '@hangil/ledger';
import type { Answer, IdempotentRequest } from '../idempotency.ts';
import type { Document } from '../store/document.ts';
import type { Scope } from '../store/records.ts';

/** A provider's statement of one payout to the merchant. Status `received`, then `arrived` when the bank showed the money. */
export interface SettlementValue {
  readonly channelId: ChannelId;
  readonly provider: string;
  readonly providerAccountId: ProviderAccountId;
  readonly payoutDate: CalendarDate;
  readonly currency: CurrencyCode;
  readonly itemCount: number;
  readonly paymentsMinor: number;
  readonly refundsMinor: number;
  readonly feeMinor: number;
  readonly vatMinor: number;
  /** What the provider announces to pay: payments less refunds, fees, VAT and what it keeps. */
  readonly netMinor: number;
  /** What the terms of the channel let expect for that day; null without terms. */
  readonly expectedNetMinor: number | null;
  /** Items that no payment or refund of ours was found for, each with its case. */
  readonly unknownItems: number;
  readonly bank: BankArrival | null;
}

export interface BankArrival {
  readonly bankAccount: string;
  readonly amountMinor: number;
  readonly arrivedAt: Date;
  /** The bank's name for the line. */
  readonly reference: string;
}

export type Settlement = Document<'settlement'>;

/** A row of a statement, as the provider tells it. */
export interface StatementItem {
  /** The provider's name for the row; unique in the channel. */
  readonly key: string;
  /**
   * `fee` belongs to no payment, `refund_fee` neither; `withheld` is taken off for what was told before: a dispute, the fee of a refund.
   */
  readonly type: 'payment' | 'refund' | 'fee' | 'refund_fee' | 'withheld' | 'reserve_hold' | 'reserve_release';
  readonly amountMinor: number;
  readonly feeMinor: number;
  readonly vatMinor: number;
  /** The provider's id of the payment; of fees and reserves null. */
  readonly providerPaymentId: string | null;
  /**
   * Of a payment or refund in another currency than the statement's: what was sold or given back, and its fee. The amount is then what
   * is paid out for it, or taken back. Left out = in the currency of the statement.
   */
  readonly sold?: SoldAbroad;
}

export interface SoldAbroad extends Money {
  readonly feeMinor: number;
}

export interface ReceiveSettlementInput {
  readonly channelId: ChannelId;
  readonly payoutDate: CalendarDate;
  readonly currency: CurrencyCode;
  readonly items: readonly StatementItem[];
}

export interface Settlements {
  /** What providers are expected to pay out from one day to another, both included. Earliest first. */
  expected(
    scope: Scope,
    range: { readonly from: CalendarDate; readonly to: CalendarDate; readonly channelId?: string },
  ): Promise<readonly ExpectedSettlement[]>;
  /**
   * Books a statement: all of it or nothing. Items that fit no payment of ours wait in suspense, each under a case.
   * @throws invalid_request for an unknown channel, state_conflict when a row of it was booked before
   */
  receive(
    scope: Scope,
    input: ReceiveSettlementInput,
    idempotent?: IdempotentRequest<Settlement>,
  ): Promise<Answer<Settlement>>;
  /** The bank shows the money. What differs from the announcement waits in suspense under a case. @throws state_conflict when it did already */
  arrive(
    scope: Scope,
    id: SettlementId,
    arrival: BankArrival,
    idempotent?: IdempotentRequest<Settlement>,
  ): Promise<Answer<Settlement>>;
}
