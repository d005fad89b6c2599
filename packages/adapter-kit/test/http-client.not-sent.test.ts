import { describe, expect, it } from 'vitest';
import { client, serve } from './harness.ts';
import { httpAnswer } from './raw-server.ts';

const charge = { method: 'POST', path: '/charge', body: '{"amount":10000}' } as const;

describe('the request certainly did not leave', () => {
  it('when nobody listens on the port', async () => {
    const server = await serve({});
    await server.close();
    expect(await client(server.url).send(charge)).toEqual({ kind: 'not_sent', cause: 'ECONNREFUSED' });
  });

  it('when the host has no address', async () => {
    const outcome = await client('http://provider.invalid', { connectTimeoutMs: 500 }).send(charge);
    expect(outcome.kind).toBe('not_sent');
  });

  it('when the TLS handshake is not answered in time', async () => {
    const server = await serve({});
    const outcome = await client(`https://127.0.0.1:${server.port}`, { connectTimeoutMs: 30 }).send(charge);
    expect(outcome).toEqual({ kind: 'not_sent', cause: 'connect timeout' });
  });

  it('when the connection is reset during the TLS handshake, although the code is that of a reset request', async () => {
    const server = await serve({ onConnection: (socket) => socket.once('data', () => socket.resetAndDestroy()) });
    const outcome = await client(`https://127.0.0.1:${server.port}`).send(charge);
    expect(outcome).toEqual({ kind: 'not_sent', cause: 'ECONNRESET' });
  });

  it('when the other side does not speak TLS', async () => {
    const server = await serve({ onConnection: (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n') });
    expect((await client(`https://127.0.0.1:${server.port}`).send(charge)).kind).toBe('not_sent');
  });

  it('when the caller had aborted before', async () => {
    const server = await serve({});
    const outcome = await client(server.url).send({ ...charge, signal: AbortSignal.abort() });
    expect(outcome).toEqual({ kind: 'not_sent', cause: 'aborted before sending' });
    expect(server.connections()).toBe(0);
  });

  it('when the caller aborts while the connection is being made', async () => {
    const controller = new AbortController();
    const server = await serve({ onConnection: () => controller.abort() });
    const sent = client(`https://127.0.0.1:${server.port}`, { connectTimeoutMs: 300 });
    expect(await sent.send({ ...charge, signal: controller.signal })).toEqual({ kind: 'not_sent', cause: 'aborted' });
  });

  it('when the request itself is not possible', async () => {
    const server = await serve({});
    const outcome = await client(server.url).send({ ...charge, headers: { authorization: 'two\r\nlines' } });
    expect(outcome).toEqual({ kind: 'not_sent', cause: 'UND_ERR_INVALID_ARG' });
    expect(server.received()).toBe('');
  });

  it('when the client is closed', async () => {
    const server = await serve({});
    const closed = client(server.url);
    await closed.close();
    expect((await closed.send(charge)).kind).toBe('not_sent');
  });

  it('when every connection stays busy, and it is not sent later either', async () => {
    const waiting: (() => void)[] = [];
    let allBusy = () => {};
    const busy = new Promise<void>((resolve) => {
      allBusy = resolve;
    });
    const server = await serve({
      onRequest(socket, count) {
        waiting.push(() => socket.write(httpAnswer('{}')));
        if (count === 512) allBusy();
      },
    });
    const shared = client(server.url, { connectTimeoutMs: 2_000 });
    const running = Array.from({ length: 512 }, () => shared.send({ method: 'GET', path: '/busy' }));
    await busy;
    const controller = new AbortController();
    const queued = shared.send({ ...charge, signal: controller.signal });
    controller.abort();
    expect(await queued).toEqual({ kind: 'not_sent', cause: 'aborted' });

    for (const answer of waiting) answer();
    expect((await Promise.all(running)).every(({ kind }) => kind === 'answered')).toBe(true);
    await shared.close();
    expect(server.received()).not.toContain('/charge');
  });
});
