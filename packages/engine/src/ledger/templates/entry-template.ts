import type {
  CaseId,
  ChannelId,
  CurrencyCode,
  ManualEntryId,
  Money,
  PaymentId,
  PayoutId,
  RefundId,
} from '@hangil/core';
import type { AccountCode, EntryContext, Rate } from '@hangil/ledger';
import type { DecisionContext } from '../../decision/decision-context.ts';
import type { EngineDependencies } from '../../engine-dependencies.ts';
import type { ChangeSet } from '../../store/change-set.ts';
import type { Scope } from '../../store/records.ts';

/** As a provider states it, in the currency of what it is for. Minor units. */
interface StatedFee {
  readonly feeMinor: number;
  readonly vatMinor: number;
}

/**
 * What people tell us that no provider does: the facts only, from which the entry is built. Names are those of the kinds of entries.
 */
export interface TemplateFields {
  /** Money was sent to a payout provider. `transferId` is the bank's name for the transfer. */
  readonly prefund_top_up: {
    readonly provider: string;
    readonly bankAccount: string;
    readonly transferId: string;
    readonly amount: Money;
  };
  readonly sale_fee: StatedFee & { readonly paymentId: PaymentId };
  readonly refund_fee: StatedFee & { readonly refundId: RefundId };
  readonly payout_fee: StatedFee & { readonly payoutId: PayoutId };
  /** A payout that was paid came back from the payee's bank. */
  readonly payout_returned: { readonly payoutId: PayoutId };
  /** `disputeId` is the provider's name for it; `heldBack` = in a platform's book, from the merchant too. */
  readonly dispute_open: {
    readonly paymentId: PaymentId;
    readonly disputeId: string;
    readonly amountMinor: number;
    readonly feeMinor: number;
    readonly heldBack: boolean;
  };
  readonly dispute_won: { readonly paymentId: PaymentId; readonly disputeId: string };
  readonly dispute_lost: {
    readonly paymentId: PaymentId;
    readonly disputeId: string;
    readonly borneBy: 'merchant' | 'operator';
  };
  /** The bank took the deposit back that had paid for a payment. `depositId` is its name for it. */
  readonly va_deposit_canceled: { readonly paymentId: PaymentId; readonly depositId: string };
  /** A deposit that waits under a case is the merchant's; the whole of it when the amount is null. */
  readonly va_apply: { readonly caseId: CaseId; readonly amountMinor: number | null };
  /** It was given back: by the provider when no bank account is named. */
  readonly va_give_back: {
    readonly caseId: CaseId;
    readonly amountMinor: number | null;
    readonly bankAccount: string | null;
  };
  /** A provider's books differ from ours: what it owes is set to what it says, and the difference waits in suspense under a new case. */
  readonly recon_open: {
    readonly channelId: ChannelId;
    readonly amount: Money;
    /** `more` = a payment we do not know; `less` = it does not know ours, or for less. */
    readonly providerHas: 'more' | 'less';
    /** Of ours, that it is about. */
    readonly paymentId: PaymentId | null;
  };
  /** What waits in suspense under a case belongs to an account. */
  readonly recon_resolve: { readonly caseId: CaseId; readonly account: AccountCode };
  /** It is given up. */
  readonly write_off: { readonly caseId: CaseId };
  /** A settled sale becomes available to the merchant of a platform, less what the operator keeps of it. */
  readonly settlement_available: {
    readonly paymentId: PaymentId;
    readonly gatewayFeeMinor: number;
    readonly taxMinor: number;
    readonly recoveredFeeMinor: number;
  };
  /** What is held in other currencies is taken at these rates; as of the instant at which the entry is effective. */
  readonly fx_revaluation: {
    readonly functional: CurrencyCode;
    readonly rates: readonly { readonly currency: CurrencyCode; readonly rate: Rate }[];
  };
}

export type TemplateName = keyof TemplateFields;

export type EntryTemplate = {
  readonly [Name in TemplateName]: { readonly name: Name } & TemplateFields[Name];
}[TemplateName];

/** In whose book something is asked for, by whom, and how its entries begin. */
export interface TemplateRequest {
  readonly dependencies: EngineDependencies;
  readonly scope: Scope;
  readonly manualEntryId: ManualEntryId;
  readonly approval: { readonly requestedBy: string; readonly approvedBy: string; readonly reason: string };
  readonly context: DecisionContext;
  /** When it happened. */
  readonly effectiveAt: Date;
  /** Header of an entry. */
  header(): EntryContext;
}

/**
 * Loads what the facts are about and works out what they change. Writes nothing.
 * @throws not_found for what does not exist, state_conflict when it is not so, invalid_request for a fact that cannot be
 */
export type PlanTemplate<Name extends TemplateName> = (
  request: TemplateRequest,
  fields: TemplateFields[Name],
) => Promise<ChangeSet>;
