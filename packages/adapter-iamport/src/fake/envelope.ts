import type { Context } from 'hono';

type FailureStatus = 400 | 401 | 404 | 409 | 500;

export function done(context: Context, response: unknown, status: 200 | 207 = 200): Response {
  return context.json({ code: 0, message: null, response }, status);
}

/** A refusal as this provider makes it: HTTP 200, a code other than 0, no response. */
export function refused(context: Context, message: string, code = 1): Response {
  return context.json({ code, message, response: null }, 200);
}

export function failed(context: Context, status: FailureStatus, message: string): Response {
  return context.json({ code: -1, message, response: null }, status);
}
