import { caseActions, caseKinds } from '@hangil/engine';
import { z } from '@hono/zod-openapi';
import { answerTimestamp } from '../answer-fields.ts';
import { freeText, line } from '../fields.ts';
import { pageQuery } from '../pagination.ts';

const status = z.enum(['open', 'resolved']);
const kind = z.enum(caseKinds);
const action = z.enum(caseActions);

export const caseSchema = z
  .object({
    object: z.literal('case'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    age_seconds: z.int().openapi({ description: 'How long it was, or has been, open.' }),
    kind,
    status,
    subject_id: z
      .string()
      .nullable()
      .openapi({ description: 'Payment, refund, payout or provider event it is about.' }),
    amount: z.int().nullable(),
    currency: z.string().nullable(),
    evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    allowed_actions: z.array(action).openapi({ description: 'What `resolve` takes now.' }),
    resolution: z
      .object({
        action: z.enum([...caseActions, 'booked', 'settled_itself']),
        note: z.string().nullable(),
        provider_transaction_id: z.string().nullable(),
        resolved_at: answerTimestamp,
      })
      .nullable(),
  })
  .openapi('Case');

export const caseListQuery = z.strictObject({
  ...pageQuery,
  status: status.optional(),
  kind: kind.optional(),
  subject_id: freeText(100).optional(),
});

export const resolveCaseSchema = z
  .strictObject({
    action,
    note: freeText(2_000).openapi({ description: 'Why; kept with the case.' }),
    provider_transaction_id: line(200).optional().openapi({ description: 'Needed for `declare_succeeded`.' }),
  })
  .openapi('ResolveCase');
