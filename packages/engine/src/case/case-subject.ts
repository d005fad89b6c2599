import {
  currentAttempt,
  isOpen,
  type Payment,
  PaymentGatewayError,
  type PaymentId,
  type PayoutId,
  type ProviderEventId,
  type RefundId,
} from '@hangil/core';
import { isBeingSent } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { mustLoadOperation } from '../payment/ask-provider.ts';
import { type LoadedPayout, mustLoadPayout } from '../payout/ask-provider-about-payout.ts';
import { isFinalPayout } from '../payout/settle-payout.ts';
import { type ClaimedRefund, mustLoadRefund } from '../refund/send-refund.ts';
import type { Operation } from '../store/operation.ts';
import type { Case, CaseAction, ProviderEventRecord } from '../store/records.ts';

/** What a case is about, as it is now. */
export type CaseSubject =
  | { readonly kind: 'payment'; readonly payment: Payment; readonly operation: Operation }
  | ({ readonly kind: 'refund' } & ClaimedRefund)
  | ({ readonly kind: 'payout' } & LoadedPayout)
  | { readonly kind: 'provider_event'; readonly event: ProviderEventRecord }
  | { readonly kind: 'other' };

/** Loads what a case is about, told by its id. */
export async function loadCaseSubject(
  dependencies: EngineDependencies,
  { subjectId }: Pick<Case, 'subjectId'>,
): Promise<CaseSubject> {
  const { store } = dependencies;
  switch (subjectId?.slice(0, subjectId.indexOf('_'))) {
    case 'pay': {
      const payment = await store.payment(subjectId as PaymentId);
      if (payment === null) return { kind: 'other' };
      const operation = await mustLoadOperation(dependencies, currentAttempt(payment).operationId);
      return { kind: 'payment', payment, operation };
    }
    case 'rfnd': {
      const refund = await store.refund(subjectId as RefundId);
      if (refund === null || refund.operationId === null) return { kind: 'other' };
      return { kind: 'refund', ...(await mustLoadRefund(dependencies, refund.id)) };
    }
    case 'po':
      return { kind: 'payout', ...(await mustLoadPayout(dependencies, subjectId as PayoutId)) };
    case 'pev': {
      const event = await store.providerEvent(subjectId as ProviderEventId);
      return event === null ? { kind: 'other' } : { kind: 'provider_event', event };
    }
    default:
      return { kind: 'other' };
  }
}

/**
 * What a person may do about a case. Pure.
 *
 * @param moneyWaits - under it, in suspense or unapplied: then it ends with the booking that says where the money belongs
 */
export function allowedActions(opened: Case, subject: CaseSubject, moneyWaits: boolean): readonly CaseAction[] {
  if (opened.status !== 'open') return [];
  const actions = actionsAbout(opened, subject);
  return moneyWaits ? actions.filter((action) => action !== 'acknowledge') : actions;
}

function actionsAbout(opened: Case, subject: CaseSubject): readonly CaseAction[] {
  switch (subject.kind) {
    case 'payment':
      if (subject.payment.status === 'quarantined' && opened.kind === 'contradiction')
        return opened.currency === subject.payment.currency ? ['accept', 'reject'] : ['reject'];
      return isOpen(subject.payment.status) ? ['declare_succeeded', 'declare_failed'] : ['acknowledge'];
    case 'refund':
      return isFinal(subject.refund.status) ? ['acknowledge'] : ['declare_succeeded', 'declare_failed'];
    case 'payout':
      return isFinalPayout(subject.payout) ? ['acknowledge'] : ['declare_succeeded', 'declare_failed'];
    case 'provider_event':
      return subject.event.status === 'waiting' ? ['retry', 'acknowledge'] : ['acknowledge'];
    case 'other':
      return ['acknowledge'];
  }
}

function isFinal(status: string): boolean {
  return status === 'succeeded' || status === 'failed';
}

/** @throws state_conflict when a call may still be under way, or the action is not one of those that are allowed now */
export function assertMayDo(
  opened: Case,
  { subject, moneyWaits }: { readonly subject: CaseSubject; readonly moneyWaits: boolean },
  action: CaseAction,
  now: Date,
): void {
  const allowed = allowedActions(opened, subject, moneyWaits);
  if (!allowed.includes(action)) {
    const detail = refusal(opened, moneyWaits);
    throw new PaymentGatewayError('state_conflict', {
      param: 'action',
      detail,
      extra: { allowed_actions: allowed },
    });
  }
  if ('operation' in subject && isBeingSent(subject.operation, now)) {
    throw new PaymentGatewayError('state_conflict', { detail: 'The provider is being asked to do it at this moment.' });
  }
}

function refusal({ status }: Case, moneyWaits: boolean): string {
  if (status !== 'open') return 'The case is resolved.';
  return moneyWaits
    ? 'Money waits under the case: book where it belongs with a manual entry.'
    : 'This cannot be done about the case now.';
}
