import {
  type BillingKeyAtProvider,
  type ChannelId,
  PaymentGatewayError,
  type RequestedPaymentMethod,
} from '@hangil/core';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Scope } from '../store/records.ts';
import { type BillingKey, keyAtProvider } from './billing-key.ts';

/** The key a payment is to be made on; null for every other method. @throws billing_key_unusable */
export async function billingKeyToCharge(
  dependencies: EngineDependencies,
  scope: Scope,
  method: RequestedPaymentMethod,
): Promise<BillingKey | null> {
  return method.type === 'billing_key'
    ? usableBillingKey(dependencies, scope, method.billingKeyId, 'method.billing_key_id')
    : null;
}

/**
 * A key that can be charged. Somebody else's key and one that never was are told alike.
 *
 * @param param - path of the id in our API
 * @throws billing_key_unusable
 */
export async function usableBillingKey(
  { store }: EngineDependencies,
  scope: Scope,
  id: string,
  param: string,
): Promise<BillingKey> {
  const found = await store.document('billing_key', id);
  const isOurs = found !== null && found.merchantId === scope.merchantId && found.livemode === scope.livemode;
  if (!isOurs) throw unusable(param, 'There is no such billing key.');
  if (found.status !== 'active') throw unusable(param, `The billing key is ${found.status}.`, found.status);
  return found;
}

function unusable(param: string, detail: string, status?: string): PaymentGatewayError {
  const extra = status === undefined ? {} : { extra: { status } };
  return new PaymentGatewayError('billing_key_unusable', { param, detail, ...extra });
}

/** Channels through which a key can be charged: the one it was issued on, or several of a group. */
export function channelsOfKey({ value }: BillingKey): readonly ChannelId[] {
  return value.channels.flatMap(({ channelId, status }) =>
    channelId === null || status !== 'active' ? [] : [channelId],
  );
}

/** As the provider of the chosen channel is told of it. */
export function keyOnChannel(
  billingKey: BillingKey | null,
  channelId: ChannelId,
): { readonly billingKey?: BillingKeyAtProvider } {
  return billingKey === null ? {} : { billingKey: keyAtProvider(billingKey, channelId) };
}
