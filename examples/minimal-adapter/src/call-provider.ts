import { type HttpClient, type ProviderRequest, parseJsonAnswer } from '@hangil/adapter-kit';
import {
  type Absent,
  absent,
  type CallContext,
  type NotCreated,
  notCreated,
  type Unknown,
  unknown,
} from '@hangil/core';
import type { z } from 'zod';
import { refusalSchema } from './wire.ts';

/** What came of one call. A refusal is only what the provider itself has written, never somebody's 404 on the way. */
export type CallResult<Value> = { readonly kind: 'read'; readonly value: Value } | CallFailure;

export type CallFailure = { readonly kind: 'refused'; readonly error: string } | NotCreated | Unknown;

export interface Call extends Pick<ProviderRequest, 'method' | 'path'> {
  readonly body?: object;
}

export type CallProvider = <Value>(
  call: Call,
  schema: z.ZodType<Value>,
  context: CallContext,
) => Promise<CallResult<Value>>;

export function createCallProvider(http: HttpClient, apiKey: string): CallProvider {
  return async ({ method, path, body }, schema, { signal }) => {
    const answer = await http.send({
      method,
      path,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (answer.kind === 'not_sent') return notCreated('provider_unavailable');
    if (answer.kind === 'may_have_been_sent') return unknown(answer.cause);
    if (answer.status >= 400 && answer.status < 500) {
      const refusal = parseJsonAnswer(answer, refusalSchema);
      if (refusal.ok) return { kind: 'refused', error: refusal.value.error };
    }
    if (answer.status !== 200) return unknown(`http ${answer.status}`);
    const read = parseJsonAnswer(answer, schema);
    return read.ok ? { kind: 'read', value: read.value } : unknown(read.problem);
  };
}

/** What a failed inquiry proves: only the provider's own "not_found" says that nothing is there. */
export function notFound(answer: CallFailure): Absent | Unknown {
  if (answer.kind === 'refused') return answer.error === 'not_found' ? absent : unknown(`refused: ${answer.error}`);
  return answer.kind === 'unknown' ? answer : unknown('the inquiry was not sent');
}
