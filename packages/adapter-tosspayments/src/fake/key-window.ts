import type { Hono } from 'hono';
import type { KeyBook } from './key-book.ts';
import { keyPage } from './window-pages.ts';

const isWebAddress = (url: unknown): url is string =>
  typeof url === 'string' && /^https?:/.test(url) && URL.canParse(url);

/** The window that keeps a card. It always comes back by redirect, with `customerKey` and `authKey` or with a code. */
export function mountKeyWindow(app: Hono, keys: KeyBook): void {
  app.get('/billing-window', ({ req, html, text }) => {
    const { customerKey = '', successUrl, failUrl } = req.query();
    const isWhole = customerKey.length >= 2 && isWebAddress(successUrl) && isWebAddress(failUrl);
    return isWhole ? html(keyPage({ customerKey, successUrl, failUrl })) : text('INVALID_PARAMETERS', 400);
  });

  app.post('/billing-window/:outcome', async ({ req, redirect, notFound }) => {
    const { customerKey, successUrl, failUrl } = await req.parseBody();
    if (typeof customerKey !== 'string' || !isWebAddress(successUrl) || !isWebAddress(failUrl)) return notFound();
    if (req.param('outcome') === 'approve')
      return redirect(withQuery(successUrl, { customerKey, authKey: keys.authorize(customerKey) }), 303);
    const told = { code: 'PAY_PROCESS_CANCELED', message: '사용자에 의해 결제가 취소되었습니다.' };
    return redirect(withQuery(failUrl, told), 303);
  });
}

function withQuery(url: string, fields: Readonly<Record<string, string>>): string {
  const target = new URL(url);
  for (const [name, value] of Object.entries(fields)) target.searchParams.set(name, value);
  return target.toString();
}
