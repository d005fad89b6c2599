import { listOf } from '../answer-fields.ts';
import type { Operation } from '../route.ts';
import * as schemas from './schemas.ts';

const tag = 'Reconciliations';
const path = '/v1/column_mappings/{provider_account_id}/{name}';

export const listMappings = {
  method: 'get',
  path: '/v1/column_mappings',
  tag,
  summary: 'List column mappings of files',
  query: schemas.mappingListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(schemas.mappingSchema) },
} as const satisfies Operation;

export const putMapping = {
  method: 'put',
  path,
  tag,
  summary: "Save which columns a provider account's files have",
  params: schemas.mappingParams,
  body: schemas.putMappingSchema,
  answer: { status: 200, description: 'Saved in the place of the one with this name.', schema: schemas.mappingSchema },
} as const satisfies Operation;

export const deleteMapping = {
  method: 'delete',
  path,
  tag,
  summary: 'Delete a column mapping',
  params: schemas.mappingParams,
  answer: { status: 200, description: 'It is gone.', schema: schemas.deletedMappingSchema },
} as const satisfies Operation;
