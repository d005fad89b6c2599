import type { ProviderManifest } from '@hangil/core';

/** What Minimal Bank can do. The conformance suite tries every word of it. */
export const manifest: ProviderManifest = {
  id: 'minimal-bank',
  name: { ko: '미니멀은행', en: 'Minimal Bank' },
  paymentMethods: ['key_in'],
  payoutMethods: [],
  currencies: ['KRW', 'USD'],
  createIdempotency: 'unique_reference',
  inquiry: { kind: 'strong' },
  refunds: { offered: true, partial: true, idempotency: 'key' },
  events: { trust: 'evidence' },
  callTimeoutMs: 30_000,
};
