import { z } from '@hono/zod-openapi';
import { fileTypes } from '../../files/provider-file.ts';
import { listOf } from '../answer-fields.ts';
import type { Operation } from '../route.ts';
import * as schemas from './schemas.ts';

const tag = 'Reconciliations';
const fileContent = z.string().openapi({ format: 'binary' });

export const runReconciliation = {
  method: 'post',
  path: '/v1/reconciliations',
  tag,
  summary: "Compare a provider's list with the book",
  body: schemas.runReconciliationSchema,
  answer: { status: 201, description: 'Compared.', schema: schemas.reconciliationSchema },
} as const satisfies Operation;

export const importFile = {
  method: 'post',
  path: '/v1/reconciliations/import',
  tag,
  summary: "Compare a provider's file with the book",
  query: schemas.importQuery,
  rawBody: Object.fromEntries(Object.values(fileTypes).map((mediaType) => [mediaType, fileContent])),
  answer: {
    status: 201,
    description: 'Compared. The same file for the same account and period gives the first comparison again.',
    schema: schemas.reconciliationSchema,
  },
} as const satisfies Operation;

export const listReconciliations = {
  method: 'get',
  path: '/v1/reconciliations',
  tag,
  summary: 'List comparisons',
  query: schemas.reconciliationListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(schemas.reconciliationSchema) },
} as const satisfies Operation;

export const getReconciliation = {
  method: 'get',
  path: '/v1/reconciliations/{id}',
  tag,
  summary: 'Get a comparison',
  params: schemas.reconciliationParams,
  answer: { status: 200, description: 'As it is.', schema: schemas.reconciliationSchema },
} as const satisfies Operation;

export const listItems = {
  method: 'get',
  path: '/v1/reconciliations/{id}/items',
  tag,
  summary: 'What does not agree',
  params: schemas.reconciliationParams,
  query: schemas.itemListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(schemas.reconciliationItemSchema) },
} as const satisfies Operation;

export const resolveItem = {
  method: 'post',
  path: '/v1/reconciliations/{id}/items/{item_id}/resolve',
  tag,
  summary: 'A person has dealt with it',
  params: schemas.itemParams,
  body: schemas.resolveSchema,
  answer: { status: 200, description: 'Resolved.', schema: schemas.reconciliationItemSchema },
  problems: { 409: 'It is resolved, or the comparison is locked.' },
} as const satisfies Operation;

export const lockReconciliation = {
  method: 'post',
  path: '/v1/reconciliations/{id}/lock',
  tag,
  summary: 'Nothing about it changes any more',
  params: schemas.reconciliationParams,
  answer: { status: 200, description: 'Locked.', schema: schemas.reconciliationSchema },
  problems: { 409: 'Items are open.' },
} as const satisfies Operation;
