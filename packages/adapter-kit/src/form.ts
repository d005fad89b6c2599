import type { z } from 'zod';
import type { ProviderAnswer } from './http-client.ts';
import { type Parsed, parseWith } from './json.ts';
import { type Charset, decodeText, encodeText } from './text.ts';

/** Fields of a form in the order in which they are sent. Undefined and null are left out. */
export type FormFields = Readonly<Record<string, string | number | null | undefined>>;

const plain = /^[A-Za-z0-9*._-]$/;

/**
 * The body of an `application/x-www-form-urlencoded` request, with the bytes of the character set.
 *
 * @throws RangeError for text that the character set cannot write
 */
export function encodeForm(fields: FormFields, charset: Charset = 'utf-8'): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${escaped(name, charset)}=${escaped(String(value), charset)}`)
    .join('&');
}

function escaped(text: string, charset: Charset): string {
  return Array.from(encodeText(text, charset), (byte) => {
    const letter = String.fromCharCode(byte);
    if (letter === ' ') return '+';
    return plain.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

/** Reads a form that a provider has posted or answered with. Of a field that stands there twice the last counts. */
export function parseFormAnswer<Value>(
  answer: Pick<ProviderAnswer, 'body'>,
  schema: z.ZodType<Value>,
  charset: Charset = 'utf-8',
): Parsed<Value> {
  let fields: Record<string, string>;
  try {
    const pairs = Buffer.from(answer.body).toString('latin1').split('&').filter(Boolean);
    fields = Object.fromEntries(pairs.map((pair) => fieldOf(pair, charset)));
  } catch {
    return { ok: false, problem: 'unreadable body' };
  }
  return parseWith(fields, schema);
}

function fieldOf(pair: string, charset: Charset): [name: string, value: string] {
  const [name = '', ...rest] = pair.split('=');
  return [unescaped(name, charset), unescaped(rest.join('='), charset)];
}

function unescaped(text: string, charset: Charset): string {
  const bytes = text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return decodeText(Buffer.from(bytes, 'latin1'), charset);
}
