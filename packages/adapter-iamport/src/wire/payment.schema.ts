import { z } from 'zod';
import { description, majorAmount, unixSeconds } from './lenient.ts';

const cancellationSchema = z
  .object({ amount: majorAmount, cancelled_at: unixSeconds, pg_tid: description, cancellation_id: description })
  .transform((entry) => ({
    amount: entry.amount,
    cancelledAt: entry.cancelled_at,
    pgTid: entry.pg_tid,
    cancellationId: entry.cancellation_id,
  }));

export type WireCancellation = z.infer<typeof cancellationSchema>;

const depositSchema = z
  .object({ pg_tid: z.string().min(1), amount: majorAmount, deposited_at: unixSeconds })
  .transform(({ pg_tid, amount, deposited_at }) => ({ pgTid: pg_tid, amount, depositedAt: deposited_at }));

/**
 * A payment as the provider shows it: strict on what is evidence (ids, status, amounts, currency), lenient on the rest. New
 * fields and new status words may appear at any time.
 */
export const paymentSchema = z
  .object({
    imp_uid: z.string().min(1),
    merchant_uid: z.string().min(1),
    status: z.string().min(1),
    amount: majorAmount,
    cancel_amount: majorAmount.nullish(),
    currency: z.string(),
    sandbox: z.boolean().nullish().catch(null),
    started_at: unixSeconds,
    paid_at: unixSeconds,
    cancelled_at: unixSeconds,
    fail_reason: description,
    deposit_history: z.array(depositSchema).nullish().catch(null),
    cancel_history: z.array(cancellationSchema).nullish().catch(null),
    pay_method: description,
    pg_provider: description,
    pg_tid: description,
    apply_num: description,
    card_name: description,
    card_number: description,
    card_quota: z.number().int().min(0).nullish().catch(null),
    bank_code: description,
    bank_name: description,
    vbank_code: description,
    vbank_name: description,
    vbank_num: description,
    vbank_holder: description,
    vbank_date: unixSeconds,
    receipt_url: description,
  })
  .transform((wire) => ({
    impUid: wire.imp_uid,
    merchantUid: wire.merchant_uid,
    status: wire.status,
    amount: wire.amount,
    cancelAmount: wire.cancel_amount ?? null,
    currency: wire.currency,
    sandbox: wire.sandbox === true,
    startedAt: wire.started_at,
    paidAt: wire.paid_at,
    cancelledAt: wire.cancelled_at,
    failReason: wire.fail_reason,
    deposits: wire.deposit_history ?? [],
    cancelHistory: wire.cancel_history ?? [],
    payMethod: wire.pay_method,
    pgProvider: wire.pg_provider,
    pgTid: wire.pg_tid,
    applyNum: wire.apply_num,
    cardName: wire.card_name,
    cardNumber: wire.card_number,
    cardQuota: wire.card_quota ?? null,
    bankCode: wire.bank_code,
    bankName: wire.bank_name,
    vbankCode: wire.vbank_code,
    vbankName: wire.vbank_name,
    vbankNumber: wire.vbank_num,
    vbankHolder: wire.vbank_holder,
    vbankDueAt: wire.vbank_date,
    receiptUrl: wire.receipt_url,
  }));

export type WirePayment = z.infer<typeof paymentSchema>;
