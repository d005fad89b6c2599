import {
  currentAttempt,
  type NotCreated,
  type Payment,
  PaymentGatewayError,
  type PaymentPort,
  type PaymentVerdict,
} from '@hangil/core';
import { claimKey, type KeyedRequest } from '../decision/answer-once.ts';
import { afterProviderCall, commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { claim, isBeingSent } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Operation } from '../store/operation.ts';
import { atProvider, callUnderClaim, mustLoadOperation, providerOf } from './ask-provider.ts';
import { type CallEnd, type ClaimedPayment, concludeCall } from './conclude-call.ts';
import { confirmBegun, confirmCameToNothing, failureOf, settlePayment } from './settle-payment.ts';

interface Confirmation {
  readonly confirm: NonNullable<PaymentPort['confirm']>;
  readonly providerPaymentId: string;
}

/**
 * First commit of a confirm that moves money: the attempt's own operation is claimed again, so its fence rises and the watch
 * takes over should we be gone. Of several confirms at once one gets the claim.
 *
 * @returns null when there is nothing to send: the payment does not wait for the shopper, or somebody else is confirming it
 */
export function claimConfirm(
  dependencies: EngineDependencies,
  found: Payment,
  idempotent: KeyedRequest<Payment> | undefined,
): Promise<ClaimedPayment | null> {
  const { manifest } = providerOf(dependencies, found.providerAccountId);
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const payment = (await dependencies.store.payment(found.id)) ?? found;
    const waiting = await mustLoadOperation(dependencies, currentAttempt(payment).operationId);
    if (!canBeConfirmed(payment, waiting, context.now)) return { changes: null, value: null };
    const operation = claim(waiting, manifest, context.now);
    const begun = confirmBegun(payment, context);
    const claimed = { ...begun.payment, nextCheckAt: operation.leaseUntil };
    const dueAt = operation.leaseUntil ?? context.now;
    const changes = merge(begun.changes, {
      payments: [claimed],
      operations: [operation],
      jobs: [{ kind: 'schedule', jobKind: 'watch_payment', subjectId: payment.id, dueAt }],
      idempotency: claimKey(payment, idempotent, { kind: 'payment', id: payment.id }, null, context.now),
    });
    return { changes, value: { payment: claimed, operation } };
  });
}

function canBeConfirmed({ status, nextAction }: Payment, operation: Operation, now: Date): boolean {
  return status === 'requires_action' && nextAction !== null && !isBeingSent(operation, now);
}

/**
 * Calls the provider for a claimed confirm and commits what came of it.
 * @throws provider_unreachable, provider_refused when nothing was done: the payment waits for the shopper as before
 */
export async function sendConfirm(
  dependencies: EngineDependencies,
  claimed: ClaimedPayment,
  { confirm, providerPaymentId }: Confirmation,
  idempotent: KeyedRequest<Payment> | undefined,
): Promise<Payment> {
  const target = atProvider(claimed.payment, claimed.payment.providerPaymentId);
  const verdict: PaymentVerdict = await callUnderClaim(dependencies, 'payments.confirm', claimed.operation, () =>
    confirm({ payment: target, providerPaymentId }, {}),
  );
  const conclude = (end?: CallEnd) => afterProviderCall(concludeCall(dependencies, claimed, verdict, idempotent, end));
  if (verdict.kind !== 'not_created') return conclude();
  const payment = await conclude({
    settle: (current, context) =>
      current.status === 'pending' ? confirmCameToNothing(current, context) : settlePayment(current, verdict, context),
    outcome: { kind: 'pending', cause: `confirm not_created: ${verdict.reason}` },
    keyEnd: 'free',
  });
  if (payment.status === 'requires_action') throw nothingWasDone(payment, verdict);
  return payment;
}

function nothingWasDone({ provider }: Payment, verdict: NotCreated): PaymentGatewayError {
  const { code, message } = failureOf(verdict);
  return new PaymentGatewayError(code === 'provider_unreachable' ? code : 'provider_refused', {
    detail: `${message.en} The payment was not confirmed.`,
    provider: { name: provider, ...verdict.provider },
  });
}
