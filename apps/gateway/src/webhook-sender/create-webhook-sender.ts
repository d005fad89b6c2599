import { type WebhookAnswer, type WebhookMessage, type WebhookSender, webhookAttemptMs } from '@hangil/engine';
import { Agent, type Dispatcher } from 'undici';
import { presentEvent } from '../http/events/present-event.ts';
import { version } from '../version.ts';
import { answerExcerpt, excerptBytesMax, retryAfterMs } from './answer-excerpt.ts';
import type { EndpointSecrets } from './endpoint-secrets.ts';
import { guardedConnector, type LookupAll } from './guarded-connector.ts';
import { signatureHeader } from './signature.ts';

export interface WebhookSenderOptions {
  readonly secretsOf: EndpointSecrets;
  readonly lookup: LookupAll;
  readonly timeoutMs?: number;
}

export interface ClosableWebhookSender extends WebhookSender {
  /** Cuts what is still being sent: it is sent again after the next start. */
  close(): Promise<void>;
}

/** Sends webhooks over HTTP. Redirects are not followed; live and test mode have their own connections and rules. */
export function createWebhookSender(options: WebhookSenderOptions): ClosableWebhookSender {
  const { secretsOf, lookup, timeoutMs = webhookAttemptMs } = options;
  const agents = { live: guardedAgent(true, lookup, timeoutMs), test: guardedAgent(false, lookup, timeoutMs) };

  return {
    async send(message) {
      const secrets = readSecrets(secretsOf, message);
      if (secrets.length === 0) return { kind: 'unanswered', problem: 'secret_unreadable' };
      const agent = message.endpoint.livemode ? agents.live : agents.test;
      return post(agent, message, secrets, timeoutMs);
    },
    async close() {
      await Promise.all([agents.live.destroy(), agents.test.destroy()]);
    },
  };
}

function guardedAgent(livemode: boolean, lookup: LookupAll, timeoutMs: number): Agent {
  return new Agent({
    connect: guardedConnector(livemode, lookup, timeoutMs),
    pipelining: 1,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 4_000,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

function readSecrets(secretsOf: EndpointSecrets, { endpoint, sentAt }: WebhookMessage): readonly string[] {
  try {
    return secretsOf(endpoint, sentAt);
  } catch {
    return [];
  }
}

async function post(
  agent: Agent,
  { endpoint, event, sentAt }: WebhookMessage,
  secrets: readonly string[],
  timeoutMs: number,
): Promise<WebhookAnswer> {
  const { origin, pathname, search } = new URL(endpoint.url);
  const body = JSON.stringify(presentEvent(event));
  const timestampSeconds = Math.floor(sentAt.getTime() / 1_000);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await agent.request({
      origin,
      path: pathname + search,
      method: 'POST',
      signal,
      headers: {
        'content-type': 'application/json',
        'user-agent': `Hangil/${version}`,
        'webhook-id': event.id,
        'webhook-timestamp': String(timestampSeconds),
        'webhook-signature': signatureHeader({ id: event.id, timestampSeconds, body }, secrets),
        ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
      },
      body,
    });
    return {
      kind: 'answered',
      status: response.statusCode,
      excerpt: answerExcerpt(await beginningOf(response.body)),
      retryAfterMs: retryAfterMs(firstOf(response.headers['retry-after']), sentAt),
    };
  } catch (error) {
    return { kind: 'unanswered', problem: signal.aborted ? 'timeout' : codeOf(error) };
  }
}

/** The status has been said; a body that breaks off or never ends takes nothing back. */
async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes >= excerptBytesMax) break;
    }
  } catch {
    // What came until then is what there is.
  }
  return Buffer.concat(chunks);
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** `ECONNREFUSED`, `address_refused`; messages may repeat what was sent. */
function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : String(name);
}
