import type { ProviderReference } from '../identifier/identifier.ts';
import type { Money } from '../money/money.ts';
import type { NextAction } from '../payment/next-action.ts';
import type { PaymentMethodDetails } from '../payment/payment-method.ts';
import type { DeclineReason, ProviderWords } from './failure.ts';

/**
 * Money moved. The four facts are required and must be *as read from the provider's answer*, never copied from the request:
 * the engine compares them with what was asked, and a difference is quarantined.
 */
export interface Succeeded {
  readonly kind: 'succeeded';
  readonly amount: Money;
  /** Our order reference as the provider repeats it. */
  readonly reference: ProviderReference;
  /** The provider's own id of this payment, refund or payout. */
  readonly providerTransactionId: string;
  /** When the money moved by the provider's account. */
  readonly occurredAt: Date;
}

/** The provider or the issuer said no: a normal answer. Another try may be made. */
export interface Declined {
  readonly kind: 'declined';
  readonly reason: DeclineReason;
  readonly provider: ProviderWords;
  readonly providerTransactionId?: string;
}

/** Certainly never reached the provider, or was refused before anything existed there. Nothing happened. */
export interface NotCreated {
  readonly kind: 'not_created';
  /** `provider_unavailable` and `timed_out` mean that nothing left us; others that the provider refused the request itself. */
  readonly reason: DeclineReason;
  readonly provider: ProviderWords;
}

/** It may have happened. Only an inquiry may decide; never a second try. */
export interface Unknown {
  readonly kind: 'unknown';
  /** Technical cause for the log and the case, without personal data: `headers timeout`, `http 502`, `unreadable body`. */
  readonly cause: string;
}

/** The provider has no trace of it. Proof only after the provider's visibility delay. */
export interface Absent {
  readonly kind: 'absent';
}

/** What became known about the payment beside the outcome. */
export interface PaymentFacts {
  readonly details?: PaymentMethodDetails;
  readonly pg?: { readonly name: string | null; readonly transactionId: string | null };
  /** What it was paid with, as a word of the API (`card`, `easy_pay/kakaopay`), where the provider tells. */
  readonly methodWord?: string;
}

/** The provider has it and will tell; `nextAction` is for the shopper. */
export interface PendingPayment extends PaymentFacts {
  readonly kind: 'pending';
  /** `deposit` = account or instructions are shown and money is expected. */
  readonly waitsFor: 'shopper' | 'provider' | 'deposit';
  readonly nextAction: NextAction | null;
  readonly providerTransactionId?: string;
}

export interface SucceededPayment extends Succeeded, PaymentFacts {
  /** What the provider has given back of this payment so far, by whatever way. Minor units; 0 when it never tells. */
  readonly returnedMinor: number;
  /** Deposits on the same account after the one that paid, each under the bank's own name of it. Left out = none. */
  readonly furtherDeposits?: readonly { readonly id: string; readonly amount: Money; readonly occurredAt: Date }[];
}

export type PaymentVerdict = SucceededPayment | PendingPayment | Declined | NotCreated | Unknown;

/** What an inquiry can find. A failed inquiry is `unknown` and changes nothing. */
export type PaymentReading = SucceededPayment | PendingPayment | Declined | Absent | Unknown;

/** The provider has the order and will tell. */
export interface Pending {
  readonly kind: 'pending';
  readonly providerTransactionId?: string;
}

/** For refunds `reference` is the payment's reference, `amount` the sum of this refund alone. */
export type RefundVerdict = Succeeded | Pending | Declined | NotCreated | Unknown;
export type RefundReading = Succeeded | Pending | Declined | Absent | Unknown;

export type PayoutVerdict = Succeeded | Pending | Declined | NotCreated | Unknown;
/** Money that had been paid out came back: the payee's bank returned it. */
export interface Returned {
  readonly kind: 'returned';
  readonly provider: ProviderWords;
  readonly providerTransactionId?: string;
}

export type PayoutReading = Succeeded | Pending | Declined | Returned | Absent | Unknown;

/** Cancelling before money moved (revoking a virtual account). */
export type CancelVerdict = { readonly kind: 'canceled' } | Declined | NotCreated | Unknown;

export function declined(
  reason: DeclineReason,
  provider: ProviderWords = { code: null, message: null },
  providerTransactionId?: string,
): Declined {
  return {
    kind: 'declined',
    reason,
    provider,
    ...(providerTransactionId === undefined ? {} : { providerTransactionId }),
  };
}

export function notCreated(reason: DeclineReason, provider: ProviderWords = { code: null, message: null }): NotCreated {
  return { kind: 'not_created', reason, provider };
}

export function unknown(cause: string): Unknown {
  return { kind: 'unknown', cause };
}

export const absent: Absent = { kind: 'absent' };
