import { serveApp } from '@hangil/adapter-testkit';
import { systemClock } from '@hangil/core';
import { Hono } from 'hono';
import { createFakeTemplatePg } from './index.ts';

/** Serves the fake for a gateway on this machine; `GET /books` shows its books. */
const port = Number(process.env.FAKE_PORT ?? '8082');
const noticeUrl = process.env.NOTICE_URL ?? 'http://127.0.0.1:8080/webhooks/template-pg/template-pg-main';
const url = () => `http://127.0.0.1:${port}`;
const fake = createFakeTemplatePg({ clock: systemClock, publicUrl: url, noticeUrl: () => noticeUrl });
const app = new Hono().get('/books', (context) => context.json(fake.books()));
// @if waits

/** What a person does whom the payment waits for; `id` is the provider's. */
const referenceOf = (id: string) =>
  fake.books().payments.find(({ providerPaymentId }) => providerPaymentId === id)?.reference ?? id;
// @end
// @if shopper
app.post('/pay/:id/:outcome{approve|decline}', async (context) => {
  const { id, outcome } = context.req.param();
  await fake.shopper(referenceOf(id), outcome === 'approve' ? 'approve' : 'decline');
  return context.text(`${outcome}d`);
});
// @end
// @if virtual_account
app.post('/deposits/:id', async (context) => {
  await fake.deposit(referenceOf(context.req.param('id')));
  return context.text('deposited');
});
// @end
// @if waits
app.onError((error, context) => context.text(error.message, 409));

// @end
await serveApp(app.route('/', fake.app), port);
console.log(`Template PG listens at ${url()}`);
