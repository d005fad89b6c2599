import { billingKeyStatuses } from '@hangil/engine';
import { z } from '@hono/zod-openapi';
import { answerTimestamp, failureSchema, shownCustomerSchema } from '../answer-fields.ts';
import { channelId, customer, freeText, line, metadata, providerOptions, webAddress } from '../fields.ts';
import { pageQuery } from '../pagination.ts';
import { nextActionSchema } from '../payments/answer-schemas.ts';
import { keyIn } from '../payments/schemas.ts';

const issueMethod = z
  .discriminatedUnion('type', [keyIn, z.strictObject({ type: z.literal('window') })])
  .openapi('IssueMethod');

export const issueBillingKeySchema = z
  .strictObject({
    method: issueMethod,
    customer: customer.nullish(),
    channel_id: channelId.nullish(),
    return_url: webAddress.nullish(),
    metadata: metadata.nullish(),
    provider_options: providerOptions.nullish(),
  })
  .openapi('IssueBillingKey');

export type IssueBillingKeyBody = z.output<typeof issueBillingKeySchema>;

export const confirmBillingKeySchema = z
  .strictObject({
    authorization: z
      .string()
      .regex(/^[\x21-\x7e]{1,500}$/, "must be what the provider's window gave to the browser")
      .nullish()
      .openapi({ description: 'Only where the window gives something to the browser; passed on, never stored.' }),
  })
  .openapi('ConfirmBillingKey');

export const deleteBillingKeyQuery = z.strictObject({
  reason: line(200).optional(),
  requester: z.enum(['customer', 'admin']).default('admin'),
});

export const billingKeyListQuery = z.strictObject({
  ...pageQuery,
  customer_id: freeText(255).optional(),
  status: z.enum(billingKeyStatuses).optional(),
});

const wordsSchema = z.object({ code: z.string().nullable(), message: z.string().nullable() });

export const billingKeySchema = z
  .object({
    object: z.literal('billing_key'),
    id: z.string().openapi({ example: 'bk_01k9t3q5w7e9r1t3y5u7j9p1as' }),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    status: z.enum(billingKeyStatuses),
    provider: z.string(),
    channel_id: z.string(),
    channels: z.array(
      z.object({
        channel_id: z.string().nullable(),
        pg: z.string().nullable(),
        status: z.enum(['active', 'failed']),
        provider: wordsSchema.nullable(),
      }),
    ),
    issued_by: z.enum(['key_in', 'window']),
    customer: shownCustomerSchema,
    card: z.object({ company: z.string().nullable(), masked_number: z.string().nullable() }),
    next_action: nextActionSchema.nullable(),
    failure: failureSchema.nullable(),
    deletion: z
      .object({
        reason: z.string().nullable(),
        requester: z.enum(['customer', 'admin']),
        requested_at: answerTimestamp,
        at_provider: z.enum(['pending', 'done', 'refused']),
        failure: failureSchema.nullable(),
      })
      .nullable(),
    metadata: z.record(z.string(), z.string()),
    issued_at: answerTimestamp.nullable(),
    next_check_at: answerTimestamp.nullable(),
  })
  .openapi('BillingKey');
