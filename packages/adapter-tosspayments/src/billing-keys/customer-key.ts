import { hmacSha256 } from '@hangil/adapter-kit';
import type { ProviderReference } from '@hangil/core';
import type { TosspaymentsSettings } from '../settings.ts';

/**
 * The `customerKey` under which a key is made. Our references of one moment follow each other, and a customer key must not be guessed
 * from another one that a browser saw: so it is a keyed hash of the reference. No two keys share one, and asking again for the same key
 * gives the same.
 */
export function customerKeyOf(reference: ProviderReference, { secretKey }: TosspaymentsSettings): string {
  return hmacSha256(secretKey, `customer key of ${reference}`, 'base64url');
}

/** What is kept of a key: the customer key beside the provider's, because another secret key would give another one. */
export function toProviderKey(customerKey: string, billingKey: string): string {
  return `${customerKey}.${billingKey}`;
}

/** Null for a key that was never told. */
export function readProviderKey(providerKey: string | null) {
  const [, customerKey, billingKey] = /^([\w-]+)\.(.+)$/.exec(providerKey ?? '') ?? [];
  return customerKey === undefined || billingKey === undefined ? null : { customerKey, billingKey };
}
