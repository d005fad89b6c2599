import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import { instant } from '../fields.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { addOperation, type Operation } from '../route.ts';
import { streamAnswer } from '../stream-answer.ts';
import { everyOperation } from './every-operation.ts';
import { formats } from './formats.ts';

const exportOperations = {
  method: 'get',
  path: '/v1/exports/operations',
  tag: 'Exports',
  summary: 'Payments, refunds and payouts of every provider in one file',
  query: z.strictObject({
    format: z.enum(['csv', 'xlsx', 'jsonl']).default('csv'),
    type: z.enum(['payment', 'refund', 'payout']).optional(),
    created_from: instant.optional(),
    created_to: instant.optional(),
  }),
  answer: {
    status: 200,
    description: 'Oldest first, one row for each. The file is made while it is sent.',
    schema: z.string(),
    mediaTypes: ['text/csv', 'application/jsonl', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  },
} as const satisfies Operation;

export function exportRoutes({ store }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, exportOperations, async (c, { query }) => {
    const { mediaType, write } = formats[query.format];
    const filter = { createdFrom: query.created_from, createdTo: query.created_to, type: query.type };
    const fileName = `operations.${query.format}`;
    return streamAnswer(c, write(everyOperation(store, c.get('scope'), filter)), { mediaType, fileName });
  });

  return app;
}
