import type { ChannelId, Customer, IssueMethod, ProviderOptions } from '@hangil/core';
import type { Answer, IdempotentRequest } from '../idempotency.ts';
import type { Scope } from '../store/records.ts';
import type { BillingKey } from './billing-key.ts';

export interface IssueBillingKeyInput {
  /** Card data lives for the one call and is kept nowhere. */
  readonly method: IssueMethod;
  readonly customer: Customer;
  readonly returnUrl: string | null;
  readonly channelId: ChannelId | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** By provider; not kept. */
  readonly providerOptions?: Readonly<Record<string, ProviderOptions>>;
}

export interface DeleteBillingKeyInput {
  readonly reason: string | null;
  readonly requester: 'customer' | 'admin';
}

/** Means of payment kept at providers. Each is bound to the channels it was issued on. */
export interface BillingKeys {
  /** @throws no_eligible_channel, channel_requirement, idempotency_in_progress, idempotency_key_reused */
  issue(
    scope: Scope,
    input: IssueBillingKeyInput,
    idempotent?: IdempotentRequest<BillingKey>,
  ): Promise<Answer<BillingKey>>;
  /**
   * After the shopper came back from the window: asks the provider, or makes the key with what the window gave to the browser.
   * @throws provider_unreachable, provider_refused when certainly nothing was made
   */
  confirm(
    scope: Scope,
    id: string,
    input: { readonly authorization: string | null },
    idempotent?: IdempotentRequest<BillingKey>,
  ): Promise<Answer<BillingKey>>;
  /**
   * From now on it is not charged; `deletion` says whether the provider has forgotten it, too. Deleting again changes nothing.
   * @throws state_conflict while it is being made, when it never was, or while charges are scheduled on it
   */
  delete(scope: Scope, id: string, input: DeleteBillingKeyInput): Promise<BillingKey>;
}
