import type { ProviderManifest } from '@hangil/core';

/** What Template PG can do. The conformance suite tries every word of it. */
export const manifest: ProviderManifest = {
  id: 'template-pg',
  name: { ko: '템플릿PG', en: 'Template PG' },
  paymentMethods: ['card', 'key_in', 'virtual_account'], // @value paymentMethods
  payoutMethods: ['bank_transfer'], // @value payoutMethods
  currencies: ['KRW'], // @value currencies
  createIdempotency: 'unique_reference', // @value createIdempotency
  inquiry: { kind: 'strong' }, // @value inquiry
  refunds: { offered: true, partial: true, idempotency: 'key' }, // @value refunds
  events: { trust: 'evidence' }, // @value events
  callTimeoutMs: 30_000,
};
