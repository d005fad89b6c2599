import { setImmediate } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { createHttpClient, type HttpClient, type HttpClientOptions } from '../src/index.ts';
import { type Behavior, type RawServer, rawServer } from './raw-server.ts';

/** A raw server that is closed when the test ends. */
export async function serve(behavior: Behavior): Promise<RawServer> {
  const server = await rawServer(behavior);
  onTestFinished(() => server.close());
  return server;
}

/** A client whose time-outs never decide a test unless the test sets them, closed when the test ends. */
export function client(baseUrl: string, options: Partial<HttpClientOptions> = {}): HttpClient {
  const made = createHttpClient({ baseUrl, connectTimeoutMs: 10_000, answerTimeoutMs: 10_000, ...options });
  onTestFinished(() => made.close());
  return made;
}

/** undici gives a connection free one turn of the event loop after the answer. */
export async function connectionIsFree(): Promise<void> {
  await setImmediate();
}
