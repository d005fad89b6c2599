import type { ChannelId } from '../identifier/identifier.ts';
import type { Money } from '../money/money.ts';
import type { CallContext, PaymentAtProvider, RequestProblem } from './payment-provider.ts';
import type { Absent, Declined, NotCreated, Unknown } from './verdict.ts';

/** What is to stand afterwards: both are named, also where only one of them changes. */
export interface ChangeVirtualAccountRequest {
  /** As it stands. */
  readonly payment: PaymentAtProvider;
  readonly amount: Money;
  readonly dueAt: Date;
}

export type ChangeVirtualAccountVerdict =
  /** As the provider reports it afterwards; `dueAt` null = not told. */
  { readonly kind: 'changed'; readonly amount: Money; readonly dueAt: Date | null } | Declined | NotCreated | Unknown;

export interface AccountHolderRequest {
  readonly channelId: ChannelId;
  /** Three-digit KFTC code. */
  readonly bankCode: string;
  /** Digits only. */
  readonly accountNumber: string;
}

export type AccountHolderReading =
  | { readonly kind: 'found'; readonly holderName: string }
  | Absent
  | Declined
  | NotCreated
  | Unknown;

/** What beside issuing (`PaymentPort.start`) and revoking (`PaymentPort.cancel`) can be done with bank accounts. */
export interface VirtualAccountPort {
  /** Looks at a change before anything is sent. Pure. */
  checkChange?(request: ChangeVirtualAccountRequest): RequestProblem | null;
  /** Changes an account that waits for its deposit. Safe to repeat. */
  change?(request: ChangeVirtualAccountRequest, context: CallContext): Promise<ChangeVirtualAccountVerdict>;
  /** Whose account it is. Moves nothing. */
  holder?(request: AccountHolderRequest, context: CallContext): Promise<AccountHolderReading>;
}
