import { createHttpClient, type Parsed, parseJsonAnswer } from '@hangil/adapter-kit';
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

interface Done<Answer> {
  readonly kind: 'done';
  readonly answer: Answer;
}

type ReadAnswer<Answer> = (answer: { readonly body: Uint8Array }) => Parsed<Answer>;

export interface TossCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly idempotencyKey?: string;
}

export interface TossClient {
  get(path: string, context: CallContext): Promise<TossOutcome>;
  /** @param idempotencyKey - the provider ignores the body when it looks for a repetition, so it must name everything that counts */
  post(path: string, body: object, idempotencyKey: string | null, context: CallContext): Promise<TossOutcome>;
  call<Answer>(call: TossCall, read: ReadAnswer<Answer>, context: CallContext): Promise<Done<Answer> | NotDone>;
}

/** The one way to the provider. Every refusal answers with `code` and `message`. */
export function createTossClient({ baseUrl, secretKey }: TosspaymentsSettings): TossClient {
  const http = createHttpClient({ baseUrl, connectTimeoutMs: 5 * secondMs, answerTimeoutMs: 60 * secondMs });
  const authorization = `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`;

  async function send<Answer>(
    { method, path, body, idempotencyKey }: TossCall,
    read: ReadAnswer<Answer>,
    { signal }: CallContext,
  ): Promise<Done<Answer> | NotDone> {
    const headers = {
      authorization,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    };
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const sent = await http.send({ method, path, headers, ...text, ...(signal && { signal }) });
    if (sent.kind === 'not_sent') return notCreated('provider_unavailable');
    if (sent.kind === 'may_have_been_sent') return unknown(sent.cause);
    if (sent.status === 200) {
      const answer = read(sent);
      return answer.ok ? { kind: 'done', answer: answer.value } : unknown(answer.problem);
    }
    const error = parseJsonAnswer(sent, errorSchema);
    return error.ok
      ? { kind: 'refused', httpStatus: sent.status, ...error.value }
      : unknown(`http ${sent.status}, ${error.problem}`);
  }

  async function payment(call: TossCall, context: CallContext): Promise<TossOutcome> {
    const outcome = await send(call, (answer) => parseJsonAnswer(answer, paymentSchema), context);
    return outcome.kind === 'done' ? { kind: 'done', payment: outcome.answer } : outcome;
  }

  return {
    get: (path, context) => payment({ method: 'GET', path }, context),
    post: (path, body, idempotencyKey, context) =>
      payment({ method: 'POST', path, body, ...(idempotencyKey !== null && { idempotencyKey }) }, context),
    call: send,
  };
}
