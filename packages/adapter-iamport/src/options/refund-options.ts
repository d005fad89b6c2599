import { z } from 'zod';

/** `provider_options.iamport` of a refund. Amounts are minor units. */
export const refundOptionsSchema = z.strictObject({
  /** VAT in this refund, where the payment named its VAT. */
  vat_amount: z.int().min(0).optional(),
  /** A promotion of the provider stays used. */
  retain_promotion: z.boolean().optional(),
  /** The provider sends a notice about this refund, too. */
  notify: z.boolean().optional(),
});

export type RefundOptions = z.output<typeof refundOptionsSchema>;
