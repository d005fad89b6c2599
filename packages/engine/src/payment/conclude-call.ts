import { currentAttempt, isOpen, type Payment, type PaymentVerdict } from '@hangil/core';
import { endKey, type KeyEnd } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { afterCall } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { IdempotentRequest } from '../idempotency.ts';
import type { Operation } from '../store/operation.ts';
import { mustLoad, mustLoadOperation } from './ask-provider.ts';
import { type Settlement, settlePayment } from './settle-payment.ts';
import { withWatch } from './watch-payment.ts';

/** A payment whose operation was claimed for the call that follows. */
export interface ClaimedPayment {
  readonly payment: Payment;
  readonly operation: Operation;
}

/** What is particular to a call; a start has nothing of it. */
export interface CallEnd {
  readonly settle?: (payment: Payment, context: DecisionContext) => Settlement;
  /** What is written on the operation instead of the verdict. */
  readonly outcome?: { readonly kind: string; readonly cause?: string };
  readonly keyEnd?: KeyEnd;
}

/**
 * Second commit: what came of the call. A caller whose claim was taken over may still bring facts (money moved, declined);
 * its doubts are dropped, because whoever took over has asked the provider since.
 */
export function concludeCall(
  dependencies: EngineDependencies,
  claimed: ClaimedPayment,
  verdict: PaymentVerdict,
  idempotent: IdempotentRequest<Payment> | undefined,
  { settle = (payment, context) => settlePayment(payment, verdict, context), outcome = verdict, keyEnd }: CallEnd = {},
): Promise<Payment> {
  return commitDecision(dependencies, async (round) => {
    const context = decisionContext(dependencies);
    const payment = round === 0 ? claimed.payment : await mustLoad(dependencies, claimed.payment.id);
    const operation = round === 0 ? claimed.operation : await mustLoadOperation(dependencies, claimed.operation.id);
    const holdsClaim = operation.fence === claimed.operation.fence;
    const doubtful = verdict.kind === 'unknown' || verdict.kind === 'not_created';
    const settlement = !holdsClaim && doubtful ? { payment, changes: {} } : settle(payment, context);
    const moved = settlement.payment === payment ? { ...payment, version: payment.version + 1 } : settlement.payment;
    const watched = withWatch(moved, context);
    const overtaken = currentAttempt(watched.payment).operationId !== operation.id;
    const final = !isOpen(watched.payment.status) && !(overtaken && verdict.kind === 'unknown');
    return {
      changes: merge(settlement.changes, watched.changes, {
        payments: [watched.payment],
        operations: afterCall(operation, claimed.operation.fence, outcome, final, context.now),
        idempotency: endKey(idempotent, watched.payment, keyEnd ?? keyEndOf(watched.payment)),
      }),
      value: watched.payment,
    };
  });
}

/** An unknown outcome is never frozen, and a request after which nothing exists may be made again under its key. */
export function keyEndOf({ status, failure }: Payment): KeyEnd {
  if (status === 'unknown') return 'show_present_truth';
  return status === 'failed' && failure !== null && failure.code !== 'payment_declined' ? 'free' : 'keep_answer';
}
