import { minuteMs, type ProviderManifest, secondMs } from '@hangil/core';
import { actionDescriptions } from './actions/index.ts';
import { gateways } from './tables/gateways/index.ts';

/**
 * What the engine must know about i'mport (PortOne V1), from its documents as of August 2026.
 *
 * - `createIdempotency` is `none`. A `merchant_uid` is refused only once it has been paid; ready, failed and still running tries
 *   share it, so a second charge sent while the first is under way may become a second payment. There is no idempotency key.
 * - `inquiry` is `eventual`. The documents promise no read-after-write, and a charge whose answer we gave up may still be at the
 *   card company. The provider's own client waits 30 seconds for an answer; "not found" is believed after twice that.
 * - `refunds.idempotency` is `expected_balance`: a cancel carries the balance we believe in (`checksum`) and is refused when
 *   another cancel came first.
 * - `events.trust` is `hint`: notices are not signed.
 */
export const iamportManifest: ProviderManifest = {
  id: 'iamport',
  name: { ko: '아임포트 (포트원 V1)', en: "i'mport (PortOne V1)" },
  paymentMethods: [
    'card',
    'key_in',
    'billing_key',
    'virtual_account',
    'bank_transfer',
    'mobile',
    'easy_pay',
    'gift_certificate',
    'convenience_store',
    'point',
  ],
  payoutMethods: [],
  currencies: 'any',
  createIdempotency: 'none',
  inquiry: { kind: 'eventual', visibilityDelayMs: minuteMs },
  refunds: { offered: true, partial: true, idempotency: 'expected_balance' },
  events: { trust: 'hint' },
  gateways,
  actions: actionDescriptions,
  callTimeoutMs: 30 * secondMs,
};
