import type { SavedColumnMapping } from '@hangil/engine';
import type { z } from 'zod';
import { presentInstant } from '../present-common.ts';
import type { mappingSchema } from './schemas.ts';

export function presentColumnMapping(mapping: SavedColumnMapping): z.input<typeof mappingSchema> {
  const { id, livemode, createdAt, value } = mapping;
  const { columns } = value;
  return {
    object: 'column_mapping',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    provider_account_id: value.providerAccountId,
    name: value.name,
    key_column: columns.key,
    amount_column: columns.amount,
    time_column: columns.occurredAt,
    type_column: columns.direction?.column ?? null,
    refund_words: [...(columns.direction?.refundWords ?? [])],
    tax_free_column: columns.taxFree ?? null,
    vat_column: columns.vat ?? null,
    fee_column: columns.fee ?? null,
    currency_column: columns.currency ?? null,
  };
}
