import type { ChannelId, MerchantId, OperationId, ProviderAccountId, ProviderReference } from '@hangil/core';

/**
 * The intent log: one row for everything that may move money at a provider, written before the provider is called.
 * `fence` rises with every write. Whoever finishes a call commits `fence + 1`; if the lease ran out meanwhile and somebody
 * else took the operation over, that commit is refused.
 */
export interface Operation {
  readonly id: OperationId;
  readonly fence: number;
  readonly kind: 'payment' | 'refund' | 'payout' | 'billing_key' | 'schedule' | 'cash_receipt' | 'shipment';
  /**
   * Id of the payment, refund, payout or document it is about. Changes once: what was handed to a provider's schedule becomes
   * the payment's when it is charged.
   */
  readonly subjectId: string;
  readonly merchantId: MerchantId;
  readonly livemode: boolean;
  readonly providerAccountId: ProviderAccountId;
  readonly channelId: ChannelId;
  readonly reference: ProviderReference;
  /**
   * `queued` waits for its turn and was never sent; `claimed` is being sent under a lease; `open` was sent and is not final;
   * `closed` is final.
   */
  readonly status: 'queued' | 'claimed' | 'open' | 'closed';
  readonly leaseUntil: Date | null;
  /** Last verdict, with the technical cause when it was unknown. */
  readonly outcome: string | null;
  readonly cause: string | null;
  readonly createdAt: Date;
  /** When the provider was last called to do it. An absence is proven only some time after this. */
  readonly sentAt: Date | null;
  readonly finishedAt: Date | null;
}
