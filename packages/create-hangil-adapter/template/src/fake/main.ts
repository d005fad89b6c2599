import { serveApp } from '@hangil/adapter-testkit';
import { systemClock } from '@hangil/core';
import { Hono } from 'hono';
import { createFakeTemplatePg } from './index.ts';

/** Serves the fake for a gateway on this machine; `GET /books` shows its books. */
const port = Number(process.env.FAKE_PORT ?? '8082');
const noticeUrl = process.env.NOTICE_URL ?? 'http://127.0.0.1:8080/webhooks/template-pg/template-pg-main';
const url = () => `http://127.0.0.1:${port}`;
const fake = createFakeTemplatePg({ clock: systemClock, publicUrl: url, noticeUrl: () => noticeUrl });
const app = new Hono().get('/books', (context) => context.json(fake.books())).route('/', fake.app);
await serveApp(app, port);
console.log(`Template PG listens at ${url()}`);
