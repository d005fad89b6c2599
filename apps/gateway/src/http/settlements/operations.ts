import { z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import type { Operation } from '../route.ts';
import * as schemas from './schemas.ts';

const tag = 'Settlements';
const params = z.object({ id: z.string() });

export const listSettlements = {
  method: 'get',
  path: '/v1/settlements',
  tag,
  summary: 'What providers pay out, expected and received',
  query: schemas.settlementListQuery,
  answer: { status: 200, description: 'Earliest payout date first, whole.', schema: listOf(schemas.settlementSchema) },
} as const satisfies Operation;

export const receiveSettlement = {
  method: 'post',
  path: '/v1/settlements',
  tag,
  summary: "Book a provider's statement",
  body: schemas.receiveSettlementSchema,
  answer: { status: 201, description: 'Booked whole.', schema: schemas.settlementSchema },
  problems: { 409: 'A row of it was booked before.' },
} as const satisfies Operation;

export const getSettlement = {
  method: 'get',
  path: '/v1/settlements/{id}',
  tag,
  summary: 'Get a settlement that was received',
  params,
  answer: { status: 200, description: 'As it is.', schema: schemas.settlementSchema },
} as const satisfies Operation;

export const matchBank = {
  method: 'post',
  path: '/v1/settlements/{id}/bank_match',
  tag,
  summary: 'The bank shows the money',
  params,
  body: schemas.bankMatchSchema,
  answer: { status: 200, description: 'Arrived; what differs waits under a case.', schema: schemas.settlementSchema },
  problems: { 409: 'It arrived already, or announces nothing.' },
} as const satisfies Operation;
