import { dayMs, nextOpening } from '@hangil/core';
import type { Channel } from '../directory.ts';

/** Where a channel says that it does not open for longer than the calendar looks ahead, it is looked at again after that time. */
const longestClosureMs = 60 * dayMs;

/** When a payout over this channel may leave: null = now. */
export function opensAt({ hours }: Pick<Channel, 'hours'>, now: Date): Date | null {
  if (hours === undefined) return null;
  const opening = nextOpening(hours, now) ?? new Date(now.getTime() + longestClosureMs);
  return opening.getTime() === now.getTime() ? null : opening;
}
