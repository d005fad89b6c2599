import type { z } from 'zod';
import type { ProviderAnswer } from './http-client.ts';
import { type Charset, decodeText } from './text.ts';

/** A read answer, or why it could not be read. `problem` carries no values, only places and kinds. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: string };

const maxPlaces = 5;

/**
 * Reads a provider's JSON answer with a schema of the fields we need; fields we do not know are let through by the schema.
 * Anything else (HTML, an empty body, another character set) is a problem, never an exception.
 */
export function parseJsonAnswer<Value>(
  answer: Pick<ProviderAnswer, 'body'>,
  schema: z.ZodType<Value>,
  charset: Charset = 'utf-8',
): Parsed<Value> {
  let json: unknown;
  try {
    json = JSON.parse(decodeText(answer.body, charset));
  } catch {
    return { ok: false, problem: 'unreadable body' };
  }
  return parseWith(json, schema);
}

/** Reads what a provider wrote. A transform of the schema may throw (`fromMajor` does): that is a problem too. */
export function parseWith<Value>(input: unknown, schema: z.ZodType<Value>): Parsed<Value> {
  let result: z.ZodSafeParseResult<Value>;
  try {
    result = schema.safeParse(input);
  } catch {
    return { ok: false, problem: 'unexpected answer: a value cannot be converted' };
  }
  if (result.success) return { ok: true, value: result.data };
  const places = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'} ${issue.code}`);
  return { ok: false, problem: `unexpected answer: ${[...new Set(places)].slice(0, maxPlaces).join(', ')}` };
}
