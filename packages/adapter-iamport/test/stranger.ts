import { nextReference, type Stage } from './stage.ts';

/** What the tests read of the fake's answers. */
export interface StrangersAnswer {
  readonly status: number;
  readonly code: number;
  readonly message: string | null;
  readonly response: StrangersPayment & StrangersToken;
}

interface StrangersToken {
  readonly access_token: string;
  readonly now: number;
  readonly expired_at: number;
}

interface StrangersPayment {
  readonly imp_uid: string;
  readonly merchant_uid: string;
  readonly customer_uid: string;
  readonly card_number: string;
  readonly started_at: number;
  readonly cancel_amount: number;
  readonly cancel_history: readonly { readonly cancellation_id: string }[];
  readonly sandbox: boolean;
}

export interface Stranger {
  readonly token: StrangersToken;
  getToken(): Promise<StrangersToken>;
  call(method: string, path: string, body?: object | string, authorization?: string): Promise<StrangersAnswer>;
  /** Charges a card with 1,000 won. */
  pay(changes?: object): Promise<StrangersPayment>;
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = { 'content-type': 'application/json' };

export const card = { card_number: '5409-2612-3456-7899', expiry: '2030-12' };

/** Speaks to the fake as somebody else's client does: bare token, forms when the body is text. */
export async function openStranger({ fakeUrl }: Stage): Promise<Stranger> {
  async function send(method: string, path: string, headers: Record<string, string>, body?: string) {
    const answer = await fetch(fakeUrl + path, { method, headers, ...(body === undefined ? {} : { body }) });
    return { status: answer.status, ...((await answer.json()) as object) } as StrangersAnswer;
  }

  async function getToken(): Promise<StrangersToken> {
    const keys = 'imp_key=imp_key_test&imp_secret=imp_secret_test';
    return (await send('POST', '/users/getToken', form, keys)).response;
  }

  const token = await getToken();

  function call(method: string, path: string, body?: object | string, authorization = token.access_token) {
    const isForm = typeof body === 'string';
    const text = body === undefined || isForm ? body : JSON.stringify(body);
    return send(method, path, { authorization, ...(isForm ? form : json) }, text);
  }

  return {
    token,
    getToken,
    call,
    async pay(changes = {}) {
      const body = { merchant_uid: nextReference(), amount: 1_000, name: '양말', ...card, ...changes };
      return (await call('POST', '/subscribe/payments/onetime', body)).response;
    },
  };
}
