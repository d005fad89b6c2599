import type { IneligibilityReason } from '@hangil/core';
import type { Channel } from '../directory.ts';
import { gatewayReasons } from './gateway-reasons.ts';
import type { RoutingInputs } from './rules.ts';

/** Why a channel cannot serve a request; empty = it can. */
export function ineligibility(channel: Channel, inputs: RoutingInputs): IneligibilityReason[] {
  const own = [
    ...methodReasons(channel, inputs),
    ...currencyReasons(channel, inputs),
    ...amountReasons(channel, inputs),
  ];
  return own.length > 0 ? own : gatewayReasons(channel, inputs);
}

function methodReasons(channel: Channel, { method, wallet }: RoutingInputs): IneligibilityReason[] {
  const word = wallet === null ? method : `${method}/${wallet}`;
  if (!channel.methods.includes(word) && !channel.methods.includes(method)) {
    return [{ code: 'method_not_offered', detail: `${channel.id} offers ${channel.methods.join(', ')}, not ${word}` }];
  }
  const payout = method.startsWith('payout/');
  const known = payout ? channel.provider.payoutMethods : channel.provider.paymentMethods;
  const type = payout ? method.slice('payout/'.length) : method;
  if (!known.includes(type)) {
    return [{ code: 'method_not_supported', detail: `${channel.provider.id} does not support ${word}` }];
  }
  return [];
}

function currencyReasons({ provider }: Channel, { currency }: RoutingInputs): IneligibilityReason[] {
  if (provider.currencies === 'any' || provider.currencies.includes(currency)) return [];
  return [
    {
      code: 'currency_not_supported',
      detail: `${provider.id} takes ${provider.currencies.join(', ')}, not ${currency}`,
    },
  ];
}

function amountReasons({ provider }: Channel, { method, currency, amountMinor }: RoutingInputs): IneligibilityReason[] {
  const limits = method.startsWith('payout/') ? undefined : provider.paymentLimits?.[currency];
  if (limits === undefined || (amountMinor >= limits.minMinor && amountMinor <= limits.maxMinor)) return [];
  return [
    {
      code: 'amount_out_of_limits',
      detail: `${provider.id} takes ${limits.minMinor} to ${limits.maxMinor} ${currency}, not ${amountMinor}`,
    },
  ];
}
