import { minuteMs, type ProviderManifest, secondMs } from '@hangil/core';

/**
 * What the engine must know about Toss Payments, from its documents and its clients' as of 2026.
 *
 * - `createIdempotency` and `refunds.idempotency` are `key`: every POST that moves money carries an Idempotency-Key, and the first
 *   answer is given again for 15 days.
 * - `inquiry` is `eventual`. No read-after-write is promised, and reading a payment that is not approved yet is not documented.
 * - `events.trust` is `hint`: payment events carry no signature, and the secret of a deposit event would have to be kept.
 * - `callTimeoutMs` follows the advice to wait 60 seconds for an answer.
 */
export const tosspaymentsManifest: ProviderManifest = {
  id: 'tosspayments',
  name: { ko: '토스페이먼츠', en: 'Toss Payments' },
  paymentMethods: ['card', 'key_in', 'billing_key', 'virtual_account', 'bank_transfer', 'mobile', 'gift_certificate'],
  payoutMethods: [],
  currencies: ['KRW'],
  createIdempotency: 'key',
  inquiry: { kind: 'eventual', visibilityDelayMs: minuteMs },
  refunds: { offered: true, partial: true, idempotency: 'key' },
  events: { trust: 'hint' },
  callTimeoutMs: 70 * secondMs,
};
