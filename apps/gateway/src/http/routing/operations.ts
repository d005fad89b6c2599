import { z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import { pageQuery } from '../pagination.ts';
import type { Operation } from '../route.ts';
import {
  evaluatedDecisionSchema,
  evaluateSchema,
  payoutDecisionSchema,
  putRoutingSchema,
  replayReportSchema,
  replaySchema,
  routingVersionSchema,
} from './schemas.ts';

const tag = 'Routing';
const version = { status: 200, description: 'The rule set in force.', schema: routingVersionSchema } as const;
const unfit = { 422: 'The rules contradict themselves or the channels; `errors` names every place.' } as const;

export const getRouting = {
  method: 'get',
  path: '/v1/routing',
  tag,
  summary: 'The rule set in force',
  answer: version,
} as const satisfies Operation;

export const putRouting = {
  method: 'put',
  path: '/v1/routing',
  tag,
  summary: 'Keep a rule set and put it in force',
  body: putRoutingSchema,
  answer: version,
  problems: unfit,
} as const satisfies Operation;

export const listVersions = {
  method: 'get',
  path: '/v1/routing/versions',
  tag,
  summary: 'Rule sets of the past and the one in force',
  query: z.strictObject(pageQuery),
  answer: {
    status: 200,
    description: 'Newest first; the rules of the configuration come last.',
    schema: listOf(routingVersionSchema),
  },
} as const satisfies Operation;

export const activateVersion = {
  method: 'post',
  path: '/v1/routing/versions/{n}/activate',
  tag,
  summary: 'Put a kept rule set in force; 0 = the rules of the configuration',
  params: z.object({ n: z.string() }),
  answer: version,
  problems: unfit,
} as const satisfies Operation;

export const evaluateRouting = {
  method: 'post',
  path: '/v1/routing/evaluate',
  tag,
  summary: 'What would be decided now; nothing is created',
  body: evaluateSchema,
  answer: { status: 200, description: 'Channels, best first, and why.', schema: evaluatedDecisionSchema },
} as const satisfies Operation;

export const getPayoutRouting = {
  method: 'get',
  path: '/v1/payouts/{id}/routing',
  tag: 'Payouts',
  summary: 'Why this provider',
  params: z.object({ id: z.string() }),
  answer: { status: 200, description: 'The decision as it was recorded.', schema: payoutDecisionSchema },
} as const satisfies Operation;

export const replayRouting = {
  method: 'post',
  path: '/v1/routing/replay',
  tag,
  summary: 'What a rule set would have chosen for payments of the past',
  body: replaySchema,
  answer: { status: 200, description: 'Before and after.', schema: replayReportSchema },
  problems: unfit,
} as const satisfies Operation;
