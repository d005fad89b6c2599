import type { IssueBillingKeyRequest, RequestProblem } from '@hangil/core';
import { billingKeyOptionsSchema } from '../options/billing-key-options.ts';
import { optionParam } from '../options/option-param.ts';
import { readOptions } from '../options/read-options.ts';
import { buyerProblem } from '../payments/check-buyer.ts';
import type { IamportSettings } from '../settings.ts';
import { gatewayRowOf } from '../tables/gateways/index.ts';

/** What the provider certainly would refuse. Whether the PG issues this way stands in the table, which the engine reads. */
export function checkKey(request: IssueBillingKeyRequest, { channels }: IamportSettings): RequestProblem | null {
  const options = readOptions(request.providerOptions, billingKeyOptionsSchema);
  if (!options.ok) return options.problem;
  const isGroup = options.value.channel_group_id !== undefined;
  if (isGroup && request.method.type === 'window')
    return { param: optionParam('channel_group_id'), detail: 'a group of channels is served by key_in only' };
  const code = gatewayRowOf(channels.get(request.channelId)?.pg ?? null)?.code;
  if (code === 'tosspayments' && request.customer.id === null)
    return { param: 'customer.id', detail: 'customer.id is required by tosspayments for a billing key' };
  return buyerProblem(request.customer);
}
