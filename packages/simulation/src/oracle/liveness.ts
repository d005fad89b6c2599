import { isOpen } from '@hangil/core';
import type { World } from '../world.ts';
import type { LoadedBook } from './loaded-book.ts';

/** What these providers never do: only a gateway that gave up too early, or sent twice, can come to see it. */
const impossible = [
  'second_charge',
  'refund_succeeded_after_its_end',
  'payout_succeeded_after_its_end',
  'payout_declined_after_success',
];

/** When nothing goes wrong any more, everything comes to an end by itself. */
export function checkLiveness(world: World, { payments, refunds, payouts, operations, cases }: LoadedBook): void {
  for (const { id, status } of payments) if (isOpen(status)) world.breach(`${id} is still ${status}`);
  for (const { id, status } of refunds)
    if (status === 'pending' || status === 'unknown') world.breach(`${id} is still ${status}`);
  for (const { id, status } of payouts)
    if (status === 'processing' || status === 'unknown') world.breach(`${id} is still ${status}`);
  for (const { id, status, subjectId } of operations)
    if (status !== 'closed') world.breach(`${id} of ${subjectId} is still ${status}`);
  for (const { evidence, subjectId } of cases)
    if (impossible.includes(String(evidence.contradiction))) world.breach(`${evidence.contradiction}: ${subjectId}`);
  for (const { id, kind, status, subjectId } of cases)
    if (kind === 'unknown_outcome' && status === 'open')
      world.breach(`${id} still calls the outcome of ${subjectId} unknown`);
}
