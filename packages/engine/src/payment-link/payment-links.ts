import type { ChannelId, Money, Payment, PaymentLinkId } from '@hangil/core';
import type { Answer, IdempotentRequest } from '../idempotency.ts';
import type { Document } from '../store/document.ts';
import type { Scope } from '../store/records.ts';

/** An address whose visitors each make a payment of the same amount. Its status is `active` or `deactivated`. */
export interface PaymentLinkValue {
  readonly url: string;
  readonly orderName: string;
  readonly amount: Money;
  readonly taxFreeAmountMinor: number;
  /** Words like `card` and `easy_pay/kakaopay`, for the payer to choose from. */
  readonly methods: readonly string[];
  readonly channelId: ChannelId | null;
  readonly expiresAt: Date | null;
  /** How many payments it takes; null = any number. */
  readonly usesMax: number | null;
  /** Uses ever begun. The next order of the link is named by it. */
  readonly usesBegun: number;
  /** Uses that are paid or may still be paid; empty when any number may be. */
  readonly uses: readonly LinkUse[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** One payment by a link. */
export interface LinkUse {
  readonly orderId: string;
  readonly begunAt: Date;
}

export interface CreatePaymentLinkInput extends Omit<PaymentLinkValue, 'url' | 'usesBegun' | 'uses'> {
  /** Makes the link's address. */
  readonly linkUrl: (id: PaymentLinkId) => string;
}

export type PaymentLink = Document<'payment_link'>;

/** Why a link takes no payment. */
export type LinkClosed = 'deactivated' | 'expired' | 'used_up';

export type BegunUse =
  | { readonly kind: 'begun'; readonly orderId: string }
  | { readonly kind: 'closed'; readonly because: LinkClosed }
  /** Every use that is left is being paid right now. */
  | { readonly kind: 'busy'; readonly payments: readonly Payment[] };

export interface PaymentLinks {
  /** @throws no_eligible_channel when nobody serves one of the methods */
  create(
    scope: Scope,
    input: CreatePaymentLinkInput,
    idempotent?: IdempotentRequest<PaymentLink>,
  ): Promise<Answer<PaymentLink>>;
  /** Takes no more payments; those under way may still be paid. Deactivating twice changes nothing. */
  deactivate(
    scope: Scope,
    id: PaymentLinkId,
    idempotent?: IdempotentRequest<PaymentLink>,
  ): Promise<Answer<PaymentLink>>;
  /**
   * Takes one of the link's uses for a payment with the order id that is given back. A use is free again when its payment ended
   * without money, or was not made within five minutes.
   */
  beginUse(scope: Scope, id: PaymentLinkId): Promise<BegunUse>;
  /** No payment was made of a use that was begun. */
  giveUseBack(scope: Scope, id: PaymentLinkId, orderId: string): Promise<void>;
}
