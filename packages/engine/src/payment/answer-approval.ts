import {
  currentAttempt,
  fromMajor,
  isOpen,
  type Money,
  money,
  type Payment,
  type ProviderAccountId,
  type RawProviderEvent,
  sameMoney,
} from '@hangil/core';
import type { EngineDependencies } from '../engine-dependencies.ts';

/** Whether the provider may take the money. A refusal costs nothing: the shopper can try again. */
export type ApprovalAnswer =
  /** As far as we know; the merchant may still refuse. */
  | { readonly kind: 'approved'; readonly payment: Payment }
  | { readonly kind: 'refused'; readonly reason: ApprovalRefusal; readonly paymentId: string | null }
  /** No such provider account, or its provider never asks. */
  | { readonly kind: 'unknown_account' };

export type ApprovalRefusal = 'unreadable' | 'unknown_payment' | 'not_open' | 'expired' | 'other_amount';

/** Answers from what is stored. Changes nothing, so anybody may ask. */
export async function answerApproval(
  { store, directory, clock }: EngineDependencies,
  account: ProviderAccountId,
  event: RawProviderEvent,
): Promise<ApprovalAnswer> {
  const port = directory.provider(account)?.approvals;
  if (port === undefined) return { kind: 'unknown_account' };
  const question = port.read(event);
  if (question === null) return refused('unreadable', null);
  const payment = await store.paymentByReference(account, question.reference);
  if (payment === null) return refused('unknown_payment', null);
  const isCurrent = currentAttempt(payment).reference === question.reference;
  if (!isOpen(payment.status) || !isCurrent) return refused('not_open', payment);
  if (payment.expiresAt !== null && payment.expiresAt <= clock.now()) return refused('expired', payment);
  const asked = amountOf(question.amountMajor, payment.currency);
  if (asked === null || !sameMoney(asked, money(payment.amountMinor, payment.currency)))
    return refused('other_amount', payment);
  return { kind: 'approved', payment };
}

function refused(reason: ApprovalRefusal, payment: Payment | null): ApprovalAnswer {
  return { kind: 'refused', reason, paymentId: payment?.id ?? null };
}

function amountOf(amountMajor: string | number, currency: string): Money | null {
  try {
    return fromMajor(amountMajor, currency);
  } catch {
    return null;
  }
}
