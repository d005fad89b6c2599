import { describe, expect, it } from 'vitest';
import { client, connectionIsFree, serve } from './harness.ts';
import { httpAnswer } from './raw-server.ts';

const charge = { method: 'POST', path: '/charge', body: '{"amount":10000}' } as const;

describe('the request may have left', () => {
  it('when the server accepts the connection and closes it at once', async () => {
    const server = await serve({ onConnection: (socket) => socket.end() });
    expect((await client(server.url).send(charge)).kind).toBe('may_have_been_sent');
  });

  it('when the server resets the connection after reading', async () => {
    const server = await serve({ onRequest: (socket) => socket.resetAndDestroy() });
    expect(await client(server.url).send(charge)).toEqual({ kind: 'may_have_been_sent', cause: 'ECONNRESET' });
    expect(server.received()).toContain('POST /charge');
  });

  it('when the server closes the connection after reading, and it is not sent a second time', async () => {
    const server = await serve({ onRequest: (socket) => socket.end() });
    expect(await client(server.url).send(charge)).toEqual({ kind: 'may_have_been_sent', cause: 'UND_ERR_SOCKET' });
    expect(server.connections()).toBe(1);
  });

  it('when no answer begins in time', async () => {
    const server = await serve({});
    const outcome = await client(server.url, { answerTimeoutMs: 30 }).send(charge);
    expect(outcome).toEqual({ kind: 'may_have_been_sent', cause: 'answer timeout' });
  });

  it('when the answer begins and does not go on', async () => {
    const server = await serve({ onRequest: (socket) => socket.write(httpAnswer('{"paid":true}').slice(0, -5)) });
    const outcome = await client(server.url, { answerTimeoutMs: 30 }).send(charge);
    expect(outcome).toEqual({ kind: 'may_have_been_sent', cause: 'answer timeout' });
  });

  it('when the answer trickles for ever, a byte at a time', async () => {
    const server = await serve({
      onRequest(socket) {
        socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
        const drip = setInterval(() => socket.write('1\r\n \r\n'), 2);
        socket.on('close', () => clearInterval(drip));
      },
    });
    const outcome = await client(server.url, { answerTimeoutMs: 60 }).send(charge);
    expect(outcome).toEqual({ kind: 'may_have_been_sent', cause: 'answer timeout' });
  });

  it('when the answer is larger than allowed', async () => {
    const server = await serve({
      onRequest(socket) {
        socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
        const pour = () => {
          while (socket.writable && socket.write(`400\r\n${'x'.repeat(1024)}\r\n`));
        };
        socket.on('drain', pour);
        pour();
      },
    });
    const outcome = await client(server.url, { maxBodyBytes: 4096 }).send(charge);
    expect(outcome).toEqual({ kind: 'may_have_been_sent', cause: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' });
  });

  it.each([
    ['shorter than its content-length', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"paid":true}'],
    ['cut inside a chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n64\r\n{"paid":true}'],
    ['cut inside the headers', 'HTTP/1.1 200 OK\r\ncontent-le'],
    ['not HTTP', '<html>maintenance</html>'],
  ])('when the answer is %s', async (_, answer) => {
    const server = await serve({ onRequest: (socket) => socket.end(answer) });
    expect((await client(server.url).send(charge)).kind).toBe('may_have_been_sent');
  });

  it('when the caller aborts while waiting for the answer', async () => {
    const controller = new AbortController();
    const server = await serve({ onRequest: () => controller.abort() });
    const outcome = await client(server.url).send({ ...charge, signal: controller.signal });
    expect(outcome).toEqual({ kind: 'may_have_been_sent', cause: 'aborted' });
  });

  it('when the caller aborts while reading the answer', async () => {
    const controller = new AbortController();
    const server = await serve({
      onRequest: (socket) =>
        socket.write(httpAnswer('{"paid":true}').slice(0, -5), () => setImmediate(() => controller.abort())),
    });
    const outcome = await client(server.url).send({ ...charge, signal: controller.signal });
    expect(outcome).toEqual({ kind: 'may_have_been_sent', cause: 'aborted' });
  });

  it('when a kept connection is reset under the second request', async () => {
    const server = await serve({
      onRequest: (socket, count) => (count === 1 ? socket.write(httpAnswer('{}')) : socket.resetAndDestroy()),
    });
    const kept = client(server.url);
    expect((await kept.send(charge)).kind).toBe('answered');
    await connectionIsFree();
    expect(await kept.send(charge)).toEqual({ kind: 'may_have_been_sent', cause: 'ECONNRESET' });
    expect(server.connections()).toBe(1);
  });
});
