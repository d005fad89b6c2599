import type { FakeOutcome } from '@hangil/adapter-testkit';
import type { Context, Hono } from 'hono';
import type { Books } from './books.ts';
import type { Notify } from './notify.ts';
import { type Fields, readBody, textField } from './request-body.ts';
import { sdkScript } from './sdk-script.ts';
import type { PaymentWindow, WindowResult } from './window.ts';
import { paymentPage, resultPage, type WayBack } from './window-pages.ts';

interface WindowParts {
  readonly books: Books;
  readonly window: PaymentWindow;
  readonly notify: Notify;
  readonly publicUrl: () => string;
}

const outcomes: Readonly<Record<string, FakeOutcome>> = { approve: 'approve', decline: 'decline', close: 'leave' };

/** The browser's part: the script that defines `IMP`, and the pages of the window it opens. */
export function mountWindow(app: Hono, { books, window, notify, publicUrl }: WindowParts): void {
  app.get('/v1/iamport.js', (context) =>
    context.body(sdkScript(publicUrl()), 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );

  app.get('/window/iamport', (context) => {
    const parameters = parseParameters(context.req.query('request'));
    const way = readWay({
      redirect_url: context.req.query('mode') === 'redirect' ? parameters.m_redirect_url : undefined,
      origin: context.req.query('origin'),
    });
    const opened = window.open(parameters);
    return opened.ok ? context.html(paymentPage(opened.attempt, way)) : answer(context, way, opened.result);
  });

  app.post('/window/iamport/:imp_uid/:outcome', async (context) => {
    const attempt = books.attempt(context.req.param('imp_uid'));
    const outcome = outcomes[context.req.param('outcome')];
    if (attempt === undefined || outcome === undefined) return context.notFound();
    const wasOpen = attempt.status === 'ready' && attempt.account === null;
    const result = await window.finish(attempt, outcome);
    if (wasOpen && result.success) void notify(attempt);
    return answer(context, readWay(await readBody(context)), result);
  });
}

function readWay(fields: Fields): WayBack {
  const redirectUrl = textField(fields, 'redirect_url');
  const isWebAddress = redirectUrl !== null && /^https?:\/\//i.test(redirectUrl) && URL.canParse(redirectUrl);
  return { redirectUrl: isWebAddress ? redirectUrl : null, origin: textField(fields, 'origin') ?? '*' };
}

function answer(
  context: Context,
  { redirectUrl, origin }: WayBack,
  result: WindowResult,
): Response | Promise<Response> {
  if (redirectUrl === null) return context.html(resultPage(result, origin));
  const target = new URL(redirectUrl);
  const { success, ...fields } = result;
  for (const [name, value] of Object.entries(fields)) {
    if (value !== null) target.searchParams.set(name, value);
  }
  target.searchParams.set('imp_success', String(success));
  return context.redirect(target.toString(), 303);
}

/** The params of a call of the script, as the window's address carries them. */
export function parseParameters(text: string | undefined): Fields {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Fields) : {};
  } catch {
    return {};
  }
}
