import { OpenAPIHono, z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import { freeText, instant } from '../fields.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { owned } from '../owned.ts';
import { pageQuery, presentPage, toPageRequest } from '../pagination.ts';
import { addOperation, type Operation } from '../route.ts';
import { eventSchema } from './event-schema.ts';
import { presentEvent } from './present-event.ts';

const tag = 'Events';

const listEvents = {
  method: 'get',
  path: '/v1/events',
  tag,
  summary: 'List events',
  query: z.strictObject({
    ...pageQuery,
    type: freeText(100).optional(),
    subject_id: freeText(100).optional().openapi({ description: 'A payment, refund, payout or webhook endpoint.' }),
    created_from: instant.optional(),
    created_to: instant.optional(),
  }),
  answer: { status: 200, description: 'Newest first.', schema: listOf(eventSchema) },
} as const satisfies Operation;

const getEvent = {
  method: 'get',
  path: '/v1/events/{id}',
  tag,
  summary: 'Get an event',
  params: z.object({ id: z.string() }),
  answer: { status: 200, description: 'The event.', schema: eventSchema },
} as const satisfies Operation;

export function eventRoutes({ store }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, listEvents, async (c, { query }) => {
    const { type, subject_id: subjectId, created_from: createdFrom, created_to: createdTo } = query;
    const filter = { type, subjectId, createdFrom, createdTo };
    const page = await store.events(c.get('scope'), filter, toPageRequest(query));
    return c.json(presentPage(page, presentEvent, ({ id }) => id));
  });

  addOperation(app, getEvent, async (c, { params }) =>
    c.json(presentEvent(owned(c.get('scope'), await store.event(params.id)))),
  );

  return app;
}
