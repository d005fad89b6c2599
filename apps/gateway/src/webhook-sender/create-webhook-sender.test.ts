import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import type { WebhookMessage } from '@hangil/engine';
import { createBuilders } from '@hangil/store-testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { type ClosableWebhookSender, createWebhookSender } from './create-webhook-sender.ts';
import { type LookupAll, lookupAll } from './guarded-connector.ts';

const build = createBuilders();
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function listen(answer: RequestListener): Promise<string> {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function open(lookup: LookupAll = lookupAll, timeoutMs = 5_000): ClosableWebhookSender {
  const sender = createWebhookSender({
    secretsOf: () => ['whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0'],
    lookup,
    timeoutMs,
  });
  closers.push(sender.close);
  return sender;
}

function message(url: string, livemode = false): WebhookMessage {
  const payment = build.buildPayment();
  const endpoint = build.buildWebhookEndpoint({ url, livemode });
  return { endpoint, event: build.buildOutgoingEvent(payment), sentAt: new Date('2026-11-24T00:00:00.900Z') };
}

const always =
  (address: string): LookupAll =>
  (_hostname, callback) =>
    callback(null, [{ address, family: 4 }]);

describe('the sender', () => {
  it('tells the status, what Retry-After asks, and the escaped beginning of the answer', async () => {
    const url = await listen((_request, response) => {
      response.writeHead(503, { 'Retry-After': '120' }).end(`<b>no "room"</b>\n${'x'.repeat(10_000)}`);
    });
    const answer = await open().send(message(url));
    expect(answer).toMatchObject({ kind: 'answered', status: 503, retryAfterMs: 120_000 });
    const excerpt = answer.kind === 'answered' ? answer.excerpt : '';
    expect(excerpt).toMatch(/^\\u003cb\\u003eno \\"room\\"\\u003c\/b\\u003e\\nx+$/);
    expect(excerpt.length).toBeLessThan(600);
  });

  it('reads a date in Retry-After, and shows no card number', async () => {
    const url = await listen((_request, response) => {
      response.writeHead(500, { 'Retry-After': 'Tue, 24 Nov 2026 00:01:00 GMT' }).end('{"card":"4111 1111 1111 1111"}');
    });
    expect(await open().send(message(url))).toEqual({
      kind: 'answered',
      status: 500,
      retryAfterMs: 59_100,
      excerpt: '[hidden]',
    });
  });

  it('follows no redirect', async () => {
    let reached = false;
    const target = await listen((_request, response) => {
      reached = true;
      response.end();
    });
    const url = await listen((_request, response) => response.writeHead(307, { Location: target }).end());
    expect(await open().send(message(url))).toMatchObject({ kind: 'answered', status: 307 });
    expect(reached).toBe(false);
  });

  it('gives up on a receiver that never answers', async () => {
    const url = await listen(() => {});
    expect(await open(lookupAll, 50).send(message(url))).toEqual({ kind: 'unanswered', problem: 'timeout' });
  });

  it('takes the status for an answer when the body never ends', async () => {
    const url = await listen((_request, response) => void response.writeHead(200).write('so far'));
    expect(await open(lookupAll, 100).send(message(url))).toMatchObject({ status: 200, excerpt: 'so far' });
  });

  it('says why there was no answer', async () => {
    const url = await listen((request) => request.socket.destroy());
    expect(await open().send(message(url))).toMatchObject({ kind: 'unanswered', problem: 'UND_ERR_SOCKET' });
    expect(await open().send(message('http://127.0.0.1:1/'))).toMatchObject({ problem: 'ECONNREFUSED' });
  });

  it('sends the same bytes at every attempt', async () => {
    const bodies: string[] = [];
    const url = await listen(async (request, response) => {
      bodies.push(Buffer.concat(await request.toArray()).toString());
      response.end();
    });
    const sent = message(url);
    await open().send(sent);
    await open().send({ ...sent, sentAt: new Date('2026-11-25T00:00:00Z') });
    expect(bodies).toHaveLength(2);
    expect(bodies[0]).toBe(bodies[1]);
  });
});

describe('what the sender never dials', () => {
  /** Counts who knocks, whatever they speak. */
  async function knocks(): Promise<{ readonly port: number; count(): number }> {
    let count = 0;
    const server = createTcpServer((socket) => {
      count += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    return { port: (server.address() as AddressInfo).port, count: () => count };
  }

  const refused = { kind: 'unanswered', problem: 'address_refused' };

  it('this machine in live mode, by address or by name', async () => {
    const { port, count } = await knocks();
    expect(await open().send(message(`https://127.0.0.1:${port}/`, true))).toEqual(refused);
    expect(await open().send(message(`https://localhost:${port}/`, true))).toEqual(refused);
    expect(await open(always('127.0.0.1')).send(message(`https://shop.example:${port}/`, true))).toEqual(refused);
    expect(count()).toBe(0);
    await open(always('127.0.0.1')).send(message(`http://shop.example:${port}/`, false));
    expect(count()).toBe(1);
  });

  it.each(['10.0.0.1', '169.254.169.254', '100.64.0.1'])('a private address in either mode: %s', async (address) => {
    for (const livemode of [true, false]) {
      expect(await open(always(address)).send(message('https://shop.example/', livemode))).toEqual(refused);
      expect(await open().send(message(`https://${address}/`, livemode))).toEqual(refused);
    }
  });

  it('a name that leads elsewhere at the next dial', async () => {
    const { port, count } = await knocks();
    const answers = ['127.0.0.1', '10.0.0.1'];
    const rebinding: LookupAll = (_hostname, callback) =>
      callback(null, [{ address: answers.shift() ?? '10.0.0.1', family: 4 }]);
    const sender = open(rebinding);
    const sent = message(`http://shop.example:${port}/`);
    expect(await sender.send(sent)).toMatchObject({ problem: 'UND_ERR_SOCKET' });
    expect(await sender.send(sent)).toEqual(refused);
    expect(count()).toBe(1);
  });

  it('a name with one closed address among open ones', async () => {
    const mixed: LookupAll = (_hostname, callback) =>
      callback(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ]);
    expect(await open(mixed).send(message('http://shop.example/'))).toEqual(refused);
  });
});
