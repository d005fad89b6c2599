import { z } from '@hono/zod-openapi';
import { answerTimestamp } from '../answer-fields.ts';
import { line } from '../fields.ts';
import { pageQuery } from '../pagination.ts';

export const mappingName = z
  .string()
  .regex(/^[a-z0-9_-]{1,64}$/, 'must be 1 to 64 lower-case letters, digits, dashes or underscores');

export const mappingParams = z.object({ provider_account_id: line(100), name: mappingName });
export const mappingListQuery = z.strictObject({ ...pageQuery, provider_account_id: line(100).optional() });

const column = line(100);

export const putMappingSchema = z
  .strictObject({
    key_column: column.openapi({ description: 'Column of the id of the payment.' }),
    amount_column: column,
    time_column: column,
    type_column: column.optional(),
    refund_words: z
      .array(line(100))
      .min(1)
      .max(50)
      .optional()
      .openapi({ description: 'Words of the type column that mean a refund; the usual ones when absent.' }),
    tax_free_column: column.optional(),
    vat_column: column.optional(),
    fee_column: column.optional(),
    currency_column: column.optional(),
  })
  .superRefine((body, context) => {
    if (body.refund_words !== undefined && body.type_column === undefined)
      context.addIssue({ code: 'custom', path: ['refund_words'], message: 'needs type_column' });
    const seen = new Set<string>();
    for (const [field, name] of Object.entries(body)) {
      if (typeof name !== 'string') continue;
      if (seen.has(name))
        context.addIssue({ code: 'custom', path: [field], message: 'names the column of another field' });
      seen.add(name);
    }
  });
export type PutMappingBody = z.output<typeof putMappingSchema>;

export const mappingSchema = z
  .object({
    object: z.literal('column_mapping'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    provider_account_id: z.string(),
    name: z.string().openapi({ description: 'default = used for files that name none.' }),
    key_column: z.string(),
    amount_column: z.string(),
    time_column: z.string(),
    type_column: z.string().nullable(),
    refund_words: z.array(z.string()),
    tax_free_column: z.string().nullable(),
    vat_column: z.string().nullable(),
    fee_column: z.string().nullable(),
    currency_column: z.string().nullable(),
  })
  .openapi('ColumnMapping');

export const deletedMappingSchema = z.object({
  object: z.literal('column_mapping'),
  provider_account_id: z.string(),
  name: z.string(),
  deleted: z.literal(true),
});
