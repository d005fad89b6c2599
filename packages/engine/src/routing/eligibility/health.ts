import { unhealthyCode } from '@hangil/core';
import type { EligibilityCheck } from './eligibility.ts';

/** Calls of this channel failed lately. The only ground that puts a channel last instead of leaving it out. */
export const healthReasons: EligibilityCheck = ({ id }, { conditions }) => {
  const detail = conditions.unhealthy(id);
  return detail === null ? [] : [{ code: unhealthyCode, detail }];
};
