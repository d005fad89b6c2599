import type { GatewayCapabilities, IneligibilityReason } from '@hangil/core';
import type { RoutingInputs } from '../rules.ts';
import type { EligibilityCheck } from './eligibility.ts';
import { methodReasons as channelReasons } from './method.ts';

/**
 * Why the gateway behind a channel certainly refuses what the channel offers. What is not known refuses nothing.
 */
export const gatewayReasons: EligibilityCheck = (channel, question) => {
  const { gateway } = channel;
  const { inputs } = question;
  if (gateway == null || inputs.method.startsWith('payout/') || channelReasons(channel, question).length > 0) return [];
  return [...methodReasons(gateway, inputs), ...currencyReasons(gateway, inputs), ...amountReasons(gateway, inputs)];
};

function methodReasons(gateway: GatewayCapabilities, { method, wallet }: RoutingInputs): IneligibilityReason[] {
  const word = wallet === null ? method : `${method}/${wallet}`;
  if (takes(gateway, method, word) !== false) return [];
  const { name, methods, asOf } = gateway;
  return [
    {
      code: 'method_not_at_gateway',
      detail: `${name} takes ${methods?.join(', ') || 'no such payments'}, not ${word} (as of ${asOf})`,
    },
  ];
}

function takes({ methods, keyIn, billingKeys }: GatewayCapabilities, method: string, word: string): boolean | null {
  if (method === 'key_in') return keyIn;
  if (method === 'billing_key') return billingKeys.charge;
  return methods === null ? null : methods.includes(word);
}

function currencyReasons(gateway: GatewayCapabilities, { currency }: RoutingInputs): IneligibilityReason[] {
  const { name, currencies, refusedCurrencies, asOf } = gateway;
  if (refusedCurrencies.includes(currency))
    return [{ code: 'currency_not_at_gateway', detail: `${name} does not take ${currency} (as of ${asOf})` }];
  if (currencies === null || currencies.includes(currency)) return [];
  return [
    {
      code: 'currency_not_at_gateway',
      detail: `${name} takes ${currencies.join(', ')}, not ${currency} (as of ${asOf})`,
    },
  ];
}

function amountReasons(gateway: GatewayCapabilities, { currency, amountMinor }: RoutingInputs): IneligibilityReason[] {
  const minimumMinor = gateway.minimumMinor[currency] ?? 0;
  if (amountMinor >= minimumMinor) return [];
  return [
    {
      code: 'amount_below_minimum',
      detail: `${gateway.name} takes ${minimumMinor} ${currency} and more, not ${amountMinor} (as of ${gateway.asOf})`,
    },
  ];
}
