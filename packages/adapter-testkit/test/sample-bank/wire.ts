import { createHmac, timingSafeEqual } from 'node:crypto';
import { fromMajor } from '@hangil/core';
import { z } from 'zod';

/** Sample Bank's API, as its invented documents describe it. Amounts are major units, written as text. */
const amountFields = { amount: z.string(), currency: z.string() };

export const paymentSchema = z
  .object({
    id: z.string(),
    reference: z.string(),
    state: z.string(),
    ...amountFields,
    returned: z.string(),
    paid_at: z.iso.datetime().nullish(),
    account_number: z.string().nullish(),
    pay_url: z.url().nullish(),
    asks: z.boolean().nullish(),
    due_at: z.iso.datetime().nullish(),
    refusal: z.string().nullish(),
    refunds: z.array(
      z.object({ id: z.string(), reference: z.string(), amount: z.string(), done_at: z.iso.datetime() }),
    ),
  })
  .transform((wire) => ({
    ...wire,
    money: fromMajor(wire.amount, wire.currency),
    returnedMinor: fromMajor(wire.returned, wire.currency).amountMinor,
  }));
export type PaymentWire = z.output<typeof paymentSchema>;

export const transferSchema = z
  .object({
    id: z.string(),
    reference: z.string(),
    state: z.string(),
    ...amountFields,
    done_at: z.iso.datetime().nullish(),
    refusal: z.string().nullish(),
  })
  .transform((wire) => ({ ...wire, money: fromMajor(wire.amount, wire.currency) }));
export type TransferWire = z.output<typeof transferSchema>;

export const windowSchema = z.object({ window: z.url() });
export const cardSchema = z.object({ id: z.string(), reference: z.string(), masked: z.string() });
export type CardWire = z.output<typeof cardSchema>;

export const refusalSchema = z.object({ error: z.string() });

export const eventSchema = z.object({
  event_id: z.string(),
  payment: paymentSchema.nullish(),
  transfer: transferSchema.nullish(),
});

export function sign(body: Uint8Array, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

export function isSigned(body: Uint8Array, signature: string | undefined, secret: string): boolean {
  const expected = Buffer.from(sign(body, secret));
  const given = Buffer.from(signature ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
