import type { Acknowledgements } from '../client/client.ts';
import type { World } from '../world.ts';
import type { LoadedBook } from './loaded-book.ts';

/** Looks which of the interesting states this run went through. */
export function markStates(world: World, book: LoadedBook, { observations }: Acknowledgements): void {
  const { payments, refunds, payouts, operations, cases, events } = book;
  const typesOf = (id: string) => events.filter(({ subjectId }) => subjectId === id).map(({ type }) => type);
  for (const { id, status, attempts } of payments) {
    if (attempts.length > 1) world.mark('payment taken by another provider than the first');
    const types = typesOf(id);
    const wasUnknown = types.includes('payment.unknown');
    const ends = ['payment.failed', 'payment.canceled', 'payment.expired'];
    const paidAt = types.indexOf('payment.paid');
    if (wasUnknown && paidAt >= 0) world.mark('payment unknown, then paid');
    if (wasUnknown && status === 'failed') world.mark('payment unknown, then failed');
    if (types.slice(0, Math.max(0, paidAt)).some((type) => ends.includes(type)))
      world.mark('payment paid after it had ended');
    if (status === 'quarantined') world.mark('payment quarantined');
    if (status === 'expired') world.mark('payment expired');
    if (status === 'canceled') world.mark('payment canceled');
    if (types.includes('payment.awaiting_deposit') && paidAt >= 0) world.mark('deposit arrived');
  }
  for (const { id, status, requester } of refunds) {
    const wasUnknown = observations.some(({ shown }) => shown.id === id && shown.status === 'unknown');
    if (wasUnknown && status === 'succeeded') world.mark('refund unknown, then made');
    if (wasUnknown && status === 'failed') world.mark('refund unknown, then not made');
    if (requester === 'provider') world.mark('refund found that was made in the console');
  }
  for (const { id, status } of payouts) {
    const wasUnknown = typesOf(id).includes('payout.unknown');
    if (wasUnknown && status === 'succeeded') world.mark('payout unknown, then succeeded');
    if (wasUnknown && status === 'failed') world.mark('payout unknown, then failed');
  }
  for (const { kind, createdAt, sentAt } of operations) {
    if (kind === 'refund' && sentAt !== null && sentAt > createdAt) world.mark('refund waited for another');
  }
  if (cases.some(({ kind }) => kind === 'unknown_outcome')) world.mark('case opened for an unknown outcome');
}
