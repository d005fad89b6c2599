import { isOpenAt, nextOpening } from '@hangil/core';
import type { EligibilityCheck } from './eligibility.ts';

/** Nothing is taken outside the provider's hours. A payout is: it waits for the next opening. */
export const hoursReasons: EligibilityCheck = ({ id, hours }, { inputs: { method }, now }) => {
  if (hours === undefined || method.startsWith('payout/') || isOpenAt(hours, now)) return [];
  const opening = nextOpening(hours, now);
  const when = opening === null ? 'does not open within 60 days' : `opens at ${opening.toISOString()} (${hours.zone})`;
  return [{ code: 'outside_hours', detail: `${id} is closed and ${when}` }];
};
