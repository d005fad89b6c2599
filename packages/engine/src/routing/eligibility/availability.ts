import type { EligibilityCheck } from './eligibility.ts';

/** The provider's adapter is there. */
export const availabilityReasons: EligibilityCheck = ({ id, unavailable = null }) =>
  unavailable === null ? [] : [{ code: 'channel_unavailable', detail: `${id} cannot be used: ${unavailable}` }];
