import type { CaseId } from '@hangil/core';
import type { Case } from '@hangil/engine';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { shownAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { presentPage, toPageRequest } from '../pagination.ts';
import { addOperation, type Operation } from '../route.ts';
import { presentCase } from './present-case.ts';
import { caseListQuery, caseSchema, resolveCaseSchema } from './schemas.ts';

const tag = 'Cases';
const params = z.object({ id: z.string() });

const listCases = {
  method: 'get',
  path: '/v1/cases',
  tag,
  summary: 'What a person must look at',
  query: caseListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(caseSchema) },
} as const satisfies Operation;

const getCase = {
  method: 'get',
  path: '/v1/cases/{id}',
  tag,
  summary: 'Get a case',
  params,
  answer: { status: 200, description: 'The case.', schema: caseSchema },
} as const satisfies Operation;

const resolveCase = {
  method: 'post',
  path: '/v1/cases/{id}/resolve',
  tag,
  summary: 'End a case by a decision, with the bookings that follow from it',
  params,
  body: resolveCaseSchema,
  answer: {
    status: 200,
    description: 'The case. After `retry` it is open until the event could be worked out.',
    schema: caseSchema,
  },
  problems: { 409: 'It is resolved, the action does not fit, or the provider is being called at this moment.' },
} as const satisfies Operation;

export function caseRoutes({ engine, store, clock }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  const withActions = async (shown: Case) => presentCase(shown, await engine.caseActions(shown), clock.now());

  addOperation(app, listCases, async (c, { query }) => {
    const filter = { status: query.status, kind: query.kind, subjectId: query.subject_id };
    const page = await store.cases(c.get('scope'), filter, toPageRequest(query));
    const items = await Promise.all(page.items.map(withActions));
    return c.json(
      presentPage(
        { ...page, items },
        (item) => item,
        ({ id }) => id,
      ),
    );
  });

  addOperation(app, getCase, async (c, { params: { id } }) =>
    c.json(await withActions(owned(c.get('scope'), await store.case(id as CaseId)))),
  );

  addOperation(app, resolveCase, async (c, { params: { id }, body, sent }) => {
    const { action, note, provider_transaction_id: providerTransactionId = null } = body;
    const allowedAfter = action === 'retry' ? (['retry', 'acknowledge'] as const) : [];
    return answerIdempotently(
      c,
      sent,
      (shown: Case) => shownAnswer(presentCase(shown, allowedAfter, clock.now())),
      (idempotent) => {
        const decision = { action, note, decidedBy: c.get('apiKeyName'), providerTransactionId };
        return engine.resolveCase(c.get('scope'), id as CaseId, decision, idempotent);
      },
    );
  });

  return app;
}
