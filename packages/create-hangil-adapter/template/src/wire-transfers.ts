import { money } from '@hangil/core';
import { z } from 'zod';

/** What Template PG writes about money that it pays out. Amounts are minor units. */
export const transferSchema = z
  .object({
    id: z.string().min(1),
    reference: z.string(),
    state: z.string(),
    amount: z.int(),
    currency: z.string(),
    decided_at: z.iso.datetime().nullish(),
    decline_code: z.string().nullish(),
  })
  .transform(({ amount, currency, ...wire }) => ({ ...wire, amount: money(amount, currency) }));
export type Transfer = z.output<typeof transferSchema>;
// @if signed

export const transferEventSchema = z.object({ event_id: z.string().min(1), transfer: transferSchema });
// @end
