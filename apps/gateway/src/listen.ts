import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as rest } from 'node:timers/promises';
import { secondMs } from '@hangil/core';
import { getRequestListener } from '@hono/node-server';
import type { HttpApp } from './http/http-environment.ts';
import { problemMediaType } from './http/problem.ts';

/** A server that listens, and answers once it was given an app. */
interface Listener {
  /** Without a trailing slash. */
  readonly url: string;
  serve(app: HttpApp): void;
  /** Closes in two steps, see `Closing`. */
  close(closing: Closing): Promise<void>;
}

interface Closing {
  /** For so long everything is still served, on connections that end with the answer, until whoever sends requests has noticed. */
  readonly drainMs: number;
  /** Then nothing new is taken; what still runs after this is cut off. */
  readonly deadlineMs: number;
}

/** The address cannot be used. The message is a sentence for the person who starts the gateway. */
export class ListenError extends Error {}

/** @throws ListenError */
export async function listen(host: string, port: number): Promise<Listener> {
  const server = createServer({ requestTimeout: 60 * secondMs, headersTimeout: 20 * secondMs });
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      reject(new ListenError(`${host}:${port} cannot be listened on (${code}): choose another PORT or HOST.`));
    });
    server.listen(port, host, resolve);
  });
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    serve: (app) => {
      server.on('request', getRequestListener(app.fetch, { errorHandler: unreadableRequest }));
    },
    close: async ({ drainMs, deadlineMs }) => {
      server.prependListener('request', (_request, response) => {
        response.shouldKeepAlive = false;
      });
      await rest(drainMs);
      await closeServer(server, deadlineMs);
    },
  };
}

/** What is no HTTP request by the rules never reaches the app: no host, an address that is no URL. */
function unreadableRequest(): Response {
  const problem = {
    type: 'about:blank',
    title: 'The request is not valid HTTP.',
    status: 400,
    code: 'invalid_request',
  };
  return new Response(JSON.stringify(problem), { status: 400, headers: { 'Content-Type': problemMediaType } });
}

function closeServer(server: Server, deadlineMs: number): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), deadlineMs);
    server.keepAliveTimeout = 1;
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
  });
}
