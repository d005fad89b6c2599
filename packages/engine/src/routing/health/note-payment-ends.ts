import type { OutgoingEvent } from '../../store/records.ts';
import type { HealthBoard } from './health-board.ts';

/** Counts payments and payouts that ended in a commit for the success rate of their channel. A shopper who gave up says nothing about it. */
export function notePaymentEnds(health: HealthBoard, events: readonly OutgoingEvent[], now: Date): void {
  for (const { type, snapshot } of events) {
    if (snapshot.kind !== 'payment' && snapshot.kind !== 'payout') continue;
    const succeeded = type === 'payment.paid' || type === 'payout.succeeded';
    const failed = type === 'payment.failed' || type === 'payout.failed';
    const gaveUp = failed && snapshot.value.failure?.reason === 'canceled_by_shopper';
    if (succeeded || (failed && !gaveUp)) health.paymentEnded(snapshot.value, succeeded, now);
  }
}
