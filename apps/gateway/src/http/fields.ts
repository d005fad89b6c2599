import { isIP } from 'node:net';
import { isCalendarDate, isCurrencyCode } from '@hangil/core';
import { z } from '@hono/zod-openapi';
import { looksLikeCardNumber } from './card-number.ts';

/**
 * Fields that several resources share. Messages say what is expected and never repeat the value. Patterns with Unicode classes
 * are refinements, because the document that is generated from the schemas cannot say them.
 */

const printable = /^[^\p{Cc}\p{Cs}]*$/u;
const withoutNulOrBrokenCharacters = /^[^\0\p{Cs}]*$/u;

function withoutCardNumber<Schema extends z.ZodString>(schema: Schema): Schema {
  return schema.refine((text) => !looksLikeCardNumber(text), { message: 'must not contain a card number' });
}

/** One line with at least one visible character. */
export function line(charactersMax: number) {
  return withoutCardNumber(
    z
      .string()
      .min(1)
      .max(charactersMax)
      .regex(/\S/, 'must not be blank')
      .refine((text) => printable.test(text), { message: 'must be printable characters' }),
  );
}

/** Text that may have line breaks, and may be empty. */
export function freeText(charactersMax: number) {
  return withoutCardNumber(
    z
      .string()
      .max(charactersMax)
      .refine((text) => withoutNulOrBrokenCharacters.test(text), { message: 'must be readable characters' }),
  );
}

/** Minor units. Zero is written 0, not -0. */
function integer(min: number) {
  return z
    .int()
    .min(min)
    .refine((value) => !Object.is(value, -0), { message: 'must not be negative' });
}

/** One trillion minor units: far above any payment, and far below what the sums of a book can hold exactly. */
const amountMax = 1_000_000_000_000;

/** An amount of more than zero in minor units (won, cents). */
export const amount = integer(1).max(amountMax).openapi({
  description: 'Minor units of the currency: won for KRW, cents for USD.',
  example: 10000,
});
export const amountOrZero = integer(0);

export const currency = z
  .string()
  .refine(isCurrencyCode, { message: 'must be an ISO 4217 code in capitals' })
  .openapi({ description: 'ISO 4217', example: 'KRW' });

export const timestamp = z.iso.datetime({ offset: true, message: 'must be an RFC 3339 date and time with an offset' });
export const instant = timestamp.transform((text) => new Date(text));

export const calendarDay = z
  .string()
  .refine(isCalendarDate, { message: 'must be a date, YYYY-MM-DD' })
  .openapi({ format: 'date', example: '2026-11-25' });

export const webAddress = withoutCardNumber(
  z
    .string()
    .max(2048)
    .refine((text) => printable.test(text), { message: 'must be printable characters' })
    .refine(isWebAddress, { message: 'must be an http or https URL' }),
);

export const channelId = line(100);
export const bankCode = z
  .string()
  .regex(/^\d{3}$/, 'must be a three-digit bank code')
  .openapi({ example: '004' });
export const accountNumber = z
  .string()
  .regex(/^\d[\d-]{2,32}\d$/, 'must be 4 to 34 digits, with or without dashes')
  .transform((text) => text.replaceAll('-', ''));

const metadataPairsMax = 50;
export const metadata = z
  .record(line(40), freeText(500))
  .refine((pairs) => Object.keys(pairs).length <= metadataPairsMax, {
    message: `must have at most ${metadataPairsMax} pairs`,
  });

function withoutCardNumbers<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.refine((value) => !everyText(value).some(looksLikeCardNumber), {
    message: 'must not contain a card number',
  });
}

/** Any JSON object. Its reader checks it; here only that no card number passes. */
export const jsonObject = withoutCardNumbers(z.record(z.string(), z.unknown()));

/** By provider id, what only that provider knows. The adapter checks it; here only that no card number passes. */
export const providerOptions = withoutCardNumbers(
  z.record(
    z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be the id of a provider'),
    z.record(z.string(), z.unknown()),
  ),
).openapi({
  type: 'object',
  description: 'By provider id: what only that provider knows. See the page of the provider.',
});

export const customer = z
  .strictObject({
    id: line(255).nullish(),
    name: line(255).nullish(),
    first_name: line(255).nullish(),
    last_name: line(255).nullish(),
    email: line(254)
      .regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
      .nullish(),
    phone: line(40)
      .regex(/^\+?[\d(][\d() .-]{3,38}$/, 'must be a phone number')
      .nullish(),
    ip_address: z
      .string()
      .refine((text) => isIP(text) !== 0, { message: 'must be an IP address' })
      .nullish(),
    language: z
      .string()
      .regex(/^[a-z]{2}$/, 'must be two lower-case letters')
      .nullish(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be two capital letters (ISO 3166-1)')
      .nullish(),
  })
  .openapi('Customer');

/** Every text and number in a JSON value, names included. */
function everyText(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...everyText(inner)]);
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/./i.test(text) && URL.canParse(text);
}
