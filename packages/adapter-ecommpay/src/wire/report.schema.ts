import { isCurrencyCode, money } from '@hangil/core';
import { z } from 'zod';
import { parseEcommpayDate } from '../ecommpay-date.ts';
import { lenient, lenientText as text } from './lenient.ts';

const date = lenient(z.string().transform(parseEcommpayDate));
const wholeNumber = z.union([
  z.int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);

/** A countdown longer than this is none. */
const daySeconds = 86_400;

/** Undefined where no sum is told; null for one that cannot be read, so that no other takes its place. */
const sum = z
  .object({ amount: wholeNumber, currency: z.string() })
  .transform(({ amount, currency }) => (isCurrencyCode(currency) ? money(amount, currency) : null))
  .nullish()
  .catch(null);

const operation = z.object({
  id: text,
  type: text,
  status: text,
  date,
  request_id: text,
  sum_initial: sum,
  code: text,
  message: text,
});

/** Form fields of a redirect, values as they came; what is neither text nor number has no place in a form. */
const formFields = z
  .record(z.string(), z.unknown())
  .catch({})
  .transform((fields) =>
    Object.fromEntries(
      Object.entries(fields).filter((field): field is [string, string | number] => isFieldValue(field[1])),
    ),
  );

const redirect = lenient(z.object({ url: z.url({ protocol: /^https?$/ }), method: text, body: formFields }));

const error = z.object({ code: text, message: text });

/**
 * What ECommPay tells about a payment, in a callback (`operation`) or in the answer to a status request (`operations`).
 * The contents can be customised per project, so nothing is required and no strange field spoils the others.
 */
export const reportSchema = z.object({
  payment: lenient(z.object({ id: text, type: text, status: text, date, sum })),
  operation: lenient(operation),
  operations: z.array(operation).catch([]),
  redirect_data: redirect,
  redirectData: redirect,
  return_url: redirect,
  provider_extra_fields: lenient(
    z.object({
      timeout: lenient(wholeNumber.refine((seconds) => seconds <= daySeconds)),
      merchant_bank: text,
      merchant_bank_account: text,
      merchant_bank_account_name: text,
    }),
  ),
  clarification_fields: z.unknown().optional(),
  errors: z.array(error).catch([]),
  code: text,
  message: text,
});

export type Report = z.infer<typeof reportSchema>;
export type ReportedOperation = z.infer<typeof operation>;

function isFieldValue(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
