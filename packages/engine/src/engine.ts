import type {
  CalendarDate,
  CaseId,
  ChannelId,
  Customer,
  Money,
  Payment,
  PaymentId,
  PaymentMethod,
  Payout,
  PayoutDestination,
  PayoutId,
  ProviderAccountId,
  ProviderOptions,
  RawProviderEvent,
  Refund,
  RefundAccount,
  RequestedPaymentMethod,
} from '@hangil/core';
import type { AccountCode, LedgerFindings } from '@hangil/ledger';
import type { ListBanks } from './bank-list/list-banks.ts';
import type { BillingKeys } from './billing-key/billing-keys.ts';
import type { CashReceipts } from './cash-receipt/cash-receipts.ts';
import type { ColumnMappings } from './column-mapping/column-mappings.ts';
import type { Answer, IdempotentRequest } from './idempotency.ts';
import type { IdentityVerifications } from './identity-verification/identity-verifications.ts';
import type { Bookkeeping } from './ledger/bookkeeping.ts';
import type { OpenItemsReport } from './ledger/open-items-report.ts';
import type { LedgerReports } from './ledger/reports/ledger-reports.ts';
import type { ApprovalAnswer } from './payment/answer-approval.ts';
import type { PaymentAction } from './payment-action/payment-action.ts';
import type { PaymentLinks } from './payment-link/payment-links.ts';
import type { PayoutBatches } from './payout-batch/payout-batches.ts';
import type { Reconciliations } from './reconciliation/reconciliations.ts';
import type { Routing } from './routing/routing.ts';
import type { Schedules } from './schedule/schedules.ts';
import type { Settlements } from './settlement/settlements.ts';
import type { Shipments } from './shipment/shipments.ts';
import type { Case, CaseAction, Scope } from './store/records.ts';
import type { VirtualAccounts } from './virtual-account/virtual-accounts.ts';
import type { Webhooks } from './webhook/webhooks.ts';

export interface CreatePaymentInput {
  readonly orderId: string;
  readonly orderName: string;
  readonly amount: Money;
  readonly taxFreeAmountMinor: number;
  readonly method: RequestedPaymentMethod;
  readonly customer: Customer;
  readonly returnUrl: string | null;
  /** Makes the address of the payment's hosted page. Left out = it has none. */
  readonly checkoutUrl?: (id: PaymentId) => string;
  readonly expiresAt: Date | null;
  readonly channelId: ChannelId | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** By provider id; only those of the chosen provider are used. */
  readonly providerOptions?: Readonly<Record<string, ProviderOptions>>;
}

/** A payment that the provider has and we do not. */
export interface ImportPaymentInput {
  readonly channelId: ChannelId;
  readonly providerPaymentId: string;
  readonly orderId: string;
  readonly orderName: string;
  /** What the merchant believes was paid; compared with what the provider says. */
  readonly amount: Money;
  readonly taxFreeAmountMinor: number;
  /** Null = as the provider tells. */
  readonly method: Pick<PaymentMethod, 'type' | 'wallet' | 'kind'> | null;
  readonly customer: Customer;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface CreateRefundInput {
  /** Everything that is left when null. */
  readonly amountMinor: number | null;
  /** When null: what is left of the tax-free part if everything is refunded, else 0. */
  readonly taxFreeAmountMinor: number | null;
  readonly reason: string | null;
  readonly requester: 'customer' | 'admin';
  readonly refundAccount: RefundAccount | null;
  readonly expectedRefundableMinor: number | null;
  /** By provider id; only the payment's own provider may be named. */
  readonly providerOptions?: Readonly<Record<string, ProviderOptions>>;
}

export interface CreatePayoutInput {
  readonly merchantReference: string;
  readonly amount: Money;
  readonly methodType: 'bank_transfer';
  readonly destination: PayoutDestination;
  readonly customer: Customer;
  readonly refundsPaymentId: PaymentId | null;
  readonly channelId: ChannelId | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** Id of the API key that asks; another one has to approve what needs approval. */
  readonly createdBy: string | null;
}

export interface ResolveCaseInput {
  readonly action: CaseAction;
  /** Why, for whoever asks later. */
  readonly note: string;
  /** Who decides: the name of the API key. */
  readonly decidedBy: string;
  /** The provider's own id that shows a success; needed to declare one. */
  readonly providerTransactionId: string | null;
}

/** One step in the life of a payment, for people. */
export interface TimelineStep {
  readonly at: Date;
  /** `payment.created`, `provider.called`, `provider.answered`, `provider_event.received`, `payment.paid`, ... */
  readonly type: string;
  readonly detail: Readonly<Record<string, string | number | null>>;
  /** Time since the step before, milliseconds. */
  readonly sinceLastMs: number;
}

export type ReceivedProviderEvent =
  | { readonly kind: 'accepted'; readonly duplicate: boolean }
  | { readonly kind: 'rejected'; readonly reason: 'bad_signature' | 'unreadable' }
  /** No such provider account, or it takes no events. */
  | { readonly kind: 'unknown_account' };

export type LedgerVerification = LedgerFindings;

/**
 * The use cases. Each loads, decides purely, and commits; money moves at a provider only between two commits.
 * Objects of another merchant or mode do not exist for the caller (`not_found`).
 *
 * All throw PaymentGatewayError with a code of the catalogue when the request cannot be carried out. What a provider says about
 * money is never thrown: it stands in the status and failure of what is returned.
 */
export interface Engine {
  /** @throws order_id_conflict, no_eligible_channel, idempotency_in_progress, idempotency_key_reused */
  createPayment(
    scope: Scope,
    input: CreatePaymentInput,
    idempotent?: IdempotentRequest<Payment>,
  ): Promise<Answer<Payment>>;
  /**
   * After the shopper came back: asks the provider, compares, settles. With an id that was told by a browser the provider's
   * payment must be ours, otherwise nothing changes. Where the provider moves the money only when told to, that is done with the
   * id: claimed first, sent once, and never again before it is proven that nothing was done.
   * @throws provider_payment_mismatch; provider_unreachable, provider_refused when a confirm certainly did nothing
   */
  confirmPayment(
    scope: Scope,
    id: PaymentId,
    input: { readonly providerPaymentId: string | null },
    idempotent?: IdempotentRequest<Payment>,
  ): Promise<Answer<Payment>>;
  /**
   * Answers what the provider asked the shopper for (`provide_information`).
   * @throws state_conflict when nothing is asked, invalid_request for a field that is missing or was not asked for,
   *   provider_unreachable, provider_refused, outcome_unknown; the payment then is as it was and the answer may be sent again
   */
  provideInformation(
    scope: Scope,
    id: PaymentId,
    fields: Readonly<Record<string, string>>,
    idempotent?: IdempotentRequest<Payment>,
  ): Promise<Answer<Payment>>;
  /** Asks the provider now. */
  syncPayment(scope: Scope, id: PaymentId, idempotent?: IdempotentRequest<Payment>): Promise<Answer<Payment>>;
  /**
   * Ends a payment before money moved. Looks first: money that is found is booked, and the payment then is `paid`.
   * @throws state_conflict when money moved or may be moving, cancel_not_supported, provider_unreachable, provider_refused,
   *   outcome_unknown when the provider does not answer; the payment then is as it was
   */
  cancelPayment(scope: Scope, id: PaymentId, idempotent?: IdempotentRequest<Payment>): Promise<Answer<Payment>>;
  /**
   * Adopts a payment that is paid at the provider and not known here, booked in one commit.
   * @throws no_eligible_channel, provider_unreachable, provider_payment_mismatch, state_conflict, order_id_conflict
   */
  importPayment(
    scope: Scope,
    input: ImportPaymentInput,
    idempotent?: IdempotentRequest<Payment>,
  ): Promise<Answer<Payment>>;
  /**
   * Does what only the payment's provider or its gateway can. Sent once; an unknown outcome is never sent again by itself.
   * @throws action_not_supported, channel_requirement, provider_unreachable when a question was not answered
   */
  runPaymentAction(
    scope: Scope,
    id: PaymentId,
    request: { readonly name: string; readonly input: ProviderOptions },
    idempotent?: IdempotentRequest<PaymentAction>,
  ): Promise<Answer<PaymentAction>>;
  paymentTimeline(scope: Scope, id: PaymentId): Promise<readonly TimelineStep[]>;

  /** @throws refund_not_supported, refundable_amount_exceeded, refundable_amount_mismatch, state_conflict, invalid_request */
  createRefund(
    scope: Scope,
    paymentId: PaymentId,
    input: CreateRefundInput,
    idempotent?: IdempotentRequest<Refund>,
  ): Promise<Answer<Refund>>;

  /**
   * Sent at once, or kept: for approval above the amount that the channel says, until the provider opens.
   * @throws payout_reference_conflict, no_eligible_channel, channel_requirement, refundable_amount_exceeded, state_conflict
   */
  createPayout(scope: Scope, input: CreatePayoutInput, idempotent?: IdempotentRequest<Payout>): Promise<Answer<Payout>>;
  /** Asks the provider now. */
  syncPayout(scope: Scope, id: PayoutId, idempotent?: IdempotentRequest<Payout>): Promise<Answer<Payout>>;
  /** By another API key than the one that asked for it. @throws state_conflict, second_key_required */
  approvePayout(
    scope: Scope,
    id: PayoutId,
    approvedBy: string | null,
    idempotent?: IdempotentRequest<Payout>,
  ): Promise<Answer<Payout>>;
  /** Before it was sent. @throws state_conflict */
  cancelPayout(scope: Scope, id: PayoutId, idempotent?: IdempotentRequest<Payout>): Promise<Answer<Payout>>;

  /** Verifies, keeps and acknowledges a provider's call; what it means is worked out by a job. */
  receiveProviderEvent(account: ProviderAccountId, event: RawProviderEvent): Promise<ReceivedProviderEvent>;

  /**
   * Ends a case by a person's decision, with the bookings that follow from it.
   * @throws state_conflict when it is resolved, the action does not fit what it is about, or a call may be under way
   */
  resolveCase(
    scope: Scope,
    id: CaseId,
    input: ResolveCaseInput,
    idempotent?: IdempotentRequest<Case>,
  ): Promise<Answer<Case>>;
  /** What may be done about a case now. */
  caseActions(opened: Case): Promise<readonly CaseAction[]>;
  /** Whether a provider that asks first may take the money of a payment. Changes nothing. */
  answerApproval(account: ProviderAccountId, event: RawProviderEvent): Promise<ApprovalAnswer>;

  /** Recomputes a book from its entries and compares it with the payments. */
  verifyLedger(scope: Scope): Promise<LedgerVerification>;

  readonly billingKeys: BillingKeys;
  readonly schedules: Schedules;
  readonly virtualAccounts: VirtualAccounts;
  /** What clearing accounts still wait for, by id and age, and whether that explains their balances; as of the end of a day, or now. */
  openItems(
    scope: Scope,
    query?: { readonly day?: CalendarDate; readonly account?: AccountCode },
  ): Promise<OpenItemsReport>;
  readonly reports: LedgerReports;

  readonly bookkeeping: Bookkeeping;
  readonly settlements: Settlements;
  readonly reconciliations: Reconciliations;
  readonly columnMappings: ColumnMappings;
  readonly payoutBatches: PayoutBatches;

  /** The provider's own list where it answers. @throws no_eligible_channel */
  readonly listBanks: ListBanks;

  readonly webhooks: Webhooks;
  readonly paymentLinks: PaymentLinks;
  readonly cashReceipts: CashReceipts;
  readonly shipments: Shipments;
  readonly identityVerifications: IdentityVerifications;

  readonly routing: Routing;

  /** Makes the jobs that come back by themselves due now; once at every start. */
  scheduleRecurringJobs(): Promise<void>;
  /**
   * Starts up to `limit` jobs that are due and gives the end of each; none = nothing more is due. A job that fails is put back
   * by itself; its promise rejects only when the store fails.
   */
  startDueJobs(limit: number): Promise<readonly Promise<void>[]>;
}
