import type { Scope } from '@hangil/engine';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import { readTraceparent } from '../tracing/tracing.ts';
import type { HttpEnvironment } from './http-environment.ts';

/** One line per request: the route's pattern, never the address as sent, no headers and no bodies. */
export function requestLog(logger: Logger): MiddlewareHandler<HttpEnvironment> {
  // The fields of this line are fixed and hold no secrets, so the search for them is left out.
  const lines = logger.child({}, { redact: [] });
  return async (c, next) => {
    const startedAt = performance.now();
    await next();
    const scope = c.get('scope') as Scope | undefined;
    const told = readTraceparent(c.req.header('traceparent'));
    lines.info(
      {
        method: c.req.method,
        route: routePath(c, -1),
        status: c.res.status,
        ms: Math.round((performance.now() - startedAt) * 10) / 10,
        request_id: c.get('requestId'),
        merchant: scope?.merchantId,
        livemode: scope?.livemode,
        resource_id: c.get('resourceId'),
        ...(told === null ? {} : { trace_id: told.traceId }),
      },
      'request',
    );
  };
}
