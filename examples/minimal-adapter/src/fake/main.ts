import { serveApp } from '@hangil/adapter-testkit';
import { systemClock } from '@hangil/core';
import { Hono } from 'hono';
import { createFakeMinimalBank } from './index.ts';

/** Serves the fake for a gateway on this machine; `GET /books` shows its books. */
const { FAKE_PORT = '8082', NOTICE_URL = 'http://127.0.0.1:8080/webhooks/minimal-bank/minimal-bank-main' } = process.env;
const url = () => `http://127.0.0.1:${FAKE_PORT}`;
const fake = createFakeMinimalBank({ clock: systemClock, publicUrl: url, noticeUrl: () => NOTICE_URL });
const app = new Hono().get('/books', (context) => context.json(fake.books())).route('/', fake.app);
await serveApp(app, Number(FAKE_PORT));
console.log(`Minimal Bank listens at ${url()}`);
