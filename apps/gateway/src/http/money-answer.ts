import type { ErrorCode, Failure } from '@hangil/core';
import type { StoredResponse } from '@hangil/engine';
import type { ProblemBuilder } from './problem.ts';

/** What decides how a payment, refund or payout is answered. */
interface MoneyResource {
  readonly status: string;
  readonly provider: string;
  readonly failure: Failure | null;
}

const nothingHappenedCodes: readonly string[] = ['provider_unreachable', 'provider_refused'] satisfies ErrorCode[];

/**
 * Answer of a call that asked a provider to move money, and of every replay of it. An unknown outcome is 504 and a request that
 * came to nothing at the provider 502, both with the resource inside; a decline is an ordinary answer.
 */
export function createdAnswer(resource: MoneyResource, presented: object, problem: ProblemBuilder): StoredResponse {
  const code = resource.status === 'failed' ? resource.failure?.code : undefined;
  if (code !== undefined && nothingHappenedCodes.includes(code)) {
    return problemAnswer(code as ErrorCode, resource, presented, problem);
  }
  return answerUnlessUnknown(201, resource, presented, problem);
}

/** Answer of a call that changed or settled an existing resource. */
export function changedAnswer(resource: MoneyResource, presented: object, problem: ProblemBuilder): StoredResponse {
  return answerUnlessUnknown(200, resource, presented, problem);
}

/** Answer of a call that only asked how things stand. */
export function shownAnswer(presented: object): StoredResponse {
  return { status: 200, body: JSON.stringify(presented) };
}

function answerUnlessUnknown(
  status: number,
  resource: MoneyResource,
  presented: object,
  problem: ProblemBuilder,
): StoredResponse {
  if (resource.status === 'unknown') return problemAnswer('outcome_unknown', resource, presented, problem);
  return { status, body: JSON.stringify(presented) };
}

function problemAnswer(
  code: ErrorCode,
  { provider, failure }: MoneyResource,
  presented: object,
  problem: ProblemBuilder,
): StoredResponse {
  const words = failure?.provider ?? { code: null, message: null };
  const { status, document } = problem(code, {
    provider: { name: provider, ...words },
    extra: { resource: presented },
  });
  return { status, body: JSON.stringify({ ...document, ...finerAdvice(failure) }) };
}

/** The failure knows better than the code whose move it is. */
function finerAdvice(failure: Failure | null): object {
  if (failure === null) return {};
  const { message, action, retry } = failure;
  return { detail: message.en, message_ko: message.ko, action, retry };
}
