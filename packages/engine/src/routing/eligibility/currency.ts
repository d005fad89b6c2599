import type { EligibilityCheck } from './eligibility.ts';

export const currencyReasons: EligibilityCheck = ({ provider }, { inputs: { currency } }) => {
  if (provider.currencies === 'any' || provider.currencies.includes(currency)) return [];
  const detail = `${provider.id} takes ${provider.currencies.join(', ')}, not ${currency}`;
  return [{ code: 'currency_not_supported', detail }];
};
