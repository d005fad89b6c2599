import { type HttpClient, type ProviderRequest, parseJsonAnswer } from '@hangil/adapter-kit';
import { type CallContext, type NotCreated, notCreated, type Unknown, unknown } from '@hangil/core';
import { type Charge, chargeSchema, refusalSchema } from './wire.ts';

/** What came of one call. A refusal is only what the bank itself has written, never somebody's 404 on the way. */
export type BankAnswer =
  | { readonly kind: 'charge'; readonly charge: Charge }
  | { readonly kind: 'refused'; readonly error: string }
  | NotCreated
  | Unknown;

export interface BankRequest extends Pick<ProviderRequest, 'method' | 'path'> {
  readonly body?: object;
}

export type CallBank = (request: BankRequest, context: CallContext) => Promise<BankAnswer>;

export function createCallBank(http: HttpClient, apiKey: string): CallBank {
  return async ({ method, path, body }, { signal }) => {
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
    const charge = parseJsonAnswer(answer, chargeSchema);
    return charge.ok ? { kind: 'charge', charge: charge.value } : unknown(charge.problem);
  };
}
