import type { EligibilityCheck } from './eligibility.ts';

/** The channel's contract names the method, and the provider knows it. */
export const methodReasons: EligibilityCheck = (channel, { inputs: { method, wallet } }) => {
  const word = wallet === null ? method : `${method}/${wallet}`;
  if (!channel.methods.includes(word) && !channel.methods.includes(method)) {
    return [{ code: 'method_not_offered', detail: `${channel.id} offers ${channel.methods.join(', ')}, not ${word}` }];
  }
  const payout = method.startsWith('payout/');
  const known = payout ? channel.provider.payoutMethods : channel.provider.paymentMethods;
  const type = payout ? method.slice('payout/'.length) : method;
  if (known.includes(type)) return [];
  return [{ code: 'method_not_supported', detail: `${channel.provider.id} does not support ${word}` }];
};
