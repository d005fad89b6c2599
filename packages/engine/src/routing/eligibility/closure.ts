import type { EligibilityCheck } from './eligibility.ts';

/** A person has closed the channel over the API. */
export const closureReasons: EligibilityCheck = ({ id }, { conditions }) => {
  const detail = conditions.closed(id);
  return detail === null ? [] : [{ code: 'channel_disabled', detail }];
};
