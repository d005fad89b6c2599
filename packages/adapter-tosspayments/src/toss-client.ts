import {
  createHttpClient,
  createJsonCall,
  type JsonCall,
  type JsonFailure,
  type JsonRequest,
  refusedAs,
} from '@hangil/adapter-kit';
import { type Clock, secondMs } from '@hangil/core';
import type { TosspaymentsSettings } from './settings.ts';
import { type CodeTable, refusedRequests } from './tables/error-codes.ts';
import { errorSchema, type TossError } from './wire/error.schema.ts';

/** What every operation works with. */
export interface Toss {
  readonly settings: TosspaymentsSettings;
  readonly clock: Clock;
  readonly call: JsonCall<TossError>;
}

export function openToss(settings: TosspaymentsSettings, clock: Clock): Toss {
  const { baseUrl, secretKey } = settings;
  const http = createHttpClient({ baseUrl, connectTimeoutMs: 5 * secondMs, answerTimeoutMs: 60 * secondMs });
  const authorization = `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`;
  return { settings, clock, call: createJsonCall({ http, headers: { authorization }, refusalSchema: errorSchema }) };
}

/** @param idempotencyKey - the provider ignores the body when it looks for a repetition, so it must name everything that counts */
export function post(path: string, body: object, idempotencyKey?: string): JsonRequest {
  return { method: 'POST', path, body, ...(idempotencyKey && { headers: { 'idempotency-key': idempotencyKey } }) };
}

/**
 * What a call without an answer to read came to. A refusal decides only when its code is known to.
 *
 * @param declined - codes after which this call has certainly moved nothing
 */
export function notDone(outcome: JsonFailure<TossError>, declined: CodeTable) {
  return outcome.kind === 'refused' ? refusedAs(outcome.refusal, { declined, notCreated: refusedRequests }) : outcome;
}
