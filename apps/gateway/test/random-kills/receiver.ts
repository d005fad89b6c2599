import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { webhookSecret } from './live-gateway.ts';

export interface Receiver {
  readonly url: string;
  /** Ids of the events that were taken. */
  readonly taken: ReadonlySet<string>;
  /** What may not be: a message that is not genuine, or an event that came before an earlier one of its object. */
  readonly problems: readonly string[];
  close(): void;
}

/** One in so many events is refused when it comes for the first time. */
const refusesEvery = 7;

/** The merchant's server: checks signatures and the order of events about one object, and is sometimes not well. */
export async function startReceiver(): Promise<Receiver> {
  const taken = new Set<string>();
  const problems: string[] = [];
  const lastSequence = new Map<string, number>();
  const refused = new Set<string>();

  function isRefused(id: string): boolean {
    if (refused.has(id) || Number.parseInt(id.slice(-4), 36) % refusesEvery > 0) return false;
    refused.add(id);
    return true;
  }

  function take(id: string, { sequence, data }: Message): void {
    if (taken.has(id)) return;
    taken.add(id);
    const last = lastSequence.get(data.object.id) ?? 0;
    if (sequence <= last) problems.push(`event ${sequence} of ${data.object.id} came after event ${last}`);
    lastSequence.set(data.object.id, sequence);
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const id = String(request.headers['webhook-id']);
      if (isRefused(id)) return response.writeHead(503).end();
      try {
        take(id, genuine(Buffer.concat(chunks).toString('utf8'), request.headers));
      } catch (error) {
        problems.push(String(error));
      }
      response.end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    taken,
    problems,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Whatever the time: the clocks of the gateways are not this machine's. */
function genuine(body: string, headers: IncomingHttpHeaders): Message {
  const [id, timestamp, signature] = ['id', 'timestamp', 'signature'].map((name) => String(headers[`webhook-${name}`]));
  const expected = new Webhook(webhookSecret).sign(String(id), new Date(Number(timestamp) * 1_000), body);
  if (signature !== expected) throw new Error(`the signature of ${id} does not fit`);
  return JSON.parse(body);
}

interface Message {
  readonly sequence: number;
  readonly data: { readonly object: { readonly id: string } };
}
