import {
  atAttempt,
  type Declined,
  type DeclineReason,
  type NotCreated,
  type Payment,
  type PaymentVerdict,
  type PayoutVerdict,
} from '@hangil/core';
import { commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { concluded } from '../decision/operation-changes.ts';
import type { Channel } from '../directory.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { mustLoad, mustLoadOperation } from './ask-provider.ts';
import type { ClaimedPayment } from './conclude-call.ts';
import { newAttempt } from './new-attempt.ts';
import { failureOf } from './settle-payment.ts';

/** A claimed payment with the channels that are left should this one come to nothing. */
export interface RoutedPayment extends ClaimedPayment {
  readonly others: readonly Channel[];
  /** Declines after which the next channel may be tried. */
  readonly failoverOn: readonly DeclineReason[];
}

/** A shopper waits, and each try may use up a time limit. */
export const attemptsMax = 3;

/**
 * Whether money certainly has not moved and another channel may be tried. Unknown never: it may have moved. A decline only by the
 * leave of the rule; `duplicate` means that the provider has the order already.
 */
export function mayFailOver(
  verdict: PaymentVerdict | PayoutVerdict,
  failoverOn: readonly DeclineReason[],
): verdict is NotCreated | Declined {
  if (verdict.kind !== 'not_created' && verdict.kind !== 'declined') return false;
  if (verdict.reason === 'duplicate') return false;
  return verdict.kind === 'not_created' || failoverOn.includes(verdict.reason);
}

/**
 * The commit between two tries: the first is closed as it ended, the next is claimed under a reference of its own. Whoever dies
 * after it leaves a payment whose last try was never sent, which the watch proves.
 *
 * @returns null when the payment ends with this try: nothing may or can follow, or somebody else has taken it over
 */
export async function claimNextAttempt(
  dependencies: EngineDependencies,
  claimed: RoutedPayment,
  verdict: PaymentVerdict,
  accepts: (channel: Channel) => boolean,
): Promise<RoutedPayment | null> {
  if (!mayFailOver(verdict, claimed.failoverOn) || claimed.payment.attempts.length >= attemptsMax) return null;
  const [channel, ...rest] = claimed.others.filter(accepts);
  if (channel === undefined) return null;
  return commitDecision(dependencies, async (round) => {
    const context = decisionContext(dependencies);
    const payment = round === 0 ? claimed.payment : await mustLoad(dependencies, claimed.payment.id);
    const operation = round === 0 ? claimed.operation : await mustLoadOperation(dependencies, claimed.operation.id);
    const isOurs = operation.fence === claimed.operation.fence && payment.status === 'pending';
    if (!isOurs) return { changes: null, value: null };
    const next = newAttempt(payment, payment.id, channel, context);
    const ended = payment.attempts.map((attempt) =>
      attempt.operationId === operation.id
        ? { ...attempt, status: 'failed' as const, failure: failureOf(verdict) }
        : attempt,
    );
    const moved: Payment = {
      ...atAttempt(payment, next.attempt),
      version: payment.version + 1,
      attempts: [...ended, next.attempt],
      nextCheckAt: next.operation.leaseUntil,
    };
    return {
      changes: {
        payments: [moved],
        operations: [concluded(operation, verdict, true, context.now), next.operation],
        jobs: [next.watch],
      },
      value: { ...claimed, payment: moved, operation: next.operation, others: rest },
    };
  });
}
