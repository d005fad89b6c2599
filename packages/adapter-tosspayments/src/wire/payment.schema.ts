import { checkedAmount, fromMajor, type Money } from '@hangil/core';
import { z } from 'zod';

const text = z.string().nullish().catch(null);
const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));

const cancelSchema = z.object({
  cancelAmount: z.number(),
  canceledAt: instant,
  transactionKey: z.string().min(1),
  cancelStatus: text,
});

/**
 * The provider's Payment object: strict on what is evidence, lenient on the rest, because fields and words are added without a new
 * version. Amounts become minor units; one that is no amount of its currency makes the answer unreadable.
 */
export const paymentSchema = z
  .object({
    paymentKey: z.string().min(1),
    orderId: z.string().min(1),
    status: z.string().min(1),
    currency: z.string(),
    totalAmount: z.number(),
    balanceAmount: z.number(),
    requestedAt: instant,
    approvedAt: instant.nullish(),
    cancels: z.array(cancelSchema).nullish(),
    card: z
      .object({ issuerCode: text, number: text, approveNo: text, installmentPlanMonths: z.int().nullish().catch(null) })
      .nullish()
      .catch(null),
    virtualAccount: z
      .object({
        accountNumber: z.string().min(1),
        bankCode: z.string(),
        customerName: text,
        dueDate: instant.nullish().catch(null),
      })
      .nullish(),
    transfer: z.object({ bankCode: z.string() }).nullish().catch(null),
    receipt: z.object({ url: z.string() }).nullish().catch(null),
    failure: z.object({ code: z.string(), message: text }).nullish().catch(null),
  })
  .transform((wire) => {
    const toMoney = (amount: number): Money => fromMajor(amount, wire.currency);
    return {
      ...wire,
      total: toMoney(wire.totalAmount),
      returnedMinor: checkedAmount(toMoney(wire.totalAmount).amountMinor - toMoney(wire.balanceAmount).amountMinor),
      cancels: (wire.cancels ?? []).map((entry) => {
        const amount = toMoney(entry.cancelAmount);
        return { ...entry, amount, amountMinor: amount.amountMinor, at: entry.canceledAt };
      }),
    };
  });

export type TossPayment = z.infer<typeof paymentSchema>;
