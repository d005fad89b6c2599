import { z } from 'zod';

const text = z.string().nullish().catch(null);

/** The provider's Billing object: shown once, when the key is made, and never again. */
export const billingSchema = z.object({
  customerKey: z.string().min(1),
  billingKey: z.string().min(1).max(200),
  card: z.object({ issuerCode: text, number: text }).nullish().catch(null),
});
