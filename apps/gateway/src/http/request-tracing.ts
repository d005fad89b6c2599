import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Tracing } from '../tracing/tracing.ts';
import type { HttpEnvironment } from './http-environment.ts';

/** Asked every few seconds, and never of interest. */
const notFollowed = new Set(['/livez', '/readyz', '/metrics']);

/** Follows requests, as a part of the caller's trace when it names one. Neither the address as sent nor headers nor bodies are kept. */
export function requestTracing(tracing: Tracing | null): MiddlewareHandler<HttpEnvironment> {
  return async (c, next) => {
    if (tracing === null || notFollowed.has(c.req.path)) return next();
    const { method } = c.req;
    const span = tracing.begin({
      name: method,
      kind: 'server',
      parent: c.req.header('traceparent') ?? null,
      facts: { 'http.request.method': method, 'hangil.request_id': c.get('requestId') },
    });
    await span.run(next);
    const pattern = routePath(c, -1);
    const route = pattern.includes('*') ? 'none' : pattern;
    span.rename(`${method} ${route}`);
    span.end({ 'http.route': route, 'http.response.status_code': c.res.status, ...idsOf(c.var) }, c.res.status >= 500);
    return undefined;
  };
}

function idsOf({ scope, resourceId }: Partial<HttpEnvironment['Variables']>): Record<string, string | boolean> {
  return {
    ...(scope === undefined ? {} : { 'hangil.merchant_id': scope.merchantId, 'hangil.livemode': scope.livemode }),
    ...(resourceId === undefined ? {} : { 'hangil.resource_id': resourceId }),
  };
}
