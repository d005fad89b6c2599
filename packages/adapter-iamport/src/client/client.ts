import type { HttpClient, ProviderHttpOutcome } from '@hangil/adapter-kit';
import type { Clock } from '@hangil/core';
import type { z } from 'zod';
import type { IamportSettings } from '../settings.ts';
import { tokenSchema } from '../wire/token.schema.ts';
import type { IamportOutcome, NotDone } from './outcome.ts';
import { readAnswer } from './read-answer.ts';
import { createTokenSource, type IssuedToken, type NoToken } from './token-source.ts';

export interface IamportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Sent as JSON; keys that are undefined are left out. */
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface IamportClient {
  /**
   * Sends once. Only a 401 is followed by a second sending, with a new token: a 401 says that the first did nothing.
   * Never throws for what a network or the provider does.
   */
  call<Value>(request: IamportRequest, schema: z.ZodType<Value>, signal: AbortSignal): Promise<IamportOutcome<Value>>;
}

interface ClientParts {
  readonly http: HttpClient;
  readonly settings: Pick<IamportSettings, 'impKey' | 'impSecret' | 'tokenScheme' | 'tier'>;
  readonly clock: Clock;
}

const noWords = { code: null, message: null };

/** The one way to i'mport: token, envelope, and what a failure means. */
export function createIamportClient({ http, settings, clock }: ClientParts): IamportClient {
  const tokens = createTokenSource(issueToken, clock);

  async function issueToken(): Promise<IssuedToken | NoToken> {
    const body = JSON.stringify({ imp_key: settings.impKey, imp_secret: settings.impSecret });
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const sent = await http.send({ method: 'POST', path: '/users/getToken', headers, body });
    if (sent.kind !== 'answered') return unavailable(sent.cause);
    if (sent.status === 401) return refusedKeys('http 401');
    const outcome = readAnswer(sent, tokenSchema);
    switch (outcome.kind) {
      case 'done':
        return { kind: 'token', ...outcome.value };
      case 'refused':
        return { ...refusedKeys(`code ${outcome.provider.code}`), provider: outcome.provider };
      default:
        return unavailable(outcome.cause);
    }
  }

  function send(
    { method, path, body }: IamportRequest,
    token: string,
    signal: AbortSignal,
  ): Promise<ProviderHttpOutcome> {
    const authorization = settings.tokenScheme === 'bearer' ? `Bearer ${token}` : token;
    const headers = {
      authorization,
      accept: 'application/json',
      ...(settings.tier !== null && { tier: settings.tier }),
    };
    if (body === undefined) return http.send({ method, path, headers, signal });
    const contentType = { 'content-type': 'application/json' };
    return http.send({ method, path, headers: { ...headers, ...contentType }, body: JSON.stringify(body), signal });
  }

  return {
    async call(request, schema, signal) {
      for (const lastTry of [false, true]) {
        const token = tokens.held() ?? (await unlessAborted(tokens.current, signal));
        if (token === 'aborted') return notDone('timed_out', 'aborted while waiting for a token');
        if (token.kind === 'no_token') return { ...token, kind: 'not_done' };
        const sent = await send(request, token.value, signal);
        if (sent.kind === 'not_sent') return notDone('provider_unavailable', sent.cause);
        if (sent.kind === 'may_have_been_sent') return { kind: 'uncertain', cause: sent.cause };
        if (sent.status !== 401) return readAnswer(sent, schema);
        tokens.drop(token.value);
        if (lastTry) break;
      }
      return notDone('not_contracted', 'http 401 with a new token');
    },
  };
}

function unavailable(cause: string): NoToken {
  return { kind: 'no_token', reason: 'provider_unavailable', provider: noWords, cause: `token: ${cause}` };
}

function refusedKeys(cause: string): NoToken {
  return { kind: 'no_token', reason: 'not_contracted', provider: noWords, cause: `token: ${cause}` };
}

function notDone(reason: NotDone['reason'], cause: string): NotDone {
  return { kind: 'not_done', reason, provider: noWords, cause };
}

/** The token is shared, so one caller's end must not end the request for it. */
async function unlessAborted<Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value | 'aborted'> {
  if (signal.aborted) return 'aborted';
  let stopListening = () => {};
  const aborted = new Promise<'aborted'>((resolve) => {
    const listener = () => resolve('aborted');
    signal.addEventListener('abort', listener, { once: true });
    stopListening = () => signal.removeEventListener('abort', listener);
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    stopListening();
  }
}
