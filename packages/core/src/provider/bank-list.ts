import type { ChannelId } from '../identifier/identifier.ts';
import type { CallContext } from './payment-provider.ts';
import type { Unknown } from './verdict.ts';

/** A bank as a provider numbers it. */
export interface ProviderBank {
  readonly providerBankId: string;
  readonly name: string;
  /** Three-digit KFTC code, where it is certain. */
  readonly bankCode: string | null;
}

export interface BankListRequest {
  readonly channelId: ChannelId;
  readonly operation: 'payment' | 'payout';
}

/** Which banks a provider works with: asked of the provider, and a table that the adapter ships. */
export interface BankListPort {
  readonly shipped: readonly ProviderBank[];
  fetch(
    request: BankListRequest,
    context: CallContext,
  ): Promise<{ readonly kind: 'banks'; readonly banks: readonly ProviderBank[] } | Unknown>;
}
