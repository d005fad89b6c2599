import { once } from 'node:events';
import { connect } from 'node:net';
import { Hono } from 'hono';
import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import { serveApp } from './index.ts';

const app = new Hono().get('/', (context) => context.text('here'));

describe('serveApp', () => {
  it('serves on loopback until it is closed', async () => {
    const served = await serveApp(app);
    expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await request(served.url)).body.text()).toBe('here');
    await served.close();
    await expect(request(served.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('closes although a connection is open', async () => {
    const served = await serveApp(app);
    const socket = connect(Number(new URL(served.url).port), '127.0.0.1');
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    await served.close();
    await closed;
  });

  it('says when the port is taken', async () => {
    const served = await serveApp(app);
    await expect(serveApp(app, Number(new URL(served.url).port))).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await served.close();
  });
});
