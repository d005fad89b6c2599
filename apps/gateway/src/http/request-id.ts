import type { MiddlewareHandler } from 'hono';
import { looksLikeCardNumber } from './card-number.ts';
import type { HttpEnvironment } from './http-environment.ts';
import { problemBuilder } from './problem.ts';

const saneRequestId = /^[A-Za-z0-9._-]{1,128}$/;

/** Names every request: the caller's own `Request-Id` when it is harmless, else a new one. Every answer repeats it. */
export function requestIds(newRequestId: () => string, publicUrl: string): MiddlewareHandler<HttpEnvironment> {
  return async (c, next) => {
    const given = c.req.header('Request-Id');
    const requestId =
      given !== undefined && saneRequestId.test(given) && !looksLikeCardNumber(given) ? given : newRequestId();
    c.set('requestId', requestId);
    c.set('problem', problemBuilder(publicUrl, requestId));
    c.header('Request-Id', requestId);
    await next();
  };
}
