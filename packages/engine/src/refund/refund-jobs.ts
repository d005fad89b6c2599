import type { PaymentId, RefundId } from '@hangil/core';
import { commit, commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { claim, isBeingSent } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { mustLoad, providerOf } from '../payment/ask-provider.ts';
import type { Operation } from '../store/operation.ts';
import { isRefundUnderWay, returnedByProvider } from './create-refund.ts';
import { type ClaimedRefund, inquireRefund, mustLoadRefund, queueCheckMs, sendRefund } from './send-refund.ts';

/** Sends the oldest waiting refund of a payment when no other is under way. */
export async function runSendRefund(dependencies: EngineDependencies, paymentId: PaymentId): Promise<void> {
  const claimed = await claimNext(dependencies, paymentId);
  if (claimed !== null) await sendRefund(dependencies, claimed);
}

function claimNext(dependencies: EngineDependencies, paymentId: PaymentId): Promise<ClaimedRefund | null> {
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const payment = await mustLoad(dependencies, paymentId);
    const waiting = await oldestQueued(dependencies, paymentId);
    if (waiting === null) return { changes: null, value: null };
    if (await isRefundUnderWay(dependencies, payment)) {
      const dueAt = new Date(context.now.getTime() + queueCheckMs);
      return {
        changes: { jobs: [{ kind: 'schedule', jobKind: 'send_refund', subjectId: paymentId, dueAt }] },
        value: null,
      };
    }
    const operation: Operation = claim(
      waiting.operation,
      providerOf(dependencies, payment.providerAccountId).manifest,
      context.now,
    );
    const refund = {
      ...waiting.refund,
      version: waiting.refund.version + 1,
      returnedBeforeMinor: await returnedByProvider(dependencies, payment),
      nextCheckAt: operation.leaseUntil,
    };
    const dueAt = operation.leaseUntil ?? context.now;
    // Writing the payment makes this claim collide with every other refund of it that is being claimed.
    const touched = { ...payment, version: payment.version + 1 };
    return {
      changes: {
        payments: [touched],
        refunds: [refund],
        operations: [operation],
        jobs: [{ kind: 'schedule', jobKind: 'watch_refund', subjectId: refund.id, dueAt }],
      },
      value: { refund, payment: touched, operation },
    };
  });
}

async function oldestQueued(dependencies: EngineDependencies, paymentId: PaymentId): Promise<ClaimedRefund | null> {
  for (const refund of await dependencies.store.refundsOf(paymentId)) {
    if (refund.status !== 'pending') continue;
    const loaded = await mustLoadRefund(dependencies, refund.id);
    if (loaded.operation.status === 'queued') return loaded;
  }
  return null;
}

/** Looks at a refund that is not final; what was sent is asked about, never sent again. */
export async function runWatchRefund(dependencies: EngineDependencies, id: RefundId): Promise<void> {
  const { refund, operation } = await mustLoadRefund(dependencies, id);
  if (refund.status === 'succeeded' || refund.status === 'failed' || operation.status === 'queued') return;
  if (isBeingSent(operation, dependencies.clock.now())) {
    const dueAt = operation.leaseUntil ?? dependencies.clock.now();
    await commit(dependencies, { jobs: [{ kind: 'schedule', jobKind: 'watch_refund', subjectId: id, dueAt }] });
    return;
  }
  await inquireRefund(dependencies, id);
}
