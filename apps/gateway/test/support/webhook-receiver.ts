import { createHmac } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  readonly headers: Readonly<Record<string, string>>;
  /** As it came. */
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies freely
  readonly body: any;
}

/** A merchant's server on loopback. It answers 200 until it is told otherwise. */
export interface WebhookReceiver {
  readonly url: string;
  readonly got: ReceivedWebhook[];
  answer: (response: ServerResponse, webhook: ReceivedWebhook) => void;
  types(): string[];
  close(): Promise<void>;
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const got: ReceivedWebhook[] = [];
  const server = createServer(async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString('utf8');
    const webhook = { headers: request.headers as Record<string, string>, text, body: JSON.parse(text) };
    got.push(webhook);
    receiver.answer(response, webhook);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    got,
    answer: (response) => void response.end(),
    types: () => got.map(({ body }) => body.type),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

export function answerWith(status: number, headers: Readonly<Record<string, string>> = {}): WebhookReceiver['answer'] {
  return (response) => void response.writeHead(status, headers).end();
}

/** How many of the signatures this secret made, by the words of Standard Webhooks and not by our code. */
export function matchingSignatures({ headers, text }: ReceivedWebhook, secret: string): number {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
  const expected = `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
  return (headers['webhook-signature'] ?? '').split(' ').filter((signature) => signature === expected).length;
}
