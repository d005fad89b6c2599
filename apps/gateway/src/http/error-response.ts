import { type ErrorCode, type ErrorContext, PaymentGatewayError } from '@hangil/core';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import type { HttpContext } from './http-environment.ts';
import { problemMediaType } from './problem.ts';

/** Turns whatever was thrown into a problem document. Of unexpected errors the caller learns nothing but the request id. */
export function errorResponder(logger: Logger): (error: unknown, c: HttpContext) => Response {
  return (error, c) => {
    if (PaymentGatewayError.isInstance(error)) return problemResponse(c, error.code, error.context);
    logger.error({ request_id: c.get('requestId'), err: error }, 'unexpected error');
    return problemResponse(c, 'internal_error', {});
  };
}

function problemResponse(c: HttpContext, code: ErrorCode, context: ErrorContext): Response {
  const { status, document } = c.get('problem')(code, context);
  if (code === 'unauthorized') c.header('WWW-Authenticate', 'Bearer realm="hangil"');
  if (code === 'idempotency_in_progress' || code === 'service_unavailable') c.header('Retry-After', '1');
  return c.body(JSON.stringify(document), status as ContentfulStatusCode, { 'Content-Type': problemMediaType });
}
