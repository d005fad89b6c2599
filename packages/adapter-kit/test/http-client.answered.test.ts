import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { client, connectionIsFree, serve } from './harness.ts';
import { httpAnswer } from './raw-server.ts';

describe('an answer', () => {
  it('is given as it came: status, content type and bytes', async () => {
    const body = JSON.stringify({ message: '한도 초과' });
    const server = await serve({
      onRequest: (socket) => socket.write(httpAnswer(body, ['content-type: application/json'], '402 Payment Required')),
    });
    expect(await client(server.url).send({ method: 'GET', path: '/payment' })).toEqual({
      kind: 'answered',
      status: 402,
      contentType: 'application/json',
      body: new Uint8Array(Buffer.from(body)),
    });
  });

  it('may be empty and say nothing of its type', async () => {
    const server = await serve({ onRequest: (socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n') });
    const answer = await client(server.url).send({ method: 'DELETE', path: '/account' });
    expect(answer).toEqual({ kind: 'answered', status: 204, contentType: '', body: new Uint8Array() });
  });

  it('that redirects is not followed', async () => {
    const server = await serve({
      onRequest: (socket) => socket.write(httpAnswer('', ['location: /elsewhere'], '307 Temporary Redirect')),
    });
    expect(await client(server.url).send({ method: 'POST', path: '/charge' })).toMatchObject({
      kind: 'answered',
      status: 307,
    });
    expect(server.received()).not.toContain('/elsewhere');
  });

  it('of exactly the largest size is accepted', async () => {
    const server = await serve({ onRequest: (socket) => socket.write(httpAnswer('x'.repeat(64))) });
    expect((await client(server.url, { maxBodyBytes: 64 }).send({ method: 'GET', path: '/' })).kind).toBe('answered');
  });

  it('may take longer than a connection may', async () => {
    const server = await serve({
      onRequest: (socket) => void setTimeout(() => socket.write(httpAnswer('{}')), 700),
    });
    const patient = client(server.url, { connectTimeoutMs: 500 });
    expect((await patient.send({ method: 'GET', path: '/' })).kind).toBe('answered');
  });
});

describe('a request', () => {
  it('goes below the path of the base URL, with headers and body', async () => {
    const server = await serve({ onRequest: (socket) => socket.write(httpAnswer('{}')) });
    await client(`${server.url}/v2//`).send({
      method: 'PUT',
      path: '/payments?page=1',
      headers: { authorization: 'Bearer token' },
      body: '{"reference":"한"}',
    });
    const wire = Buffer.from(server.received(), 'latin1').toString();
    expect(wire).toMatch(/^PUT \/v2\/payments\?page=1 HTTP\/1\.1\r\n/);
    expect(wire).toContain('authorization: Bearer token\r\n');
    expect(wire).toMatch(/\r\n\r\n\{"reference":"한"\}$/);
  });
});

describe('connections', () => {
  it('are kept for the next request', async () => {
    const server = await serve({ onRequest: (socket) => socket.write(httpAnswer('{}')) });
    const kept = client(server.url);
    await kept.send({ method: 'GET', path: '/first' });
    await connectionIsFree();
    await kept.send({ method: 'GET', path: '/second' });
    expect(server.connections()).toBe(1);
  });

  it('that the server closed while they were idle are not used again', async () => {
    const sockets: Socket[] = [];
    const server = await serve({
      onConnection: (socket) => sockets.push(socket),
      onRequest: (socket) => socket.write(httpAnswer('{}')),
    });
    const kept = client(server.url);
    await kept.send({ method: 'POST', path: '/first' });
    const closed = once(sockets[0] as Socket, 'close');
    sockets[0]?.destroy();
    await closed;
    expect((await kept.send({ method: 'POST', path: '/second' })).kind).toBe('answered');
    expect(server.connections()).toBe(2);
  });

  it('that the server announces to close soon are not used again', async () => {
    const server = await serve({ onRequest: (socket) => socket.write(httpAnswer('{}', ['keep-alive: timeout=2'])) });
    const kept = client(server.url);
    await kept.send({ method: 'POST', path: '/first' });
    await connectionIsFree();
    await kept.send({ method: 'POST', path: '/second' });
    expect(server.connections()).toBe(2);
  });
});
