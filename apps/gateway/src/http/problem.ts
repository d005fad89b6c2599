import { type ErrorCode, type ErrorContext, type ErrorKind, errorCatalogue } from '@hangil/core';

const statusOfKind: Readonly<Record<ErrorKind, number>> = {
  malformed: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unprocessable: 422,
  internal: 500,
  provider_refused: 502,
  unavailable: 503,
  outcome_unknown: 504,
};

export const problemMediaType = 'application/problem+json';

/** A problem document (RFC 9457) and the status it is sent with. */
export interface Problem {
  readonly status: number;
  readonly document: Readonly<Record<string, unknown>>;
}

/** Builds the problem of one request. Facts in `context.extra` stand beside the fixed members and never replace them. */
export type ProblemBuilder = (code: ErrorCode, context: ErrorContext) => Problem;

/** @param publicUrl - without a trailing slash; the pages of the error codes are served below it */
export function problemBuilder(publicUrl: string, requestId: string): ProblemBuilder {
  return (code, context) => {
    const { title, message, retry, action } = errorCatalogue[code];
    const status = problemStatus(code);
    return {
      status,
      document: {
        ...context.extra,
        type: `${publicUrl}/docs/errors/${code}`,
        title,
        status,
        detail: context.detail ?? title,
        code,
        message_ko: message.ko,
        param: context.param ?? null,
        request_id: requestId,
        retry,
        action,
        provider: context.provider ?? null,
      },
    };
  };
}

export function problemStatus(code: ErrorCode): number {
  return code === 'method_not_allowed' ? 405 : statusOfKind[errorCatalogue[code].kind];
}
