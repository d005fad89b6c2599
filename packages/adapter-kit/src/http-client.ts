import { Agent, type Dispatcher } from 'undici';
import { type CallWatch, watchCall } from './call-watch.ts';

/** A request to a provider. `path` starts with a slash and is put behind the client's base URL. */
export interface ProviderRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** A complete answer, whatever its status. */
export interface ProviderAnswer {
  readonly kind: 'answered';
  readonly status: number;
  /** Value of the header, or an empty string. */
  readonly contentType: string;
  readonly body: Uint8Array;
}

/**
 * What came of a request. The difference between the last two decides about money: after `not_sent` the provider certainly
 * has nothing, after `may_have_been_sent` only an inquiry can tell. `cause` is technical and carries no data of the request.
 */
export type ProviderHttpOutcome =
  | ProviderAnswer
  | { readonly kind: 'not_sent'; readonly cause: string }
  | { readonly kind: 'may_have_been_sent'; readonly cause: string };

/** Where to, and how long to wait. */
export interface HttpClientOptions {
  readonly baseUrl: string;
  /** Time to get a connection, waiting for a free one included, milliseconds. */
  readonly connectTimeoutMs?: number;
  /** Time from sending to the last byte of the answer, milliseconds. */
  readonly answerTimeoutMs?: number;
  /** A longer answer is cut off and counts as not received. */
  readonly maxBodyBytes?: number;
}

/** The one way out of an adapter. */
export interface HttpClient {
  /**
   * Sends once: no retry, no redirect. Never throws for what a network or provider does, and ends within
   * `connectTimeoutMs + answerTimeoutMs`: keep the manifest's `callTimeoutMs` above the sum of all calls of one operation.
   */
  send(request: ProviderRequest): Promise<ProviderHttpOutcome>;
  /** Waits for running requests, then closes every connection. May be called again. */
  close(): Promise<void>;
}

/**
 * An idle connection is closed by us before the usual server does it (5 s and more), because a request that meets the
 * server's closing half-way counts as `may_have_been_sent`.
 */
const idleConnectionMs = 4_000;

/** At a provider that takes 150 ms, some 3,000 calls a second; opened only as calls need them. */
const maxConnections = 512;

/** The one way out of an adapter: `undici.request` with time-outs, a size cap and the rule what a failure means. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { baseUrl, connectTimeoutMs = 5_000, answerTimeoutMs = 20_000, maxBodyBytes = 2 * 1024 * 1024 } = options;
  const { origin, pathname } = new URL(baseUrl);
  const prefix = pathname.replace(/\/+$/, '');
  const agent = new Agent({
    connect: { timeout: connectTimeoutMs },
    connections: maxConnections,
    pipelining: 1,
    keepAliveTimeout: idleConnectionMs,
    keepAliveMaxTimeout: idleConnectionMs,
    maxResponseSize: maxBodyBytes,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const announcing = agent.compose(
    (dispatch) => (options: WatchedOptions, handler) => dispatch(options, announceStart(handler, options.opaque)),
  );
  let closing: Promise<void> | undefined;

  async function exchange(
    { method, path, headers, body }: ProviderRequest,
    watch: CallWatch,
  ): Promise<ProviderHttpOutcome> {
    try {
      const response = await announcing.request({
        origin,
        path: prefix + path,
        opaque: watch,
        method,
        headers: { ...headers },
        body: body ?? null,
        signal: watch.signal,
      });
      const bytes = await response.body.bytes();
      return {
        kind: 'answered',
        status: response.statusCode,
        contentType: headerText(response.headers['content-type']),
        body: bytes,
      };
    } catch (error) {
      return { kind: watch.hasStarted() ? 'may_have_been_sent' : 'not_sent', cause: causeOf(error) };
    }
  }

  return {
    async send(providerRequest) {
      const { signal } = providerRequest;
      if (signal?.aborted) return { kind: 'not_sent', cause: 'aborted before sending' };
      const watch = watchCall({ connectTimeoutMs, answerTimeoutMs, signal });
      try {
        const gaveUp = watch.gaveUpBeforeStart.then((cause) => ({ kind: 'not_sent', cause }) as const);
        return await Promise.race([exchange(providerRequest, watch), gaveUp]);
      } finally {
        watch.end();
      }
    },
    close() {
      closing ??= agent.close();
      return closing;
    },
  };
}

/** undici hands the options of a request, `opaque` among them, to the dispatcher as they are. */
type WatchedOptions = Dispatcher.DispatchOptions & { readonly opaque?: CallWatch };

/**
 * undici calls `onRequestStart` when a connection is ready and before the first byte of a request is written (read in
 * `writeH1` of undici 7.30.2). So a failure before it left nothing at the provider, whatever its code: the same ECONNRESET
 * comes from a TLS handshake and from a request half-way. A request that was aborted while it waited is never written.
 */
function announceStart(handler: Dispatcher.DispatchHandler, watch: CallWatch | undefined): Dispatcher.DispatchHandler {
  return {
    onRequestStart(controller, context) {
      handler.onRequestStart?.(controller, context);
      if (!controller.aborted) watch?.start();
    },
    onResponseStart: (...event) => handler.onResponseStart?.(...event),
    onResponseData: (...event) => handler.onResponseData?.(...event),
    onResponseEnd: (...event) => handler.onResponseEnd?.(...event),
    onResponseError: (...event) => handler.onResponseError?.(...event),
  };
}

function headerText(value: string | string[] | undefined): string {
  return Array.isArray(value) ? (value[0] ?? '') : (value ?? '');
}

/** The code of a failure (`ECONNREFUSED`, `UND_ERR_SOCKET`, `answer timeout`); messages may repeat what was sent. */
function causeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : String(name);
}
