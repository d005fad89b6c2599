import { currentAttempt, isOpen, type PaymentId } from '@hangil/core';
import { commit } from '../decision/commit.ts';
import { nobodyCame } from '../decision/ladder.ts';
import { isBeingSent } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { applyReading, inquirePayment, mustLoadOperation } from './ask-provider.ts';
import { giveUpOnShopper } from './cancel-payment.ts';

/**
 * Looks at an open payment: takes over from a caller that is gone, and asks the provider. Whatever was sent is asked about,
 * never sent again.
 */
export async function runWatchPayment(dependencies: EngineDependencies, id: PaymentId): Promise<void> {
  const payment = await dependencies.store.payment(id);
  if (payment === null || !isOpen(payment.status)) return;
  const operation = await mustLoadOperation(dependencies, currentAttempt(payment).operationId);
  if (isBeingSent(operation, dependencies.clock.now())) {
    const dueAt = operation.leaseUntil ?? dependencies.clock.now();
    await commit(dependencies, { jobs: [{ kind: 'schedule', jobKind: 'watch_payment', subjectId: id, dueAt }] });
    return;
  }
  const reading = await inquirePayment(dependencies, payment);
  const asked = await applyReading(dependencies, payment, reading, {
    countsAsCheck: true,
    callerIsGone: operation.status === 'claimed',
  });
  const isLeft = asked.status === 'requires_action' && asked.expiresAt === null && nobodyCame(asked.checks);
  if (isLeft && reading.kind !== 'unknown') await giveUpOnShopper(dependencies, id);
}
