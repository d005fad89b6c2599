import { fromMajor } from '@hangil/core';
import { z } from 'zod';

const text = z.string().nullish().catch(null);

/** The provider's CashReceipt object: one for the issue, and one of its own for a cancel. Amounts are won. */
export const cashReceiptSchema = z
  .object({
    receiptKey: z.string().min(1).max(200),
    orderId: z.string(),
    transactionType: z.string(),
    issueStatus: z.string(),
    amount: z.number(),
    requestedAt: z.iso.datetime({ offset: true }).transform((value) => new Date(value)),
    issueNumber: text,
    receiptUrl: text,
    failure: z.object({ code: text, message: text }).nullish().catch(null),
  })
  .transform((wire) => ({ ...wire, amount: fromMajor(wire.amount, 'KRW') }));

export type TossCashReceipt = z.infer<typeof cashReceiptSchema>;

export const cashReceiptPageSchema = z.object({
  hasNext: z.boolean(),
  lastCursor: z.union([z.string(), z.number()]).nullish(),
  data: z.array(cashReceiptSchema),
});
