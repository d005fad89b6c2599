import type { EligibilityCheck } from './eligibility.ts';

/** A stored means of payment works only where it was issued. */
export const billingKeyReasons: EligibilityCheck = ({ id }, { boundTo }) => {
  if (boundTo === undefined || boundTo.includes(id)) return [];
  const detail = `the billing key is bound to ${boundTo.join(', ')}, not ${id}`;
  return [{ code: 'billing_key_bound', detail }];
};
