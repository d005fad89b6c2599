import type { FakeOutcome } from '@hangil/adapter-testkit';
import type { Context, Hono } from 'hono';
import type { Books } from './books.ts';
import { sdkScript } from './sdk-script.ts';
import type { Notify } from './webhooks.ts';
import { finishWindow, openWindow, type WindowEnd } from './window.ts';
import { endPage, paymentPage } from './window-pages.ts';

const outcomes: Readonly<Record<string, FakeOutcome>> = { approve: 'approve', decline: 'decline', close: 'leave' };

interface WindowParts {
  readonly books: Books;
  readonly notify: Notify;
  readonly publicUrl: () => string;
}

/** The browser's part: the script that defines `TossPayments`, and the page it opens. */
export function mountWindow(app: Hono, { books, notify, publicUrl }: WindowParts): void {
  app.get('/v2/standard', (context) =>
    context.body(sdkScript(publicUrl()), 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );

  app.get('/window', (context) => {
    const params = readParams(context.req.query('params'));
    const opened = openWindow(params, books);
    if (typeof opened !== 'string') return context.html(paymentPage(opened, params));
    return answer(context, params, { ok: false, told: { code: opened, message: '결제창을 열 수 없습니다.' } });
  });

  app.post('/window/:key/:outcome', async (context) => {
    const record = books.byKey(context.req.param('key'));
    const outcome = outcomes[context.req.param('outcome')];
    if (record === undefined || outcome === undefined) return context.notFound();
    const end = await finishWindow(record, outcome, { books, notify });
    const form = await context.req.parseBody();
    return answer(context, { successUrl: form.successUrl, failUrl: form.failUrl }, end);
  });
}

/** By redirect when the shop gave addresses, else by message to the page around the frame. */
function answer(context: Context, urls: Readonly<Record<string, unknown>>, end: WindowEnd) {
  const url = end.ok ? urls.successUrl : urls.failUrl;
  if (typeof url !== 'string' || !/^https?:/.test(url) || !URL.canParse(url)) return context.html(endPage(end));
  const target = new URL(url);
  for (const [name, value] of Object.entries(end.told)) target.searchParams.set(name, String(value));
  return context.redirect(target.toString(), 303);
}

function readParams(text = ''): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
