import type { Case } from '@hangil/engine';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { answerTimestamp, listOf } from '../answer-fields.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { pageQuery, presentPage, toPageRequest } from '../pagination.ts';
import { presentInstant } from '../present-common.ts';
import { addOperation, type Operation } from '../route.ts';

const status = z.enum(['open', 'resolved']);

const caseSchema = z
  .object({
    object: z.literal('case'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    kind: z.string(),
    status,
    subject_id: z.string().nullable(),
    amount: z.int().nullable(),
    currency: z.string().nullable(),
    evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .openapi('Case');

const listCases = {
  method: 'get',
  path: '/v1/cases',
  tag: 'Cases',
  summary: 'What a person must look at',
  query: z.strictObject({ ...pageQuery, status: status.optional() }),
  answer: { status: 200, description: 'Newest first.', schema: listOf(caseSchema) },
} as const satisfies Operation;

export function caseRoutes({ store }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, listCases, async (c, { query }) => {
    const page = await store.cases(c.get('scope'), { status: query.status }, toPageRequest(query));
    return c.json(presentPage(page, presentCase, ({ id }) => id));
  });

  return app;
}

function presentCase(opened: Case): z.input<typeof caseSchema> {
  return {
    object: 'case',
    id: opened.id,
    livemode: opened.livemode,
    created_at: presentInstant(opened.openedAt),
    kind: opened.kind,
    status: opened.status,
    subject_id: opened.subjectId,
    amount: opened.amountMinor,
    currency: opened.currency,
    evidence: opened.evidence,
  };
}
