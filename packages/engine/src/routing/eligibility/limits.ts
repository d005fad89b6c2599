import type { EligibilityCheck } from './eligibility.ts';

/** The provider's own limits of one payment. */
export const limitReasons: EligibilityCheck = ({ provider }, { inputs: { method, currency, amountMinor } }) => {
  const limits = method.startsWith('payout/') ? undefined : provider.paymentLimits?.[currency];
  if (limits === undefined || (amountMinor >= limits.minMinor && amountMinor <= limits.maxMinor)) return [];
  const detail = `${provider.id} takes ${limits.minMinor} to ${limits.maxMinor} ${currency}, not ${amountMinor}`;
  return [{ code: 'amount_out_of_limits', detail }];
};
