import { PaymentGatewayError } from '@hangil/core';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { problemMediaType } from '../problem.ts';
import { problemSchema } from '../problem-schema.ts';

const tags = ['Operation'];
const okSchema = z.object({ status: z.literal('ok') });
const okAnswer = { description: 'Yes.', content: { 'application/json': { schema: okSchema } } };

const livez = createRoute({
  method: 'get',
  path: '/livez',
  tags,
  summary: 'Is the process alive',
  responses: { 200: okAnswer },
});

const readyz = createRoute({
  method: 'get',
  path: '/readyz',
  tags,
  summary: 'Can requests be taken; providers being down does not matter',
  responses: {
    200: okAnswer,
    503: { description: 'Not now.', content: { [problemMediaType]: { schema: problemSchema } } },
  },
});

const getVersion = createRoute({
  method: 'get',
  path: '/version',
  tags,
  summary: 'What is running',
  responses: {
    200: {
      description: 'Name and version.',
      content: { 'application/json': { schema: z.object({ name: z.literal('hangil'), version: z.string() }) } },
    },
  },
});

export function operationRoutes({ store, version, isClosing, logger }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  app.openapi(livez, (c) => c.json({ status: 'ok' as const }, 200));

  app.openapi(readyz, async (c) => {
    if (isClosing()) throw new PaymentGatewayError('service_unavailable', { detail: 'The gateway is stopping.' });
    await store.check().catch((error: unknown) => {
      logger.error({ err: error }, 'the database cannot be read');
      throw new PaymentGatewayError('service_unavailable', { detail: 'The database cannot be read.' });
    });
    return c.json({ status: 'ok' as const }, 200);
  });

  app.openapi(getVersion, (c) => c.json({ name: 'hangil' as const, version }, 200));

  return app;
}
