import { paymentMethodTypes, paymentStatuses } from '@hangil/core';
import { z } from '@hono/zod-openapi';
import { answerTimestamp, failureSchema, shownCustomerSchema } from '../answer-fields.ts';
import { traceSchema } from '../routing/trace-schema.ts';

const bilingual = z.object({ ko: z.string(), en: z.string() });

export const nextActionSchema = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('browser_sdk'),
      sdk: z.string(),
      script_url: z.string(),
      call: z.string().openapi({ description: 'Function of the script to call with `params`.' }),
      init: z.record(z.string(), z.unknown()),
      params: z.record(z.string(), z.unknown()),
    }),
    z.object({
      type: z.literal('redirect'),
      url: z.string(),
      method: z.enum(['GET', 'POST']),
      fields: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
    z.object({
      type: z.literal('display_bank_instructions'),
      bank_name: z.string(),
      account_number: z.string(),
      account_holder: z.string(),
      amount: z.int(),
      currency: z.string(),
      timeout_seconds: z.number(),
      deadline_at: answerTimestamp,
      messages: z.object({ instructions: bilingual, timeout: bilingual }),
    }),
    z.object({
      type: z.literal('display_virtual_account'),
      bank_code: z.string().nullable(),
      bank_name: z.string().nullable(),
      account_number: z.string(),
      holder_name: z.string().nullable(),
      due_at: answerTimestamp.nullable(),
    }),
    z.object({
      type: z.literal('provide_information'),
      fields: z.array(z.object({ path: z.string(), label_ko: z.string(), label_en: z.string() })),
      message: bilingual,
      deadline_at: answerTimestamp.nullable(),
    }),
    z.object({ type: z.literal('wait'), until: answerTimestamp.nullable() }),
  ])
  .openapi('NextAction');

export const paymentMethodSchema = z
  .object({
    type: z.enum(paymentMethodTypes),
    wallet: z.string().optional(),
    kind: z.string().optional(),
    billing_key_id: z.string().optional(),
    bank_code: z.string().optional(),
    bank_name: z.string().optional(),
    holder_name: z.string().optional(),
    due_at: answerTimestamp.optional(),
    virtual_account_number: z.string().optional(),
    card_company: z.string().optional(),
    masked_number: z.string().optional(),
    approval_number: z.string().optional(),
    installment_months: z.int().optional(),
    receipt_url: z.string().optional(),
  })
  .openapi('PaymentMethod');

export const attemptSchema = z
  .object({
    id: z.string(),
    provider: z.string(),
    channel_id: z.string(),
    status: z.enum(['pending', 'unknown', 'succeeded', 'failed']),
    failure: failureSchema.nullable(),
    reference: z.string().openapi({ description: 'Our name of this try at the provider.' }),
    created_at: answerTimestamp,
  })
  .openapi('Attempt');

export const paymentSchema = z
  .object({
    object: z.literal('payment'),
    id: z.string().openapi({ example: 'pay_01k9t3q5w7e9r1t3y5u7j9p1as' }),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    status: z.enum(paymentStatuses),
    order_id: z.string(),
    order_name: z.string(),
    amount: z.int(),
    currency: z.string(),
    tax_free_amount: z.int(),
    amount_paid: z.int(),
    amount_refunding: z.int(),
    amount_refunded: z.int(),
    amount_refundable: z.int(),
    method: paymentMethodSchema,
    customer: shownCustomerSchema,
    return_url: z.string().nullable(),
    metadata: z.record(z.string(), z.string()),
    provider: z.string(),
    channel_id: z.string(),
    provider_payment_id: z.string().nullable(),
    pg: z.object({ name: z.string().nullable(), transaction_id: z.string().nullable() }).nullable(),
    next_action: nextActionSchema.nullable(),
    checkout_url: z.string().nullable(),
    failure: failureSchema.nullable(),
    attempts: z.array(attemptSchema),
    paid_at: answerTimestamp.nullable(),
    canceled_at: answerTimestamp.nullable(),
    failed_at: answerTimestamp.nullable(),
    expires_at: answerTimestamp.nullable(),
    next_check_at: answerTimestamp.nullable(),
  })
  .openapi('Payment');

export const timelineStepSchema = z
  .object({
    object: z.literal('timeline_step'),
    at: answerTimestamp,
    type: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    since_last_ms: z.number(),
  })
  .openapi('TimelineStep');

export const routingDecisionSchema = z
  .object({
    object: z.literal('routing_decision'),
    payment_id: z.string(),
    channels: z.array(z.string()),
    trace: traceSchema,
  })
  .openapi('RoutingDecision');
