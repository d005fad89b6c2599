import { createHttpClient, parseJsonAnswer } from '@hangil/adapter-kit';
import { type CallContext, type NotCreated, notCreated, secondMs, type Unknown, unknown } from '@hangil/core';
import type { TosspaymentsSettings } from './settings.ts';
import { errorSchema } from './wire/error.schema.ts';
import { paymentSchema, type TossPayment } from './wire/payment.schema.ts';

interface Refused {
  readonly kind: 'refused';
  readonly httpStatus: number;
  readonly code: string;
  readonly message: string;
}

/** A readable refusal, or that nothing left us, or that nobody knows. */
export type NotDone = Refused | NotCreated | Unknown;

/** The payment the provider answered with, or why there is none. */
export type TossOutcome = { readonly kind: 'done'; readonly payment: TossPayment } | NotDone;

export interface TossClient {
  get(path: string, context: CallContext): Promise<TossOutcome>;
  /** @param idempotencyKey - the provider ignores the body when it looks for a repetition, so it must name everything that counts */
  post(path: string, body: object, idempotencyKey: string | null, context: CallContext): Promise<TossOutcome>;
}

/** The one way to the provider. Every call answers with a Payment object or with `code` and `message`. */
export function createTossClient({ baseUrl, secretKey }: TosspaymentsSettings): TossClient {
  const http = createHttpClient({ baseUrl, connectTimeoutMs: 5 * secondMs, answerTimeoutMs: 60 * secondMs });
  const authorization = `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`;

  async function send(request: Parameters<typeof http.send>[0]): Promise<TossOutcome> {
    const sent = await http.send(request);
    if (sent.kind === 'not_sent') return notCreated('provider_unavailable');
    if (sent.kind === 'may_have_been_sent') return unknown(sent.cause);
    if (sent.status === 200) {
      const payment = parseJsonAnswer(sent, paymentSchema);
      return payment.ok ? { kind: 'done', payment: payment.value } : unknown(payment.problem);
    }
    const error = parseJsonAnswer(sent, errorSchema);
    return error.ok
      ? { kind: 'refused', httpStatus: sent.status, ...error.value }
      : unknown(`http ${sent.status}, ${error.problem}`);
  }

  return {
    get: (path, { signal }) => send({ method: 'GET', path, headers: { authorization }, ...(signal && { signal }) }),
    post(path, body, idempotencyKey, { signal }) {
      const headers = {
        authorization,
        'content-type': 'application/json',
        ...(idempotencyKey !== null && { 'idempotency-key': idempotencyKey }),
      };
      return send({ method: 'POST', path, headers, body: JSON.stringify(body), ...(signal && { signal }) });
    },
  };
}
