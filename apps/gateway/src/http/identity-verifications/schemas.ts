import { mobileCarriers } from '@hangil/core';
import { identityVerificationStatuses } from '@hangil/engine';
import { z } from '@hono/zod-openapi';
import { answerTimestamp, failureSchema } from '../answer-fields.ts';
import { channelId, line, webAddress } from '../fields.ts';
import { pageQuery } from '../pagination.ts';
import { nextActionSchema } from '../payments/answer-schemas.ts';

const code = z.strictObject({
  type: z.literal('code'),
  name: line(100),
  phone: z
    .string()
    .regex(/^01\d(-?\d){7,8}$/, 'must be a Korean mobile number')
    .transform((text) => text.replaceAll('-', '')),
  birth_date: z.string().regex(/^\d{6}$/, 'must be YYMMDD'),
  gender_digit: z.string().regex(/^[1-8]$/, 'must be the seventh digit of the resident number'),
  carrier: z.enum(mobileCarriers),
  mvno: z.boolean().default(false).openapi({ description: 'A budget line (알뜰폰) on the network of `carrier`.' }),
});

export const requestVerificationSchema = z
  .strictObject({
    method: z.discriminatedUnion('type', [z.strictObject({ type: z.literal('window') }), code]).openapi({
      description: 'A window in the browser, or a code sent to the phone. The person is passed on, not stored.',
    }),
    return_url: webAddress.nullish(),
    channel_id: channelId.nullish(),
  })
  .openapi('RequestIdentityVerification');

export const confirmVerificationSchema = z
  .strictObject({
    provider_verification_id: z
      .string()
      .regex(/^[\x21-\x7e]{1,100}$/, "must be the provider's id of the verification")
      .nullish()
      .openapi({ description: 'What the window gave to the browser.' }),
    code: z
      .string()
      .regex(/^\d{4,10}$/, 'must be 4 to 10 digits')
      .nullish(),
  })
  .openapi('ConfirmIdentityVerification');

export const verificationListQuery = z.strictObject({
  ...pageQuery,
  status: z.enum(identityVerificationStatuses).optional(),
});

const personSchema = z
  .object({
    name: z.string().nullable(),
    gender: z.enum(['male', 'female']).nullable(),
    birthday: z.string().nullable().openapi({ description: 'YYYY-MM-DD' }),
    foreigner: z.boolean().nullable(),
    phone: z.string().nullable(),
    carrier: z.string().nullable(),
    ci: z.string().nullable().openapi({ description: 'Only when the account is set to keep it.' }),
    di: z.string().nullable().openapi({ description: 'Only when the account is set to keep it.' }),
  })
  .openapi('VerifiedPerson');

export const verificationSchema = z
  .object({
    object: z.literal('identity_verification'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    status: z.enum(identityVerificationStatuses),
    method: z.enum(['window', 'code']),
    provider: z.string(),
    channel_id: z.string(),
    provider_verification_id: z.string().nullable(),
    next_action: nextActionSchema.nullable(),
    failure: failureSchema.nullable(),
    verified_at: answerTimestamp.nullable(),
  })
  .openapi('IdentityVerification');

export const verificationWithPersonSchema = verificationSchema
  .extend({ person: personSchema.nullable().openapi({ description: 'Not in lists.' }) })
  .openapi('IdentityVerificationWithPerson');

export const deletedVerificationSchema = z
  .object({ object: z.literal('identity_verification'), id: z.string(), deleted: z.literal(true) })
  .openapi('DeletedIdentityVerification');

export type RequestVerificationBody = z.output<typeof requestVerificationSchema>;
