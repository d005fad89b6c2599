import { z } from 'zod';

const filled = z.string().min(1);

/** Money moved or a payment ended. */
const paymentChanged = z.object({
  eventType: z.literal('PAYMENT_STATUS_CHANGED'),
  createdAt: filled,
  data: z.object({
    paymentKey: filled,
    orderId: filled,
    status: filled,
    lastTransactionKey: z.string().nullish(),
  }),
});

/** The event of virtual accounts: flat, without a type and without the payment key. */
const depositCallback = z.object({
  eventType: z.undefined().optional(),
  createdAt: filled,
  secret: filled,
  status: filled,
  transactionKey: z.string().nullish(),
  orderId: filled,
});

/** Cancels of foreign wallets, billing keys, payouts: nothing this adapter makes. */
const otherEvent = z.object({ eventType: filled, createdAt: filled });

export const webhookSchema = z.union([paymentChanged, depositCallback, otherEvent]);
