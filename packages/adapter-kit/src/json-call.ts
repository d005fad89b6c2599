import {
  type Absent,
  absent,
  type CallContext,
  type Declined,
  type DeclineReason,
  declined,
  type NotCreated,
  notCreated,
  type ProviderWords,
  type Unknown,
  unknown,
} from '@hangil/core';
import type { z } from 'zod';
import type { HttpClient, ProviderAnswer, ProviderRequest } from './http-client.ts';
import { type Parsed, parseJsonAnswer, parseWith } from './json.ts';

/** A request whose body is JSON, if it has one. */
export interface JsonRequest extends Pick<ProviderRequest, 'method' | 'path' | 'headers'> {
  readonly body?: object;
}

/** Why there is nothing to read: the provider's own refusal, or what nobody knows, or that nothing left us. */
export type JsonFailure<Refusal> =
  | { readonly kind: 'refused'; readonly status: number; readonly refusal: Refusal }
  | NotCreated
  | Unknown;

/** What came of one call. */
export type JsonOutcome<Value, Refusal> = { readonly kind: 'read'; readonly value: Value } | JsonFailure<Refusal>;

/** Sends once and reads the answer with the schema; an empty body is read as `undefined`. */
export type JsonCall<Refusal> = <Value>(
  request: JsonRequest,
  schema: z.ZodType<Value>,
  context: CallContext,
) => Promise<JsonOutcome<Value, Refusal>>;

/** How a provider is called that answers and refuses in JSON. */
export interface JsonCallOptions<Refusal> {
  readonly http: HttpClient;
  /** Sent with every request: what proves who we are. */
  readonly headers: Readonly<Record<string, string>>;
  /** The provider's own refusal. A 4xx with anything else was written by somebody on the way, and proves nothing. */
  readonly refusalSchema: z.ZodType<Refusal>;
}

/**
 * The one call of an adapter for a provider that answers and refuses in JSON. `not_created` only when nothing left us, `refused` only
 * for a 4xx in the provider's own words; a 5xx, HTML, a cut or unreadable answer is `unknown`, for it may have been done.
 */
export function createJsonCall<Refusal>({ http, headers, refusalSchema }: JsonCallOptions<Refusal>): JsonCall<Refusal> {
  return async ({ body, ...request }, schema, { signal }) => {
    const answer = await http.send({
      ...request,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }), ...request.headers },
      ...(body && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    if (answer.kind === 'not_sent') return notCreated('provider_unavailable');
    if (answer.kind === 'may_have_been_sent') return unknown(answer.cause);
    const { status } = answer;
    if (status >= 200 && status < 300) {
      const read = readBody(answer, schema);
      return read.ok ? { kind: 'read', value: read.value } : unknown(read.problem);
    }
    const refusal = status >= 400 && status < 500 ? parseJsonAnswer(answer, refusalSchema) : null;
    return refusal?.ok ? { kind: 'refused', status, refusal: refusal.value } : unknown(`http ${status}`);
  };
}

function readBody<Value>(answer: ProviderAnswer, schema: z.ZodType<Value>): Parsed<Value> {
  return answer.body.length === 0 ? parseWith(undefined, schema) : parseJsonAnswer(answer, schema);
}

/**
 * What an inquiry found. Only the provider's own word for it is an absence; every other failure proves nothing.
 *
 * @param isNotFound - is the refusal the provider's "there is no such thing"?
 */
export function readingOf<Value, Refusal, Reading>(
  outcome: JsonOutcome<Value, Refusal>,
  isNotFound: (refusal: Refusal) => boolean,
  read: (value: Value) => Reading,
): Reading | Absent | Unknown {
  switch (outcome.kind) {
    case 'read':
      return read(outcome.value);
    case 'refused':
      return isNotFound(outcome.refusal) ? absent : unknown(`inquiry refused, http ${outcome.status}`);
    case 'not_created':
      return unknown('the inquiry was not sent');
    default:
      return outcome;
  }
}

/** A provider's codes with what they mean: after which the money certainly did not move. */
export interface CodeMeanings {
  /** The payer, the issuer or the provider said no. */
  readonly declined: ReadonlyMap<string, DeclineReason>;
  /** The request itself was refused before anything existed. */
  readonly notCreated?: ReadonlyMap<string, DeclineReason>;
}

/** What a refusal comes to. One whose code stands in no table says neither yes nor no. */
export function refusedAs(words: ProviderWords, meanings: CodeMeanings): Declined | NotCreated | Unknown {
  const code = words.code ?? '';
  const whyDeclined = meanings.declined.get(code);
  if (whyDeclined !== undefined) return declined(whyDeclined, words);
  const whyNotCreated = meanings.notCreated?.get(code);
  return whyNotCreated === undefined ? unknown(`refused: ${code}`) : notCreated(whyNotCreated, words);
}
