import type { EligibilityCheck } from './eligibility.ts';

const homeCountry = 'KR';

/** What the contract of the channel leaves out beside methods. */
export const contractReasons: EligibilityCheck = ({ id, contract = {} }, { inputs }) => {
  const { currencies, limits, taxFree = true, foreignCustomers = true } = contract;
  const { currency, amountMinor, taxFreeAmountMinor, customerCountry } = inputs;
  const reasons: string[] = [];
  if (currencies !== undefined && !currencies.includes(currency))
    reasons.push(`${currencies.join(', ')} only, not ${currency}`);
  const limit = limits?.[currency];
  if (limit !== undefined && (amountMinor < limit.minMinor || amountMinor > limit.maxMinor))
    reasons.push(`${limit.minMinor} to ${limit.maxMinor} ${currency}, not ${amountMinor}`);
  if (!taxFree && taxFreeAmountMinor > 0) reasons.push('no tax-free amounts');
  if (!foreignCustomers && customerCountry !== null && customerCountry !== homeCountry)
    reasons.push('no customers from abroad');
  return reasons.map((words) => ({ code: 'not_contracted', detail: `the contract of ${id} says: ${words}` }));
};
