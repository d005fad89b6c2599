import { listOf } from '../answer-fields.ts';
import type { Operation } from '../route.ts';
import * as schemas from './schemas.ts';

const tag = 'Ledger';

export const requestEntry = {
  method: 'post',
  path: '/v1/ledger/manual_entries',
  tag,
  summary: 'Ask for an entry by lines or by a template, or for a reversal',
  body: schemas.requestEntrySchema,
  answer: { status: 201, description: 'Nothing is booked yet.', schema: schemas.manualEntrySchema },
  problems: { 404: 'What a template is about does not exist.', 409: 'The facts of a template are not so.' },
} as const satisfies Operation;

export const listEntries = {
  method: 'get',
  path: '/v1/ledger/manual_entries',
  tag,
  summary: 'List manual entries',
  query: schemas.entryListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(schemas.manualEntrySchema) },
} as const satisfies Operation;

export const getEntry = {
  method: 'get',
  path: '/v1/ledger/manual_entries/{id}',
  tag,
  summary: 'Get a manual entry',
  params: schemas.entryParams,
  answer: { status: 200, description: 'As it is.', schema: schemas.manualEntrySchema },
} as const satisfies Operation;

export const approveEntry = {
  method: 'post',
  path: '/v1/ledger/manual_entries/{id}/approve',
  tag,
  summary: 'Book it, with the API key of another person',
  params: schemas.entryParams,
  answer: { status: 200, description: 'Booked.', schema: schemas.manualEntrySchema },
  problems: {
    409: 'The same person, a second decision, what was booked or reversed already, or what has changed since.',
  },
} as const satisfies Operation;

export const rejectEntry = {
  method: 'post',
  path: '/v1/ledger/manual_entries/{id}/reject',
  tag,
  summary: 'Lay it aside',
  params: schemas.entryParams,
  answer: { status: 200, description: 'Nothing was booked.', schema: schemas.manualEntrySchema },
  problems: { 409: 'It was decided already.' },
} as const satisfies Operation;

export const closePeriod = {
  method: 'post',
  path: '/v1/ledger/period_closings',
  tag,
  summary: 'Close a period for good',
  body: schemas.closePeriodSchema,
  answer: { status: 201, description: 'Closed.', schema: schemas.periodClosingSchema },
  problems: { 409: 'The book is closed until then already.' },
} as const satisfies Operation;

export const listClosings = {
  method: 'get',
  path: '/v1/ledger/period_closings',
  tag,
  summary: 'Closed periods',
  query: schemas.closingListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(schemas.periodClosingSchema) },
} as const satisfies Operation;
