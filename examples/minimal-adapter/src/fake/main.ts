import { serveApp } from '@hangil/adapter-testkit';
import { systemClock } from '@hangil/core';
import { Hono } from 'hono';
import { createFakeMinimalBank } from './index.ts';

/** Serves the fake for a gateway on this machine; `GET /books` shows its books. */
const port = Number(process.env.FAKE_PORT ?? '8082');
const noticeUrl = process.env.NOTICE_URL ?? 'http://127.0.0.1:8080/webhooks/minimal-bank/minimal-bank-main';
const url = () => `http://127.0.0.1:${port}`;
const fake = createFakeMinimalBank({ clock: systemClock, publicUrl: url, noticeUrl: () => noticeUrl });
const app = new Hono().get('/books', (context) => context.json(fake.books()));
await serveApp(app.route('/', fake.app), port);
console.log(`Minimal Bank listens at ${url()}`);
