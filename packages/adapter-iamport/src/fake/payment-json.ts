import { type Money, money, toMajorText } from '@hangil/core';
import { type Attempt, returnedMinor } from './attempt.ts';
import type { Books } from './books.ts';

/** A payment as the API shows it: major units, unix seconds, 0 for times that have not come, null for what a PG does not tell. */
export type ShowPayment = (attempt: Attempt) => Record<string, unknown>;

export function makeShowPayment(books: Books, options: { readonly sandbox: boolean }): ShowPayment {
  return (attempt) => {
    const distortion = books.distortions.get(attempt.merchantUid);
    const shown = money(distortion?.amountMinor ?? attempt.amountMinor, distortion?.currency ?? attempt.currency);
    return {
      imp_uid: attempt.impUid,
      merchant_uid: distortion?.reference ?? attempt.merchantUid,
      status: attempt.status,
      amount: toMajorNumber(shown),
      cancel_amount: major(returnedMinor(attempt), shown.currency),
      currency: shown.currency,
      sandbox: options.sandbox,
      channel: attempt.kind === 'window' ? 'pc' : 'api',
      ...orderJson(attempt),
      ...cardJson(attempt),
      ...accountJson(attempt),
      ...timesJson(attempt),
      ...cancelsJson(attempt, shown.currency),
    };
  };
}

export function toMajorNumber(amount: Money): number {
  return Number(toMajorText(amount));
}

function major(amountMinor: number, currency: string): number {
  return toMajorNumber(money(amountMinor, currency));
}

function orderJson({ order, impUid, status }: Attempt) {
  return {
    pay_method: order.payMethod,
    pg_provider: order.pgProvider,
    emb_pg_provider: null,
    pg_tid: status === 'ready' ? null : `tid_${impUid.slice(4)}`,
    pg_id: order.pgId,
    escrow: false,
    name: order.name,
    buyer_name: order.buyerName,
    buyer_email: order.buyerEmail,
    buyer_tel: order.buyerTel,
    buyer_addr: null,
    buyer_postcode: null,
    custom_data: order.customData,
    customer_uid: order.customerUid,
    customer_uid_usage: order.customerUid === null ? null : 'payment',
    cash_receipt_issued: false,
  };
}

function cardJson({ kind, order, cardNumber, paidAt, impUid }: Attempt) {
  const isCard = kind !== 'virtual_account' && order.payMethod === 'card' && paidAt > 0;
  return {
    apply_num: isCard ? impUid.slice(-8) : null,
    card_code: isCard ? '361' : null,
    card_name: isCard ? 'BC카드' : null,
    card_quota: 0,
    card_number: cardNumber ?? (isCard ? '540926*********9' : null),
    card_type: isCard ? 0 : null,
    bank_code: null,
    bank_name: null,
    receipt_url: paidAt > 0 ? `https://receipt.example/${impUid}` : null,
  };
}

function accountJson({ account, startedAt }: Attempt) {
  return {
    vbank_code: account?.bankCode ?? null,
    vbank_name: account?.bankName ?? null,
    vbank_num: account?.number ?? null,
    vbank_holder: account?.holder ?? null,
    vbank_date: account?.dueAt ?? 0,
    vbank_issued_at: account === null ? 0 : startedAt,
  };
}

function timesJson(attempt: Attempt) {
  return {
    started_at: attempt.startedAt,
    paid_at: attempt.paidAt,
    failed_at: attempt.failedAt,
    cancelled_at: attempt.cancels.at(-1)?.cancelledAt ?? 0,
    fail_reason: attempt.failReason,
  };
}

function cancelsJson({ cancels, deposits }: Attempt, currency: string) {
  return {
    cancel_reason: cancels.at(-1)?.reason ?? null,
    cancel_history: cancels.map((cancel) => ({
      pg_tid: cancel.pgTid,
      amount: major(cancel.amountMinor, currency),
      cancelled_at: cancel.cancelledAt,
      reason: cancel.reason,
      cancellation_id: cancel.cancellationId,
      receipt_url: null,
    })),
    deposit_history: deposits.map((deposit) => ({
      pg_tid: deposit.pgTid,
      amount: major(deposit.amountMinor, currency),
      depositor_name: '홍길동',
      deposited_at: deposit.depositedAt,
    })),
  };
}
