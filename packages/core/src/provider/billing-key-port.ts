import type { ChannelId, ProviderReference } from '../identifier/identifier.ts';
import type { Customer } from '../payment/payment.ts';
import type { KeyInCard } from '../payment/payment-method.ts';
import type { ProviderWords } from './failure.ts';
import type { CallContext, ProviderOptions, RequestProblem } from './payment-provider.ts';
import type { Absent, Declined, NotCreated, PendingPayment, Unknown } from './verdict.ts';

/** Names a stored means of payment at the provider. */
export interface BillingKeyAtProvider {
  /** The channel to use it through. */
  readonly channelId: ChannelId;
  /** Our name of it, sent when it was issued; no two keys ever share one. */
  readonly reference: ProviderReference;
  /** The provider's own name of it, once told. Worth as much as the card: never shown, never logged. */
  readonly providerKey: string | null;
}

/** How the shopper's means of payment reaches the provider: typed in at the merchant, or given to the provider's own window. */
export type IssueMethod = { readonly type: 'key_in'; readonly card: KeyInCard } | { readonly type: 'window' };

export interface IssueBillingKeyRequest {
  readonly channelId: ChannelId;
  readonly reference: ProviderReference;
  readonly method: IssueMethod;
  readonly customer: Customer;
  /** Where the shopper's browser comes back to; the merchant's own page. */
  readonly returnUrl: string | null;
  /** What only this provider knows, as the merchant gave it; read by `check`. Left out = none. */
  readonly providerOptions?: ProviderOptions;
}

/** One way a key can, or could not, be charged. */
export interface BillingKeyChannel {
  /** Our channel, or null for one of the provider's that the configuration does not name. */
  readonly channelId: ChannelId | null;
  /** The PG behind it, as the provider names it. */
  readonly pgName: string | null;
  readonly status: 'active' | 'failed';
  /** What the provider said of one that failed. */
  readonly provider: ProviderWords | null;
}

export interface IssuedBillingKey {
  readonly kind: 'issued';
  /** Our reference as the provider repeats it. */
  readonly reference: ProviderReference;
  readonly providerKey: string;
  /** Null = not told. `maskedNumber`: at most the first six and the last four digits. */
  readonly card: { readonly company: string | null; readonly maskedNumber: string | null };
  /** At least one is active; more than one where the provider keeps one key for several PGs. */
  readonly channels: readonly BillingKeyChannel[];
}

/** The shopper's window is (to be) opened; `nextAction` says how. */
export type PendingBillingKey = Pick<PendingPayment, 'kind' | 'nextAction'>;

export type BillingKeyVerdict = IssuedBillingKey | PendingBillingKey | Declined | NotCreated | Unknown;
export type BillingKeyReading = IssuedBillingKey | PendingBillingKey | Declined | Absent | Unknown;

export interface ConfirmBillingKeyRequest {
  readonly key: BillingKeyAtProvider;
  readonly customer: Customer;
  /** What the provider's window gave to the browser; good for one key and of short life. Never kept. */
  readonly authorization: string;
}

export interface DeleteBillingKeyRequest {
  readonly key: BillingKeyAtProvider;
  readonly reason: string | null;
  readonly requester: 'customer' | 'admin';
}

export type DeleteBillingKeyVerdict = { readonly kind: 'deleted' } | Declined | NotCreated | Unknown;

/**
 * Keeping a means of payment for later charges. Charged by `PaymentPort.start` with the method `billing_key`. No method throws
 * for what a provider or a network does.
 */
export interface BillingKeyPort {
  /** Ways a key is issued by. */
  readonly issuesBy: readonly IssueMethod['type'][];
  /** Looks at a request before anything is written or sent. Pure. Left out = a request with options is refused. */
  check?(request: IssueBillingKeyRequest): RequestProblem | null;
  /** Sent once per reference; `unknown` is followed by `inquire`, never by another `issue`. */
  issue(request: IssueBillingKeyRequest, context: CallContext): Promise<BillingKeyVerdict>;
  /** Left out where a key that was lost on its way cannot be asked for; it then stays unknown, and cannot be charged. */
  inquire?(key: BillingKeyAtProvider, context: CallContext): Promise<BillingKeyReading>;
  /**
   * Makes the key out of what the window gave to the browser. Left out where the window itself makes it. `not_created` means that
   * it may be confirmed again; `unknown` is followed by `inquire`.
   */
  confirm?(request: ConfirmBillingKeyRequest, context: CallContext): Promise<BillingKeyVerdict>;
  /** Safe to repeat: a key that is gone counts as deleted. */
  delete(request: DeleteBillingKeyRequest, context: CallContext): Promise<DeleteBillingKeyVerdict>;
}
