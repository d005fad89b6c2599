import type { ChannelId, Payment, PaymentId } from '@hangil/core';
import type { Scope } from '../store/records.ts';

export interface ChangeVirtualAccountInput {
  /** As it is when null. */
  readonly amountMinor: number | null;
  readonly dueAt: Date | null;
}

export interface AccountHolderInput {
  /** Three-digit KFTC code. */
  readonly bankCode: string;
  /** Digits only. */
  readonly accountNumber: string;
  readonly channelId: ChannelId | null;
}

/** What beside issuing (`createPayment`) and revoking (`cancelPayment`) can be done with bank accounts. */
export interface VirtualAccounts {
  /**
   * Changes what is awaited on an account. Safe to repeat: a provider that did not answer may have changed it or not, and until
   * it has been told again a deposit of another amount than ours is quarantined.
   * @throws state_conflict unless a deposit is awaited, change_not_supported, channel_requirement, outcome_unknown,
   *   provider_refused, provider_unreachable
   */
  change(scope: Scope, id: PaymentId, input: ChangeVirtualAccountInput): Promise<Payment>;
  /** Whose account it is, or null. @throws no_eligible_channel, provider_refused, provider_unreachable */
  holder(scope: Scope, input: AccountHolderInput): Promise<string | null>;
}
