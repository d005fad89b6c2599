import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { GatewayMetrics } from '../metrics/gateway-metrics.ts';
import type { HttpEnvironment } from './http-environment.ts';

/** Counts requests by the route's pattern; what matches none shares one name, so that scanners do not grow the list. */
export function requestMetrics(metrics: GatewayMetrics): MiddlewareHandler<HttpEnvironment> {
  return async (c, next) => {
    const startedAt = performance.now();
    await next();
    const pattern = routePath(c, -1);
    const route = pattern.includes('*') ? 'none' : pattern;
    metrics.httpRequest({ method: c.req.method, route, status: c.res.status }, performance.now() - startedAt);
  };
}
