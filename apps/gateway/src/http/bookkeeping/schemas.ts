import { z } from '@hono/zod-openapi';
import { answerTimestamp } from '../answer-fields.ts';
import { amount, currency, instant, line } from '../fields.ts';
import { pageQuery } from '../pagination.ts';
import { account, entryTemplate } from './template-schemas.ts';

const side = z.enum(['debit', 'credit']);
const status = z.enum(['pending_approval', 'posted', 'rejected']);

export const requestEntrySchema = z.strictObject({
  effective_at: instant,
  reason: line(500),
  lines: z.array(z.strictObject({ account, side, amount, currency })).max(100).default([]),
  reverses: line(100).nullish().openapi({ description: 'Entry to undo; then without lines.' }),
  template: entryTemplate
    .nullish()
    .openapi({ description: 'Facts from which the lines are made; then without lines.' }),
});
export type RequestEntryBody = z.output<typeof requestEntrySchema>;

export const entryParams = z.object({ id: z.string() });
export const entryListQuery = z.strictObject({ ...pageQuery, status: status.optional() });

export const manualEntrySchema = z
  .object({
    object: z.literal('manual_entry'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    status,
    effective_at: answerTimestamp,
    reason: z.string(),
    lines: z
      .array(z.object({ account: z.string(), side, amount: z.int(), currency: z.string() }))
      .openapi({ description: 'Of a template: what it books.' }),
    template: entryTemplate.nullable(),
    reverses: z.string().nullable(),
    requested_by: z.string().openapi({ description: 'Name of the API key.' }),
    decided_by: z.string().nullable(),
    journal_entry_id: z.string().nullable(),
  })
  .openapi('ManualEntry');

export const closePeriodSchema = z.strictObject({
  closed_before: instant.openapi({ description: 'Nothing effective before it is booked any more.' }),
});

export const closingListQuery = z.strictObject(pageQuery);

export const periodClosingSchema = z
  .object({
    object: z.literal('period_closing'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    closed_before: answerTimestamp,
    closed_by: z.string(),
  })
  .openapi('PeriodClosing');
