import { scheduleStatuses } from '@hangil/engine';
import { z } from '@hono/zod-openapi';
import { answerTimestamp, failureSchema, listOf, shownCustomerSchema } from '../answer-fields.ts';
import { amount, amountOrZero, currency, customer, freeText, instant, line, metadata } from '../fields.ts';
import { pageQuery } from '../pagination.ts';

const chargeFields = {
  order_id: line(255).openapi({ description: 'Reserved: no payment and no other schedule can use it meanwhile.' }),
  order_name: line(255),
  amount,
  currency,
  scheduled_at: instant.openapi({ description: 'When to charge; in the future.' }),
  tax_free_amount: amountOrZero.nullish(),
  customer: customer.nullish().openapi({ description: "The billing key's customer when left out." }),
  metadata: metadata.nullish(),
};

const taxFreeFits = {
  check: (body: { readonly amount?: number | undefined; readonly tax_free_amount?: number | null | undefined }) =>
    (body.tax_free_amount ?? 0) <= (body.amount ?? 0),
  problem: { path: ['tax_free_amount'], message: 'must not be more than amount' },
};

const chargeSchema = z
  .strictObject(chargeFields)
  .refine(taxFreeFits.check, taxFreeFits.problem)
  .openapi('ScheduledCharge');

export type ChargeBody = z.output<typeof chargeSchema>;

const schedulesMax = 100;
const needed = ['order_id', 'order_name', 'amount', 'currency', 'scheduled_at'] as const;

/** One charge with its fields beside `billing_key_id`, or many in `schedules`. */
export const createSchedulesSchema = z
  .strictObject({
    billing_key_id: line(100),
    schedules: z.array(chargeSchema).min(1).max(schedulesMax).optional(),
    ...z.object(chargeFields).partial().shape,
  })
  .superRefine((body, context) => {
    for (const field of needed) {
      const isGiven = body[field] !== undefined;
      if (isGiven === (body.schedules === undefined)) continue;
      const message = isGiven ? 'must not stand beside schedules' : 'is required';
      context.addIssue({ code: 'custom', path: [field], message });
    }
    if (body.schedules === undefined && !taxFreeFits.check(body))
      context.addIssue({ code: 'custom', ...taxFreeFits.problem });
  })
  .openapi('CreateSchedules');

export type CreateSchedulesBody = z.output<typeof createSchedulesSchema>;

export const rescheduleSchema = z.strictObject({ scheduled_at: instant }).openapi('Reschedule');

export const cancelSchedulesSchema = z.strictObject({ billing_key_id: line(100) }).openapi('CancelSchedules');

export const scheduleListQuery = z.strictObject({
  ...pageQuery,
  billing_key_id: freeText(100).optional(),
  status: z.enum(scheduleStatuses).optional(),
});

export const scheduleSchema = z
  .object({
    object: z.literal('schedule'),
    id: z.string().openapi({ example: 'sch_01k9t3q5w7e9r1t3y5u7j9p1as' }),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    status: z.enum(scheduleStatuses),
    billing_key_id: z.string(),
    order_id: z.string(),
    order_name: z.string(),
    amount: z.int(),
    currency: z.string(),
    tax_free_amount: z.int(),
    customer: shownCustomerSchema,
    metadata: z.record(z.string(), z.string()),
    provider: z.string(),
    channel_id: z.string(),
    driver: z.enum(['provider', 'gateway']).openapi({ description: 'Whose clock charges.' }),
    scheduled_at: answerTimestamp,
    pending_change: z
      .object({
        type: z.enum(['cancel', 'move']),
        requested_at: answerTimestamp,
        scheduled_at: answerTimestamp.nullable(),
      })
      .nullable()
      .openapi({ description: 'What was asked for and the provider has not confirmed yet.' }),
    payment_id: z.string().nullable().openapi({ description: 'The last payment that came of it.' }),
    payment_ids: z.array(z.string()),
    failure: failureSchema.nullable(),
    executed_at: answerTimestamp.nullable(),
    canceled_at: answerTimestamp.nullable(),
    next_check_at: answerTimestamp.nullable(),
  })
  .openapi('Schedule');

export const schedulesAnswer = z.union([scheduleSchema, listOf(scheduleSchema)]);
