import type { ProviderAccountId } from '@hangil/core';
import type { ColumnMappings, Scope } from '@hangil/engine';
import type { ColumnMapping } from '@hangil/ledger';
import { toColumns } from '../column-mappings/to-columns.ts';
import { invalidParameter } from '../invalid-request.ts';
import type { ImportQuery } from './schemas.ts';

const defaultName = 'default';

/** Columns that the request names, or those of a saved mapping, or null: the usual names. @throws invalid_request */
export async function mappingOfImport(
  mappings: ColumnMappings,
  scope: Scope,
  query: ImportQuery,
): Promise<ColumnMapping | null> {
  const named = namedColumns(query);
  if (named !== null && query.mapping !== undefined)
    throw invalidParameter('mapping', 'must not stand beside columns that are named');
  if (named !== null) return named;
  const saved = await mappings.find(scope, {
    providerAccountId: query.provider_account_id as ProviderAccountId,
    name: query.mapping ?? defaultName,
  });
  if (saved === null && query.mapping !== undefined)
    throw invalidParameter('mapping', 'is not the name of a column mapping of this provider account');
  return saved?.value.columns ?? null;
}

/** Columns by name: the three that are needed together, or none. */
function namedColumns(query: ImportQuery): ColumnMapping | null {
  const { key_column, amount_column, time_column, refund_words } = query;
  if (key_column === undefined && amount_column === undefined && time_column === undefined) return null;
  if (key_column === undefined) throw invalidParameter('key_column', 'is needed where columns are named');
  if (amount_column === undefined) throw invalidParameter('amount_column', 'is needed where columns are named');
  if (time_column === undefined) throw invalidParameter('time_column', 'is needed where columns are named');
  const words = refund_words?.split(',').map((word) => word.trim());
  return toColumns({ ...query, key_column, amount_column, time_column, refund_words: words });
}
