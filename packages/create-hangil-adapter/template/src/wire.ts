import { money } from '@hangil/core';
import { z } from 'zod';

/** What Template PG writes, as far as it is needed; fields that are not named here are let through. Amounts are minor units. */

// @if virtual_account
const accountSchema = z.object({
  bank_code: z.string(),
  number: z.string().min(1),
  holder: z.string().nullish(),
  due_at: z.iso.datetime(),
});

// @end
// @if refunds
const refundSchema = z.object({
  id: z.string().min(1),
  reference: z.string(),
  amount: z.int(),
  made_at: z.iso.datetime(),
});

// @end
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
    pay_url: z.url().nullish(), // @only shopper
    account: accountSchema.nullish(), // @only virtual_account
    refunds: z.array(refundSchema), // @only refunds
  })
  .transform(({ amount, currency, ...wire }) => ({
    ...wire,
    amount: money(amount, currency),
    refunds: wire.refunds.map((refund) => ({ ...refund, amount: money(refund.amount, currency) })), // @only refunds
  }));
export type Charge = z.output<typeof chargeSchema>;

/** The provider's own refusal: nothing was made. */
export const refusalSchema = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) });
export type Refusal = z.output<typeof refusalSchema>;
// @if signed

export const eventSchema = z.object({ event_id: z.string().min(1), charge: chargeSchema });
// @end
