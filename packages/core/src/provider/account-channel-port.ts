import type { ChannelId } from '../identifier/identifier.ts';
import type { CallContext } from './payment-provider.ts';
import type { Unknown } from './verdict.ts';

/** A contract with a PG that stands in the provider's account. */
export interface AccountChannel {
  /** The provider's word for the PG, and the merchant's id there. */
  readonly pg: string;
  readonly merchantPgId: string;
  readonly name: string | null;
  readonly purpose: 'payment' | 'payment_by_api' | 'identity_verification' | 'other';
  readonly sandbox: boolean;
  /** Channels of the configuration that mean this one; usually one or none. */
  readonly channelIds: readonly ChannelId[];
}

/** What a provider's account really has, to be compared with the configuration. */
export interface AccountChannelPort {
  list(
    context: CallContext,
  ): Promise<{ readonly kind: 'channels'; readonly channels: readonly AccountChannel[] } | Unknown>;
}
