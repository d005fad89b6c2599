import { PaymentGatewayError } from '@hangil/core';
import { parse as parseSecurely } from 'secure-json-parse';
import type { HttpContext } from './http-environment.ts';

const jsonBodyBytesMax = 1024 * 1024;
const jsonMediaType = /^\s*application\/([\w.+-]+\+)?json\s*(;|$)/i;

/**
 * Reads the body as JSON. An empty body counts as `{}`; a missing content type is accepted when the body parses.
 *
 * @throws PaymentGatewayError unsupported_media_type, body_too_large, invalid_json, or invalid_request for keys that name a prototype
 */
export async function readJsonBody(c: HttpContext): Promise<unknown> {
  const contentType = c.req.header('Content-Type') ?? '';
  if (contentType !== '' && !jsonMediaType.test(contentType)) {
    throw new PaymentGatewayError('unsupported_media_type', { detail: 'Send application/json.' });
  }
  const text = decodeText(await readBody(c, jsonBodyBytesMax));
  return text === '' ? {} : parseJson(text);
}

/**
 * Reads at most `bytesMax`; a longer body is not read to its end.
 *
 * @throws PaymentGatewayError body_too_large, or invalid_request when the connection breaks
 */
export async function readBody(c: HttpContext, bytesMax: number): Promise<Uint8Array> {
  try {
    return await readAtMost(c, bytesMax);
  } catch (error) {
    if (PaymentGatewayError.isInstance(error)) throw error;
    throw new PaymentGatewayError('invalid_request', { detail: 'The body did not arrive whole.', param: 'body' });
  }
}

async function readAtMost(c: HttpContext, bytesMax: number): Promise<Uint8Array> {
  const isChunked = c.req.header('Transfer-Encoding') !== undefined;
  const announcedBytes = isChunked ? undefined : c.req.header('Content-Length');
  if (announcedBytes === undefined) return readStream(c.req.raw.body, bytesMax);
  if (Number(announcedBytes) > bytesMax) throw bodyTooLarge(bytesMax);
  return new Uint8Array(await c.req.arrayBuffer());
}

async function readStream(stream: ReadableStream<Uint8Array> | null, bytesMax: number): Promise<Uint8Array> {
  if (stream === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw bodyTooLarge(bytesMax);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function bodyTooLarge(bytesMax: number): PaymentGatewayError {
  return new PaymentGatewayError('body_too_large', { detail: `The body may have at most ${bytesMax} bytes.` });
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function decodeText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes).trim();
  } catch {
    throw new PaymentGatewayError('invalid_json', { detail: 'The body is not UTF-8.' });
  }
}

function parseJson(text: string): unknown {
  const value = parsed(text);
  if (value === null) {
    const detail = 'The body is null or has a key that names a prototype.';
    throw new PaymentGatewayError('invalid_request', { detail, param: 'body' });
  }
  return value;
}

function parsed(text: string): unknown {
  try {
    return parseSecurely(text, { safe: true });
  } catch {
    throw new PaymentGatewayError('invalid_json');
  }
}
