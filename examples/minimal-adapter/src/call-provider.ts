import { createJsonCall, type HttpClient, type JsonCall } from '@hangil/adapter-kit';
import { type Refusal, refusalSchema } from './wire.ts';

/** Sends to the provider, and says what its answer proves. A refusal is only what it has written itself, never somebody's 404 on the way. */
export type CallProvider = JsonCall<Refusal>;

export function createCallProvider(http: HttpClient, apiKey: string): CallProvider {
  return createJsonCall({ http, headers: { authorization: `Bearer ${apiKey}` }, refusalSchema });
}

/** The provider's own word for it; every other failure of an inquiry proves nothing. */
export function isNotFound({ error }: Refusal): boolean {
  return error === 'not_found';
}
