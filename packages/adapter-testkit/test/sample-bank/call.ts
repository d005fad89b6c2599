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

/** What came of one call; a refusal is only what the bank itself has written. */
export type Found<Value> =
  | { readonly kind: 'read'; readonly value: Value }
  | { readonly kind: 'refused'; readonly error: string }
  | NotCreated
  | Unknown;

export type Call = <Value>(
  request: BankRequest,
  schema: z.ZodType<Value>,
  context: CallContext,
) => Promise<Found<Value>>;

export interface BankRequest extends Pick<ProviderRequest, 'method' | 'path'> {
  readonly body?: object;
}

export function createCall(http: HttpClient, apiKey: string): Call {
  return async ({ method, path, body }, schema, { signal }) => {
    const answer = await http.send({
      method,
      path,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
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
    const parsed = parseJsonAnswer(answer, schema);
    return parsed.ok ? { kind: 'read', value: parsed.value } : unknown(parsed.problem);
  };
}

/** What an inquiry proves: only the bank's own "not_found" is an absence. */
export function toReading<Value, Reading>(
  found: Found<Value>,
  read: (value: Value) => Reading,
): Reading | Absent | Unknown {
  if (found.kind === 'read') return read(found.value);
  if (found.kind === 'refused' && found.error === 'not_found') return absent;
  return unknown(found.kind === 'unknown' ? found.cause : 'the inquiry failed');
}
