import { z } from 'zod';
import { paymentSchema } from './payment.schema.ts';

/** A page of a list; `next` 0 = the last one. */
export const paymentPageSchema = z.object({ list: z.array(paymentSchema), next: z.int().min(0) });

export type PaymentPage = z.output<typeof paymentPageSchema>;
