import { z } from 'zod';
import { lenientText } from './lenient.ts';

/** The immediate answer to a sale or payout: whether the request was taken, not what came of it. */
export const receiptSchema = z.object({
  status: lenientText,
  payment_id: lenientText,
  code: lenientText,
  message: lenientText,
});

export type ReceiptAnswer = z.infer<typeof receiptSchema>;
