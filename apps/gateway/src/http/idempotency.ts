import { createHash } from 'node:crypto';
import { maskCardNumber, PaymentGatewayError } from '@hangil/core';
import type { Answer, IdempotentRequest, StoredResponse } from '@hangil/engine';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { canonicalJson } from './canonical-json.ts';
import { looksLikeCardNumber } from './card-number.ts';
import type { HttpContext } from './http-environment.ts';
import { problemMediaType } from './problem.ts';
import { rememberResource } from './route.ts';

/**
 * Carries out a call that changes something, under the caller's Idempotency-Key when there is one, and answers with what it gave or
 * with what it gave the first time.
 *
 * @param sent - the body as it came; part of the fingerprint
 * @param represent - how a value is answered, now and in every later replay
 */
export async function answerIdempotently<Value>(
  c: HttpContext,
  sent: unknown,
  represent: (value: Value) => StoredResponse,
  run: (idempotent: IdempotentRequest<Value> | undefined) => Promise<Answer<Value>>,
): Promise<Response> {
  const key = idempotencyKey(c.req.header('Idempotency-Key'));
  const answer = await run(key === null ? undefined : { key, fingerprint: fingerprint(c, sent), represent });
  if (answer.kind === 'replay') c.header('Idempotent-Replayed', 'true');
  else rememberResource(c, (answer.value as { readonly id?: unknown } | null)?.id);
  const { status, body } = answer.kind === 'replay' ? answer.response : represent(answer.value);
  return c.body(body, status as ContentfulStatusCode, {
    'Content-Type': status < 400 ? 'application/json' : problemMediaType,
  });
}

/** @throws PaymentGatewayError idempotency_key_invalid */
function idempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header;
  if (!/^[\x20-\x7e]{1,255}$/.test(key) || looksLikeCardNumber(key)) {
    throw new PaymentGatewayError('idempotency_key_invalid', {
      detail: 'Use 1 to 255 printable characters that are no card number.',
      param: 'Idempotency-Key',
    });
  }
  return key;
}

/**
 * Of card data only what is kept anyway goes into it, the masked number, so that nothing can be guessed back from what is stored.
 * It is the same for every API key of the merchant.
 */
function fingerprint(c: HttpContext, sent: unknown): string {
  return createHash('sha256')
    .update(`${c.req.method} ${c.req.path}\n${canonicalJson(withoutCardData(sent))}`)
    .digest('hex');
}

function withoutCardData(sent: unknown): unknown {
  const method = (sent as { method?: Record<string, unknown> } | null | undefined)?.method;
  if (typeof method !== 'object' || method === null || typeof method.card_number !== 'string') return sent;
  const { card_number, expiry, birth_or_business_number, password_2digits, ...rest } = method;
  const digits = method.card_number.replaceAll(/\D/g, '');
  return { ...(sent as object), method: { ...rest, masked_number: maskCardNumber(digits) } };
}
