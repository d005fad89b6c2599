import { businessCalendar, koreanHolidays, minuteMs, type ProviderManifest, secondMs } from '@hangil/core';

/** Connect and answer times of one call; together below `callTimeoutMs`. */
export const connectTimeoutMs = 5 * secondMs;
export const answerTimeoutMs = 20 * secondMs;

/** What the engine must know about ECommPay's method "Banks of Korea". Limits are those of its page, in won. */
export const ecommpayManifest: ProviderManifest = {
  id: 'ecommpay',
  name: { ko: '이컴페이 (한국 은행)', en: 'ECommPay Banks of Korea' },
  paymentMethods: ['bank_transfer'],
  payoutMethods: ['bank_transfer'],
  currencies: ['KRW'],
  paymentLimits: { KRW: { minMinor: 10_000, maxMinor: 30_000_000 } },
  /** Of the provider behind the platform, since 2020-08-01. The page does not speak of public holidays; banks are closed then. */
  openingHours: {
    zone: 'Asia/Seoul',
    open: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '23:59' }],
    closedOn: businessCalendar(koreanHolidays),
  },
  createIdempotency: 'unique_reference',
  /**
   * A payment can be asked for by its id at any time; an older edition of the documentation wants 10 seconds after the request.
   * A minute leaves room for a request that waits in a queue, because after "not found" the merchant is told that nothing was paid out.
   */
  inquiry: { kind: 'eventual', visibilityDelayMs: minuteMs },
  refunds: { offered: false, partial: false, idempotency: 'none' },
  events: { trust: 'evidence' },
  callTimeoutMs: connectTimeoutMs + answerTimeoutMs + 5 * secondMs,
};
