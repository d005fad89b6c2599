import { PaymentGatewayError, type ProviderAccountId } from '@hangil/core';
import type { ReceivedProviderEvent } from '@hangil/engine';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import { readBody } from '../body.ts';
import type { HttpApp, HttpContext, HttpEnvironment } from '../http-environment.ts';
import { problemMediaType } from '../problem.ts';
import { problemSchema } from '../problem-schema.ts';
import { honoPath } from '../route.ts';

const eventBytesMax = 256 * 1024;
/** More at once would only wait in memory and keep merchants waiting; a provider that is told 503 comes again. */
export const eventsAtOnceMax = 1_000;
const privateHeaders = new Set(['authorization', 'cookie', 'proxy-authorization']);

const receiveEvent = createRoute({
  method: 'post',
  path: '/webhooks/{adapter}/{provider_account_id}',
  tags: ['Providers'],
  summary: 'Where a provider reports what happened; proved by the provider’s own means',
  request: { params: z.object({ adapter: z.string(), provider_account_id: z.string() }) },
  responses: {
    200: {
      description: 'Kept; duplicates and unknown payments included.',
      content: { 'text/plain': { schema: z.string() } },
    },
    default: {
      description: 'Not authentic, not readable, or not now.',
      content: { [problemMediaType]: { schema: problemSchema } },
    },
  },
});

/** The only routes outside merchants' keys that change something: each event has to prove itself. */
export function providerEventRoutes({ engine, directory, clock, logger }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  app.openAPIRegistry.registerPath(receiveEvent);

  let underWay = 0;

  app.post(honoPath(receiveEvent.path), async (c) => {
    if (underWay >= eventsAtOnceMax) throw new PaymentGatewayError('service_unavailable');
    underWay += 1;
    return receive(c).finally(() => {
      underWay -= 1;
    });
  });

  async function receive(c: HttpContext): Promise<Response> {
    const account = c.req.param('provider_account_id') as ProviderAccountId;
    if (directory.provider(account)?.manifest.id !== c.req.param('adapter')) throw new PaymentGatewayError('not_found');
    const body = await readBody(c, eventBytesMax);
    const event = { headers: headersOf(c), body, receivedAt: clock.now() };
    const received = await engine.receiveProviderEvent(account, event).catch((error: unknown) => {
      logger.error({ request_id: c.get('requestId'), err: error }, 'a provider event could not be kept');
      throw new PaymentGatewayError('service_unavailable');
    });
    return answerProvider(c, received);
  }

  return app;
}

function answerProvider(c: HttpContext, received: ReceivedProviderEvent): Response {
  if (received.kind === 'accepted') return c.text('OK');
  if (received.kind === 'unknown_account') throw new PaymentGatewayError('not_found');
  throw received.reason === 'bad_signature'
    ? new PaymentGatewayError('event_signature_invalid')
    : new PaymentGatewayError('invalid_request', { detail: 'The event is not readable.', param: 'body' });
}

function headersOf(c: HttpContext): Record<string, string> {
  return Object.fromEntries(Object.entries(c.req.header()).filter(([name]) => !privateHeaders.has(name)));
}
