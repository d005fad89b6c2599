import { money } from '@hangil/core';
import { z } from 'zod';

/** What Minimal Bank writes, as far as it is needed; fields that are not named here are let through. Amounts are minor units. */

const refundSchema = z.object({
  id: z.string().min(1),
  reference: z.string(),
  amount: z.int(),
  made_at: z.iso.datetime(),
});

export const chargeSchema = z
  .object({
    id: z.string().min(1),
    reference: z.string(),
    state: z.string(),
    amount: z.int(),
    currency: z.string(),
    returned: z.int(),
    decided_at: z.iso.datetime().nullish(),
    decline_code: z.string().nullish(),
    refunds: z.array(refundSchema),
  })
  .transform(({ amount, currency, ...wire }) => ({
    ...wire,
    amount: money(amount, currency),
    refunds: wire.refunds.map((refund) => ({ ...refund, amount: money(refund.amount, currency) })),
  }));
export type Charge = z.output<typeof chargeSchema>;

/** The provider's own refusal: nothing was made. */
export const refusalSchema = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) });
export type Refusal = z.output<typeof refusalSchema>;

export const eventSchema = z.object({ event_id: z.string().min(1), charge: chargeSchema });
