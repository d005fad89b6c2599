import type { World } from '../world.ts';
import type { LoadedBook } from './loaded-book.ts';

/** The merchant's server has taken every event, and those of one object in their order. */
export function checkOutbox(world: World, book: LoadedBook): void {
  const { events, merchant } = book;
  checkLastWords(world, book);
  const taken = merchant.receiver.taken;
  const takenIds = new Set(taken.map(({ eventId }) => eventId));
  for (const { id, type, subjectId } of events)
    if (!takenIds.has(id)) world.breach(`${type} of ${subjectId} (${id}) was never delivered`);
  const written = new Set<string>(events.map(({ id }) => id));
  const last = new Map<string, number>();
  for (const { eventId, type, subjectId, sequence } of taken) {
    if (!written.has(eventId)) world.breach(`${type} of ${subjectId} was delivered and is not written`);
    if ((last.get(subjectId) ?? 0) >= sequence) world.breach(`${type} of ${subjectId} was delivered out of order`);
    last.set(subjectId, sequence);
  }
}

/** Whoever only listens to events knows how everything ended. */
function checkLastWords(world: World, { payments, refunds, payouts, events }: LoadedBook): void {
  const last = new Map(events.map(({ subjectId, type }) => [subjectId, type]));
  const expect = (id: string, type: string) => {
    if (last.get(id) !== type) world.breach(`the last event about ${id} is ${last.get(id)}, not ${type}`);
  };
  for (const { id, status } of payments) expect(id, `payment.${status}`);
  for (const { id, status } of refunds) expect(id, `refund.${status}`);
  for (const { id, status } of payouts) expect(id, `payout.${status}`);
}
