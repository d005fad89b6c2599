import { money, toMajorText } from '@hangil/core';
import type { Books } from './books.ts';
import { type Scheduled, scheduleStatus } from './schedule-book.ts';

/** A schedule as the API shows it. */
export function showSchedule(scheduled: Scheduled, books: Books) {
  const { merchantUid, customerUid, impUid, amountMinor, currency, order } = scheduled;
  const attempt = impUid === null ? undefined : books.attempt(impUid);
  const key = books.billingKeys.get(customerUid);
  return {
    customer_uid: customerUid,
    merchant_uid: merchantUid,
    imp_uid: impUid,
    pg_provider: key?.pgProvider ?? null,
    pg_id: key?.pgId ?? null,
    customer_id: key?.customer.id ?? null,
    schedule_at: scheduled.scheduleAt,
    executed_at: scheduled.executedAt,
    revoked_at: scheduled.revokedAt,
    amount: Number(toMajorText(money(amountMinor, currency))),
    currency,
    name: order.name,
    buyer_name: order.buyerName,
    buyer_email: order.buyerEmail,
    buyer_tel: order.buyerTel,
    custom_data: order.customData,
    schedule_status: scheduleStatus(scheduled),
    payment_status: attempt?.status ?? null,
    fail_reason: attempt?.failReason ?? null,
    promotion_id: null,
  };
}
