import { createHttpClient, type ProviderHttpOutcome } from '@hangil/adapter-kit';
import { answerTimeoutMs, connectTimeoutMs } from './ecommpay-manifest.ts';
import type { EcommpaySettings } from './ecommpay-settings.ts';
import { sign } from './signature/signature.ts';

/** One request to Gate. `general` is completed with the project and the signature. */
export interface GateRequest {
  readonly path: string;
  readonly general: { readonly payment_id: string; readonly merchant_callback_url?: string };
  readonly body?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal;
}

export interface EcommpayClient {
  post(request: GateRequest): Promise<ProviderHttpOutcome>;
}

export function createEcommpayClient({ baseUrl, projectId, secret }: EcommpaySettings): EcommpayClient {
  const http = createHttpClient({ baseUrl, connectTimeoutMs, answerTimeoutMs });
  return {
    post({ path, general, body = {}, signal }) {
      const payload = { general: { project_id: projectId, ...general }, ...body };
      const signed = { ...payload, general: { ...payload.general, signature: sign(payload, secret) } };
      return http.send({
        method: 'POST',
        path,
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(signed),
        signal,
      });
    },
  };
}
